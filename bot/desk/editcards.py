"""What admins are told about changes to the curated files that they send from the chat."""

from dataclasses import replace

from bot.desk import cards, curated
from bot.desk.editor import Applied, Edited, Gone, Misnamed, Proposed, Unchanged, language_beside
from bot.desk.proposal import Proposal
from bot.desk.reloader import Broken, Done, Failed
from bot.desk.worktree import Committed
from bot.render import changes
from bot.render.card import Button, Card, Keyboard, quoted
from bot.text.catalogue import Words

_SENTENCE = 700
"""Characters of the other language's sentence, which is short enough by the rules to stand whole."""


def outcome(told: Edited, served: str, words: Words) -> Card:
    match told:
        case Proposed():
            return proposed(told, words)
        case Applied():
            return _applied(told, served, words)
        case Broken(problems):
            shown = replace(cards.outcome(told, served, words), lines=(words("edit-untouched"),))
            return replace(shown, title=words("edit-broken-title", count=len(problems)))
        case Failed():
            shown = replace(cards.outcome(told, served, words), lines=(words("edit-untouched"),))
            return replace(shown, title=words("edit-failed-title"))
        case Misnamed(files):
            listed = words.list([f"`{file}`" for file in files])
            return Card(words("edit-misnamed-title"), (words("edit-misnamed", files=listed),))
        case Unchanged():
            return Card(words("edit-unchanged-title"), (words("edit-unchanged"),))
        case Gone():
            return Card(words("edit-gone-title"), (words("edit-gone"),))


def proposed(told: Proposed, words: Words) -> Card:
    """The differences, what is to be known of them, and the question."""
    listed, whole = changes.lines(told.found, words)
    lines = [
        words("reload-versions", old=f"`{told.before.short_version}`", new=f"`{told.after.short_version}`"),
        changes.counted(told.found, words),
    ]
    lines += [words("edit-removes")] if told.found.removed else []
    lines += [words("edit-uncommitted")] if told.uncommitted else []
    lines += [words("edit-other", admin=_admin(one), file=f"`{one.file}`") for one in told.others]
    lines += _beside(told, words)
    if told.obstacle:
        lines.append(words("edit-obstacle", reason=quoted(told.obstacle, 100), command="`/reload`"))
    else:
        lines.append(words("edit-holds"))
    rest = () if whole else (words("diff-more"),)
    keyboard = () if told.obstacle else _question(told.proposal, words)
    title = words("edit-title", file=f"`{told.proposal.file}`")
    return Card(title, tuple(lines), closing=(*listed, *rest), keyboard=keyboard)


def _beside(told: Proposed, words: Words) -> list[str]:
    """Of a sentence that was changed in one language: how the other one reads, and whether it is still right."""
    wording = told.proposal.wording
    language = language_beside(wording) if wording else None
    if wording is None or language is None:
        return []
    text = quoted(told.after.facts[wording.fact].text[language], _SENTENCE)
    stays = words("edit-beside-ar", text=text) if language == "ar" else words("edit-beside-en", text=text)
    return [stays, words("edit-beside-ask")]


def _question(proposal: Proposal, words: Words) -> Keyboard:
    language = language_beside(proposal.wording) if proposal.wording else None
    labels = {None: words("button-apply"), "ar": words("button-apply-beside-ar"), "en": words("button-apply-beside-en")}
    apply = Button(labels[language], f"apply:{proposal.token}:0:{words.language}")
    drop = Button(words("button-drop"), f"drop:{proposal.token}:0:{words.language}")
    return ((apply, drop),) if language is None else ((apply,), (drop,))


def _applied(told: Applied, served: str, words: Words) -> Card:
    """What was served, as after a reload, with what was written and committed."""
    card = cards.outcome(told.outcome, served, words)
    if not isinstance(told.outcome, Done):
        return card
    file = told.proposal.file
    lines = [words("edit-written", file=f"`{file}`")]
    if not told.proposal.is_new:
        lines.append(words("edit-kept", old=f"`{file}{curated.OLD}`"))
    match told.commit:
        case Committed(commit):
            lines.append(words("edit-committed", commit=f"`{commit}`"))
        case None:
            pass
        case refused:
            reason = f"`{quoted(refused.reason, 200)}`"
            lines.append(words("edit-nameless") if refused.nameless else words("edit-uncommitted-yet", reason=reason))
    return replace(card, lines=(*card.lines, *lines))


def dropped(words: Words) -> Card:
    return Card(words("edit-dropped-title"), (words("edit-dropped"),))


def too_large(words: Words) -> Card:
    return Card(words("edit-large-title"), (words("edit-large", limit=curated.LARGEST // 1000),))


def forwarded(words: Words) -> Card:
    """Somebody else's file has no power, whoever hands it on."""
    return Card(words("edit-other-title"), (words("edit-forwarded"),))


def unfetched(words: Words) -> Card:
    return Card(words("edit-unfetched-title"), (words("edit-unfetched"),))


def other_kind(words: Words) -> Card:
    line = words("edit-other-kind", facts="`.yaml`", article="`.txt`")
    return Card(words("edit-other-title"), (line,))


def _admin(proposal: Proposal) -> str:
    return f"{quoted(proposal.by.name)} `{proposal.by.id}`"
