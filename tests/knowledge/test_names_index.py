"""The rows of the name index: who owns a spelling, and how far each is trusted."""

import pytest

from knowledge.nameindex import CountryNames, build_names, country_names, inflected, partner_names
from knowledge.names import NameIndex
from knowledge.nametable import NameRow, Use

COVERED = CountryNames(
    "DE", ("Germany", "ألمانيا"), foreign=("Tedeschi",), cities=("Munich",), capitals=("Berlin",), demonyms=("ألماني",)
)
OTHER = CountryNames("AL", ("ألبانيا",), capitals=("Tirana",), demonyms=("Albanian",))


@pytest.fixture(scope="module")
def rows() -> dict[str, NameRow]:
    return {row.folded: row for row in build_names([COVERED], [OTHER]) if row.country}


@pytest.mark.parametrize(
    ("folded", "country", "use"),
    [
        ("germany", "DE", Use.COVERED),
        ("المانيا", "DE", Use.COVERED),
        ("allemagne", "DE", Use.COVERED),
        ("berlin", "DE", Use.COVERED),
        ("المانيه", "DE", Use.COVERED),
        ("المانيون", "DE", Use.COVERED_ABROAD),
        ("tedeschi", "DE", Use.COVERED_ABROAD),
        ("alemania", "DE", Use.COVERED_ABROAD),
        ("munich", "DE", Use.PLAIN),
        ("ujerumani", "DE", Use.COVERED_ABROAD),
        ("jamus", "DE", Use.PLAIN),
        ("de", "DE", Use.WHOLE),
        ("deu", "DE", Use.WHOLE),
        ("albania", "AL", Use.MAIN),
        ("البانيا", "AL", Use.MAIN),
        ("tirana", "AL", Use.SIDE),
        ("albanians", "AL", Use.SIDE),
        ("كويت", "KW", Use.MAIN),
        ("unitedstates", "US", Use.PLAIN),
        ("مالي", "ML", Use.ALONE),
        ("конго", "CD CG", Use.PLAIN),
        ("xk", "XK", Use.WHOLE),
    ],
)
def test_a_name_is_trusted_by_its_source(rows: dict[str, NameRow], folded: str, country: str, use: Use) -> None:
    """Codes stand alone, small languages count as spelled, main ones may be misspelt, covered countries' most."""
    assert rows[folded] == NameRow(folded, country, use)


@pytest.mark.parametrize("folded", ["zz", "eu", "001", "europe", "world", "مانيا", "بانيا", "male", "sin", ""])
def test_what_is_no_country_owns_nothing(rows: dict[str, NameRow], folded: str) -> None:
    """Groups, pseudo territories, words and names cut at a false article have no row."""
    assert folded not in rows


def test_every_code_is_its_own_country(rows: dict[str, NameRow]) -> None:
    """No name of any language takes a two-letter code from its country."""
    codes = {row.country for row in rows.values() if " " not in row.country}
    assert len(codes) == 250
    assert {code: rows[code.lower()].country for code in codes} == {code: code for code in codes}


def test_each_spelling_has_one_row(rows: dict[str, NameRow]) -> None:
    """A name of several countries names them in its row, and they are few."""
    every = build_names([COVERED], [OTHER])
    assert every == sorted(every)
    assert len({row.folded for row in every if row.country}) == sum(bool(row.country) for row in every)
    assert sum(" " in row.country for row in rows.values()) < 100


def test_a_curated_name_outweighs_small_languages() -> None:
    """The curated files decide whose a spelling is that CLDR gives to another."""
    rows = {row.folded: row for row in build_names([], [CountryNames("QA", ("Ujerumani",))])}
    assert rows["ujerumani"].country == "QA"


def test_demonyms_are_inflected() -> None:
    """Arabic feminines and plurals and English plurals follow their rule; what follows none stays as it is."""
    assert [form for form, _ in inflected("كويتي")] == ["كويتي", "كويتية", "كويتيون", "كويتيين", "كويتيات"]
    assert [form for form, _ in inflected("German")] == ["German", "Germans"]
    assert [form for form, _ in inflected("French")] == ["French"]
    assert [form for form, _ in inflected("ألمان")] == ["ألمان"]


def test_curated_entries_are_read_by_language() -> None:
    """English and Arabic are names, other languages foreign ones, and cities neither."""
    aliases = {"en": ["Kuweit"], "ar": ["كويت"], "tr": ["Küveyt"], "cities": ["Hawalli"]}
    partner = partner_names("KW", ("Kuwait", "الكويت"), aliases)
    assert partner == CountryNames("KW", ("Kuwait", "الكويت", "Kuweit", "كويت"), ("Küveyt",), ("Hawalli",))
    country = country_names(
        "CH", ["Suisse"], {"en": ["Bern"], "cities": ["Zurich"]}, {"en": ["Swiss"], "fr": ["suisse"]}
    )
    assert country == CountryNames("CH", ("Suisse",), ("suisse",), ("Zurich",), ("Bern",), ("Swiss",))


def test_the_index_keeps_what_it_was_given() -> None:
    """Names, fillers and ordinary words are told apart; near names are found within the reach and no further."""
    index = NameIndex.of([("germany", "DE", Use.COVERED), ("about", "", Use.FILLER), ("weather", "", Use.ORDINARY)])
    name = index.get("germany")
    assert name is not None
    assert name.countries == ("DE",)
    assert index.get("about") is None
    assert index.fillers == {"about"}
    assert index.ordinary == {"weather"}
    assert [near.folded for near in index.near("gremany", 1)] == ["germany"]
    assert list(index.near("grmny", 1)) == []
