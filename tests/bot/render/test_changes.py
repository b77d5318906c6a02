"""What admins are shown of a difference: each language's sentence a unit of its own."""

from bot.render import changes
from bot.render.bidi import FSI, LRM, PDI, RLM
from bot.text.catalogue import for_locale
from bot.text.locale import Locale
from knowledge import diff, held
from tests.bot.render.conftest import LOCALES
from tests.knowledge.curated import fact, snapshot, store, words

ENGLISH, ARABIC, _ = LOCALES


def told(locale: Locale, old: str, new: str) -> str:
    versions = [snapshot(store(de=[one], so=[])) for one in (old, new)]
    before, after = (tuple(held.of(one.facts_by_id.values(), one.actors_by_id)) for one in versions)
    return "\n".join(changes.lines(diff.diff(before, after), for_locale(locale))[0])


def test_a_sentence_of_the_other_language_keeps_its_end_at_its_end() -> None:
    old = fact(words("text", "The plant has 40 halls.", "في المصنع قاعات عددها 40."))
    new = fact(words("text", "The plant has 50 halls.", "في المصنع قاعات عددها 50."))
    english, arabic = told(ENGLISH, old, new), told(ARABIC, old, new)
    assert f"{FSI}{RLM}في المصنع قاعات عددها 50.{PDI}" in english
    assert f"{FSI}{LRM}The plant has 50 halls.{PDI}" in arabic
    assert f"{LRM}The" not in english
    assert f"{RLM}في" not in arabic
