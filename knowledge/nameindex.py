"""Builds the rows of the name index: the curated names together with all that CLDR knows, in one spelling, each
with how far it is trusted. Takes seconds, so it belongs into the compiling process alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from knowledge.cldr import DEPENDENT, iso3, languages, regions, territories, zone_cities
from knowledge.nametable import NameRow, Use
from knowledge.namewords import FILLERS, NOT_NAMES, NOT_THE_ARTICLE, ORDINARY, WHOLE
from knowledge.text import ARTICLE, fold, is_arabic

CITIES = "cities"
_CURATED = ("en", "ar")


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


def partner_names(code: str, name: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> CountryNames:
    """What partners.yaml says: `aliases` by language, those under `cities` being other places than the capital."""
    main = (alias for language in _CURATED for alias in aliases.get(language, ()))
    return CountryNames(code, (*name, *main), foreign=_others(aliases), cities=tuple(aliases.get(CITIES, ())))


def country_names(
    code: str, names: Sequence[str], capital: Mapping[str, Sequence[str]], demonym: Mapping[str, Sequence[str]]
) -> CountryNames:
    """What countries.yaml says, `capital` and `demonym` by language."""
    return CountryNames(
        code,
        tuple(names),
        foreign=_others(demonym),
        cities=tuple(capital.get(CITIES, ())),
        capitals=tuple(city for language in _CURATED for city in capital.get(language, ())),
        demonyms=tuple(form for language in _CURATED for form in demonym.get(language, ())),
    )


def _others(by_language: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(name for key, names in by_language.items() if key not in (*_CURATED, CITIES) for name in names)


class Rank(IntEnum):
    """Who wins where two sources claim one spelling for different countries: the lower."""

    NAME = 0
    CURATED = 1
    CODE = 2
    WIDESPREAD = 3
    DERIVED = 4
    REST = 5


MAIN = frozenset({"en", "ar", "fr", "de"})
"""Languages in which a country's name may be misspelt, and those in which one that is not covered may be so by much."""
_MAIN_ABROAD = frozenset({"en", "ar"})
WIDESPREAD = frozenset(
    {"es", "it", "pt", "nl", "tr", "fa", "ur", "ru", "hi", "zh", "ja", "ko", "sw", "so", "ha", "id", "ms", "pl", "uk"}
    | {"bn", "vi", "sv", "el", "he", "am", "ps", "ro", "cs", "hu"}
)
"""Languages whose names win over those of the rest, and in which a covered country's name may be misspelt."""
_MISSPELT_ELSEWHERE = 6
"""Letters of the shortest name in such a language that may be."""
_SHORT = 3
"""Letters of a name that is too short to be looked for inside a phrase."""
_SHORT_ABROAD = 5
_CODE = 3


@dataclass(slots=True)
class _Claim:
    rank: Rank
    countries: set[str] = field(default_factory=set)
    misspelt: bool = False
    is_main: bool = False


class _Claims(dict[str, _Claim]):
    """Who claims which spelling."""

    def __init__(self) -> None:
        super().__init__()
        self._plain: set[tuple[str, str, Rank]] = set()
        """Plain claims so far, most of which are made in many languages: made again they change nothing."""

    def add(self, text: str, country: str, rank: Rank, *, misspelt: bool = False, is_main: bool = False) -> None:
        if not (misspelt or is_main):
            if (text, country, rank) in self._plain:
                return
            self._plain.add((text, country, rank))
        folded = fold(text)
        if not folded or (folded in NOT_NAMES and rank is not Rank.CODE):
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
        _add_curated(claims, country, covered=country.code in covered)
    _add_cldr(claims, covered)
    _add_derived(claims, covered)
    rows = {
        NameRow(folded, " ".join(sorted(claim.countries)), _use(folded, claim, covered))
        for folded, claim in claims.items()
    }
    rows.update(NameRow(word, "", Use.FILLER) for word in FILLERS)
    words = {word for word in NOT_NAMES if len(word) == _CODE}  # these may still be codes
    ordinary = {*ORDINARY, *words, *map(fold, regions(MAIN | WIDESPREAD))}
    rows.update(NameRow(word, "", Use.ORDINARY) for word in ordinary)
    return sorted(rows)


def _add_curated(claims: _Claims, country: CountryNames, *, covered: bool) -> None:
    for name in country.names:
        claims.add(name, country.code, Rank.NAME, misspelt=True, is_main=covered or is_arabic(name))
    for name in country.foreign:
        claims.add(name, country.code, Rank.CURATED, misspelt=covered and len(name) >= _MISSPELT_ELSEWHERE)
    for name in country.cities:
        claims.add(name, country.code, Rank.CURATED)
    for name in country.capitals:
        claims.add(name, country.code, Rank.CURATED, misspelt=True, is_main=covered)
    for demonym in country.demonyms:
        for form, is_plural in inflected(demonym):
            claims.add(form, country.code, Rank.CURATED, misspelt=True, is_main=covered and not is_plural)


def _add_cldr(claims: _Claims, covered: frozenset[str]) -> None:
    for locale, country, name in territories():
        rank = Rank.NAME if locale in MAIN else Rank.WIDESPREAD if locale in WIDESPREAD else Rank.REST
        claims.add(country, country, Rank.CODE)
        if rank is Rank.REST and country in DEPENDENT:
            continue  # a sixth of all rows, for names that nobody types
        is_main = locale in (MAIN if country in covered else _MAIN_ABROAD)
        near = country in covered and locale in WIDESPREAD and len(name) >= _MISSPELT_ELSEWHERE
        claims.add(name, country, rank, misspelt=near or locale in MAIN, is_main=is_main)
    for source in (languages, zone_cities):
        for locale, country, name in source():
            claims.add(name, country, Rank.REST, misspelt=locale in MAIN and country in covered)
    for code, country in iso3():
        claims.add(code, country, Rank.CODE)


def _add_derived(claims: _Claims, covered: frozenset[str]) -> None:
    """Names of several words written as one, Arabic names without their article, and covered ones with it."""
    for folded, claim in list(claims.items()):
        if claim.rank in (Rank.CODE, Rank.REST):
            continue
        has_article = folded.startswith(ARTICLE) and not folded.startswith(NOT_THE_ARTICLE)
        for country in claim.countries:
            if " " in folded:
                claims.add(folded.replace(" ", ""), country, Rank.DERIVED)
            if has_article:
                name = folded.removeprefix(ARTICLE)
                claims.add(name, country, Rank.DERIVED, misspelt=claim.misspelt, is_main=claim.is_main)
            elif country in covered and claim.is_main and is_arabic(folded):
                claims.add(ARTICLE + folded, country, Rank.DERIVED, is_main=True)


def _use(folded: str, claim: _Claim, covered: frozenset[str]) -> Use:
    if claim.rank is Rank.CODE:
        return Use.WHOLE
    if folded in WHOLE:
        return Use.ALONE if claim.is_main else Use.WHOLE
    if folded.isascii() and len(folded) <= _SHORT and claim.rank > Rank.CURATED:
        return Use.WHOLE
    shortest = _SHORT if claim.rank < Rank.REST else _SHORT_ABROAD
    if is_arabic(folded) and len(folded) <= shortest and claim.rank > Rank.NAME:
        return Use.WHOLE
    if not claim.misspelt or len(folded) < folded.count(" ") * 3:  # letters with points, as U S A
        return Use.PLAIN
    if claim.countries & covered:
        return Use.COVERED if claim.is_main else Use.COVERED_ABROAD
    return Use.MAIN if claim.is_main else Use.SIDE


def inflected(demonym: str) -> Iterator[tuple[str, bool]]:
    """A demonym with its feminine and its plurals, as far as they follow the rule of its language; (form, is plural)."""
    yield demonym, False
    if not is_arabic(demonym):
        if demonym.isascii() and demonym.endswith(("an", "i", "n", "k", "r")) and demonym[0].isupper():
            yield demonym + "s", True
    elif fold(demonym).endswith("ي"):
        yield demonym + "ة", False
        yield from ((demonym + ending, True) for ending in ("ون", "ين", "ات"))
