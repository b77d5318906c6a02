"""An answer as plain text, for the command line: the facts as they stand, or an honest word that there are none."""

from knowledge.model import Bilingual, Fact, Language, Status
from knowledge.search import Found, Outcome
from knowledge.store import Store

_MARKS = {Status.REPORTED: "●", Status.EXPECTED: "○", Status.PROPOSED: "◇", Status.ASSESSED: "◌"}
_OPENING = {
    Outcome.ANSWERED: Bilingual(en="The store holds:", ar="في السجل:"),
    Outcome.NEAREST: Bilingual(
        en="The store holds nothing on exactly that. The nearest:",
        ar="ليس في السجل ما يجيب عن ذلك تحديداً. وأقرب ما فيه:",
    ),
    Outcome.UNDATED: Bilingual(
        en="The source gives no date for that. What it says:", ar="لا يذكر المصدر تاريخاً لذلك. وما يقوله:"
    ),
    Outcome.SILENT: Bilingual(en="The store is silent on that.", ar="لا شيء في السجل عن ذلك."),
    Outcome.OTHER_COUNTRY: Bilingual(
        en="The store holds no fact on that country.", ar="لا يضم السجل أي واقعة عن تلك الدولة."
    ),
}


def text(found: Found, store: Store, language: Language) -> str:
    """The answer in lines: an opening, the countries it is about, a line a fact with its footnotes, a line a source."""
    numbers: dict[str, int] = {}
    lines = [_OPENING[found.outcome][language]]
    if partners := dict.fromkeys(fact.partner for fact in found.facts):
        lines.append(" · ".join(store.partners[code].name[language] for code in partners))
    lines += [_line(fact, language, numbers) for fact in found.facts]
    lines += [f"[{number}] {store.sources[source].title[language]}" for source, number in numbers.items()]
    return "\n".join(lines)


def _line(fact: Fact, language: Language, numbers: dict[str, int]) -> str:
    notes = [f"[{numbers.setdefault(one.source, len(numbers) + 1)} ¶{one.paragraph}]" for one in fact.evidence]
    date = f"{fact.date} — " if fact.date else ""
    return f"{_MARKS[fact.status]} {date}{fact.text[language]} {' '.join(notes)}"
