"""One fact, whole: what it says, how sure its source is, who was in it, where it stands, when it was checked."""

from dataclasses import replace

from bot.render.card import Button, Card, Group
from bot.render.facts import Notes, item, partner_title, share
from bot.text.catalogue import Words
from knowledge.model import Fact, Rank
from knowledge.store import Store


def fact(store: Store, words: Words, fact_id: str, _page: int) -> Card | None:
    """A fact by its id; a deprecated one too, as such."""
    held = store.facts.get(fact_id)
    if held is None:
        return None
    notes = Notes()
    shown = item(held, words, notes)
    partner = partner_title(store, words, held.partner)
    back = Button(partner, f"partner:{held.partner}:0:{words.language}")
    card = Card(
        title=words("fact-title", partner=partner),
        lines=_withdrawn(store, words, held),
        groups=(Group("", (shown,)),),
        closing=tuple(_details(store, words, held)),
        footer=words("footer-fact", id=f"`{held.id}`", version=f"`{store.short_version}`"),
        keyboard=(
            (share(words, held.id), Button(words("button-link"), f"fact_{held.id}", "copy")),
            (back, Button(words("button-sources"), f"sources:{held.partner}:0:{words.language}")),
        ),
    )
    return replace(card, sources=notes.lines(store, words))


def _withdrawn(store: Store, words: Words, held: Fact) -> tuple[str, ...]:
    if held.rank is not Rank.DEPRECATED or held.reason is None:
        return ()
    successor = next((other for other in store.facts.values() if other.supersedes == held.id), None)
    line = words("fact-withdrawn", reason=held.reason[words.language])
    return (line, words("fact-successor", id=f"`{successor.id}`")) if successor else (line,)


def _details(store: Store, words: Words, held: Fact) -> list[str]:
    sources = {evidence.source for evidence in held.evidence}
    lines = [words("fact-status", status=words(f"status-{held.status}")), words(f"status-{held.status}-meaning")]
    lines += [words("fact-date-note", note=held.date_note[words.language])] if held.date_note else []
    lines += [words("fact-note", note=held.note[words.language])] if held.note else []
    for participant in held.actors:
        actor = store.actors[participant.id]
        role = participant.role or actor.role
        name = actor.name[words.language]
        lines.append(
            words("fact-actor-role", name=name, role=role[words.language]) if role else words("fact-actor", name=name)
        )
    lines.append(words("fact-areas", areas=words.list([words(f"area-{area}") for area in held.areas])))
    lines.append(words("fact-carried-by", count=len(sources)))
    lines.append(words("fact-checked", day=words.day(held.checked)))
    return lines


def shared(store: Store, words: Words, held: Fact) -> Card:
    """A fact to stand alone in any chat: its sentence, how sure its source is, where it stands."""
    notes = Notes()
    shown = item(held, words, notes)
    status = f"{words(f'status-{held.status}')}: {words(f'status-{held.status}-meaning')}"
    return Card(
        title=words("fact-shared-title", partner=partner_title(store, words, held.partner)),
        lines=_withdrawn(store, words, held),
        groups=(Group("", (shown,)),),
        closing=(status,),
        sources=notes.lines(store, words),
        footer=words("footer-fact", id=f"`{held.id}`", version=f"`{store.short_version}`"),
    )
