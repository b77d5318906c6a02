"""Builds the rows of the name index: the curated names together with all that CLDR knows, in one spelling, each
with how far it is trusted. Reads Babel (seconds, 200 MB), so it belongs into the compiling process alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from knowledge.cldr import iso3, languages, regions, territories, zone_cities
from knowledge.nametable import SHORTEST_MISSPELT, NameRow, Use
from knowledge.namewords import FILLERS, NOT_NAMES, ORDINARY, WHOLE
from knowledge.text import fold, is_arabic


@dataclass(frozen=True, slots=True)
class CountryNames:
    """What the curated files say of one country."""

    code: str
    names: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """Names and demonyms in other languages than English and Arabic."""
    cities: tuple[str, ...] = ()
    """Names that mean the country only if spelled right."""
    capitals: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Rank(IntEnum):
    """Who wins where two sources claim one spelling for different countries: the lower."""

    NAME = 0
    CURATED = 1
    CODE = 2
    WIDESPREAD = 3
    DERIVED = 4
    REST = 5


MAIN = frozenset({"en", "ar", "fr", "de"})
"""Languages in which any country's name may be misspelt."""
WIDESPREAD = frozenset(
    {"es", "it", "pt", "nl", "tr", "fa", "ur", "ru", "hi", "zh", "ja", "ko", "sw", "so", "ha", "id", "ms", "pl", "uk"}
    | {"bn", "vi", "sv", "el", "he", "am", "ps", "ro", "cs", "hu"}
)
"""Languages whose names win over those of the rest, and in which a covered country's name may be misspelt."""
_MISSPELT_ELSEWHERE = 6
"""Letters of the shortest name in such a language that may be."""
_SHORT = 3
"""Letters of a name that is too short to be looked for inside a phrase."""
_ARTICLE = "ال"


@dataclass(slots=True)
class _Claim:
    rank: Rank
    countries: set[str] = field(default_factory=set)
    misspelt: bool = False
    is_main: bool = False


class _Claims(dict[str, _Claim]):
    """Who claims which spelling."""

    def add(self, text: str, country: str, rank: Rank, *, misspelt: bool = False, is_main: bool = False) -> None:
        folded = fold(text)
        if not folded or folded in NOT_NAMES:
            return
        claim = self.get(folded)
        if claim is None or rank < claim.rank:
            claim = self[folded] = _Claim(rank)
        if rank == claim.rank:
            claim.countries.add(country)
        if country in claim.countries:
            claim.misspelt |= misspelt or is_main
            claim.is_main |= is_main


def build_names(partners: Sequence[CountryNames], countries: Sequence[CountryNames]) -> list[NameRow]:
    """All rows, one a spelling, sorted; `partners` are the covered countries, `countries` further names of any."""
    covered = frozenset(partner.code for partner in partners)
    claims = _Claims()
    for country in (*partners, *countries):
        _add_curated(claims, country)
    _add_cldr(claims, covered)
    _add_derived(claims)
    rows = {
        NameRow(folded, " ".join(sorted(claim.countries)), _use(folded, claim, covered)) for folded, claim in claims.items()
    }
    rows.update(NameRow(fold(word), "", Use.FILLER) for word in FILLERS)
    ordinary = {fold(word) for word in (*ORDINARY, *regions(MAIN | WIDESPREAD))}
    rows.update(NameRow(word, "", Use.ORDINARY) for word in ordinary if word)
    return sorted(rows)


def _add_curated(claims: _Claims, country: CountryNames) -> None:
    for name in country.names:
        claims.add(name, country.code, Rank.NAME, is_main=True)
    for name in country.foreign:
        claims.add(name, country.code, Rank.CURATED, misspelt=len(name) >= _MISSPELT_ELSEWHERE)
    for name in country.cities:
        claims.add(name, country.code, Rank.CURATED)
    for name in country.capitals:
        claims.add(name, country.code, Rank.CURATED, is_main=True)
    for name in country.demonyms:
        for form in inflected(name):
            claims.add(form, country.code, Rank.CURATED, is_main=True)


def _add_cldr(claims: _Claims, covered: frozenset[str]) -> None:
    for locale, country, name in territories():
        rank = Rank.NAME if locale in MAIN else Rank.WIDESPREAD if locale in WIDESPREAD else Rank.REST
        near = country in covered and locale in WIDESPREAD and len(name) >= _MISSPELT_ELSEWHERE
        claims.add(name, country, rank, misspelt=near, is_main=locale in MAIN)
        claims.add(country, country, Rank.CODE)
    for source in (languages, zone_cities):
        for locale, country, name in source():
            claims.add(name, country, Rank.REST, misspelt=locale in MAIN and country in covered)
    for code, country in iso3():
        claims.add(code, country, Rank.CODE)


def _add_derived(claims: _Claims) -> None:
    """Names of several words written as one, and Arabic names without their article."""
    for folded, claim in list(claims.items()):
        if claim.rank in (Rank.CODE, Rank.REST):
            continue
        for country in claim.countries:
            if " " in folded:
                claims.add(folded.replace(" ", ""), country, Rank.DERIVED)
            if folded.startswith(_ARTICLE):
                claims.add(folded.removeprefix(_ARTICLE), country, Rank.DERIVED, misspelt=claim.misspelt, is_main=claim.is_main)


def _use(folded: str, claim: _Claim, covered: frozenset[str]) -> Use:
    if claim.rank is Rank.CODE or folded in WHOLE:
        return Use.WHOLE
    if len(folded) <= _SHORT and folded.isascii() and claim.rank > Rank.CURATED:
        return Use.WHOLE
    if len(folded) <= _SHORT and is_arabic(folded) and claim.rank > Rank.NAME:
        return Use.WHOLE
    letters = len(folded) - folded.count(" ") * 2
    if not claim.misspelt or letters < SHORTEST_MISSPELT:
        return Use.PLAIN
    if claim.countries & covered:
        return Use.COVERED if claim.is_main else Use.COVERED_ABROAD
    return Use.MAIN if claim.rank in (Rank.NAME, Rank.DERIVED) else Use.SIDE


def inflected(demonym: str) -> Iterator[str]:
    """A demonym with its feminine and its plurals, as far as they follow the rule of its language."""
    yield demonym
    if not is_arabic(demonym):
        if demonym.isascii() and demonym.endswith(("an", "i", "n", "k", "r")) and demonym[0].isupper():
            yield demonym + "s"
    elif fold(demonym).endswith("ي"):
        yield from (demonym + ending for ending in ("ة", "ون", "ين", "ات"))
