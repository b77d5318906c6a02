"""What CLDR knows of countries' names, in Babel's files: territories, languages that are one country's, cities. Takes a
second, so that nothing imports this but what builds the name index."""

import pickle
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel import localedata
from babel.core import get_global

NO_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "BU", "SU"}
)
"""Two-letter codes of CLDR that are groups, pseudo territories or parts without a code in ISO 3166-1. XK is kept."""


DEPENDENT = frozenset(
    """
    AI AQ AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU PF PM PN PR RE SH
    SJ SX TC TF TK UM VG VI WF YT
    """.split()  # noqa: SIM905 - a table of codes
)
"""Countries of ISO 3166-1 that are parts of another or nobody's."""


def _pairs(text: str) -> Mapping[str, str]:
    return dict(pair.split(":", 1) for pair in text.split())


LANGUAGES = _pairs(
    """
    de:DE fr:FR so:SO it:IT pl:PL sv:SE da:DK no:NO nb:NO fi:FI nl:NL hu:HU cs:CZ sk:SK sl:SI hr:HR sr:RS bg:BG ro:RO
    el:GR tr:TR ka:GE hy:AM az:AZ kk:KZ ky:KG tg:TJ tk:TM uz:UZ mn:MN ja:JP zh:CN th:TH vi:VN lo:LA my:MM ne:NP id:ID
    ru:RU uk:UA be:BY lt:LT lv:LV et:EE is:IS mt:MT sq:AL mk:MK bs:BA lb:LU ga:IE es:ES pt:PT mg:MG
    """
)
"""Languages whose name is, in most languages, also the adjective of one country and of no other."""

ZONES = (
    *("Europe/Berlin", "Europe/Paris", "Africa/Mogadishu", "Asia/Kuwait", "America/New_York", "America/Los_Angeles"),
    *("America/Chicago", "Europe/London", "Europe/Rome", "Europe/Madrid", "Europe/Lisbon", "Europe/Vienna"),
    *("Europe/Zurich", "Europe/Brussels", "Europe/Amsterdam", "Europe/Copenhagen", "Europe/Oslo", "Europe/Stockholm"),
    *("Europe/Helsinki", "Europe/Tallinn", "Europe/Riga", "Europe/Vilnius", "Europe/Warsaw", "Europe/Prague"),
    *("Europe/Bratislava", "Europe/Budapest", "Europe/Ljubljana", "Europe/Zagreb", "Europe/Sarajevo"),
    *("Europe/Belgrade", "Europe/Skopje", "Europe/Tirane", "Europe/Athens", "Europe/Sofia", "Europe/Bucharest"),
    *("Europe/Chisinau", "Europe/Kiev", "Europe/Minsk", "Europe/Moscow", "Europe/Dublin", "Europe/Istanbul"),
    *("Asia/Riyadh", "Asia/Dubai", "Asia/Bahrain", "Asia/Muscat", "Asia/Qatar", "Asia/Baghdad", "Asia/Tehran"),
    *("Asia/Damascus", "Asia/Beirut", "Asia/Aden", "Asia/Kabul", "Asia/Karachi", "Asia/Calcutta", "Asia/Dhaka"),
    *("Asia/Katmandu", "Asia/Colombo", "Asia/Rangoon", "Asia/Bangkok", "Asia/Saigon", "Asia/Phnom_Penh"),
    *("Asia/Vientiane", "Asia/Jakarta", "Asia/Manila", "Asia/Taipei", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul"),
    *("Asia/Pyongyang", "Asia/Ulaanbaatar", "Asia/Tashkent", "Asia/Samarkand", "Asia/Almaty", "Asia/Bishkek"),
    *("Asia/Dushanbe", "Asia/Ashgabat", "Asia/Baku", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Kuala_Lumpur"),
    *("Africa/Cairo", "Africa/Tripoli", "Africa/Tunis", "Africa/Algiers", "Africa/Casablanca", "Africa/Nouakchott"),
    *("Africa/Khartoum", "Africa/Juba", "Africa/Addis_Ababa", "Africa/Asmera", "Africa/Nairobi", "Africa/Kampala"),
    *("Africa/Dar_es_Salaam", "Africa/Kigali", "Africa/Bujumbura", "Africa/Lusaka", "Africa/Harare"),
    *("Africa/Johannesburg", "Africa/Maputo", "Africa/Luanda", "Africa/Kinshasa", "Africa/Brazzaville"),
    *("Africa/Libreville", "Africa/Bangui", "Africa/Ndjamena", "Africa/Niamey", "Africa/Lagos", "Africa/Accra"),
    *("Africa/Abidjan", "Africa/Monrovia", "Africa/Freetown", "Africa/Conakry", "Africa/Bamako", "Africa/Ouagadougou"),
    *("Africa/Dakar", "Africa/Bissau", "Africa/Banjul", "Africa/Windhoek", "Africa/Gaborone", "Africa/Maseru"),
    *("Africa/Mbabane", "Africa/Lome", "Africa/Porto-Novo", "Indian/Antananarivo", "Australia/Sydney"),
    *("Australia/Melbourne", "Pacific/Auckland", "America/Toronto", "America/Vancouver", "America/Mexico_City"),
    *("America/Bogota", "America/Caracas", "America/Lima", "America/Montevideo", "America/Asuncion"),
    *("America/Sao_Paulo", "America/Havana", "America/Tegucigalpa", "America/Managua", "America/Port-au-Prince"),
    *("America/Buenos_Aires", "Atlantic/Reykjavik"),
)
"""Zones whose city is a capital, or so well known that nobody means anything but its country."""

_ISO3_OF_THE_PAST = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "XXX", "QUU", "QQQ"})


class _Names(NamedTuple):
    """What one locale calls countries and continents, languages, and the cities of zones."""

    locale: str
    territories: Mapping[str, str]
    languages: Mapping[str, str]
    cities: Mapping[str, str]


@cache
def territories() -> tuple[tuple[str, str, str], ...]:
    """(locale, country, name): every country's name in every language, each once."""
    return tuple(
        _distinct(
            (held.locale, code, name)
            for held in _locales()
            for code, name in held.territories.items()
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES and name != code
        )
    )


def languages() -> Iterator[tuple[str, str, str]]:
    """(locale, country, name of its language)."""
    return _distinct(
        (held.locale, country, name)
        for held in _locales()
        for language, country in LANGUAGES.items()
        if (name := held.languages.get(language))
    )


def zone_cities() -> Iterator[tuple[str, str, str]]:
    """(locale, country, city)."""
    countries: Mapping[str, str] = get_global("zone_territories")
    current: Mapping[str, str] = get_global("zone_aliases")
    places = {zone: countries[current.get(zone, zone)] for zone in ZONES}
    return _distinct(
        (held.locale, country, city)
        for held in _locales()
        for zone, country in places.items()
        if (city := held.cities.get(zone))
    )


def regions(locales: frozenset[str]) -> Iterator[str]:
    """Names of continents and groups of countries, which are no countries however near their spelling."""
    for held in _locales():
        if held.locale in locales:
            for code, name in held.territories.items():
                if code.isdigit() or code in {"EU", "EZ", "UN"}:
                    yield name


def iso3() -> Iterator[tuple[str, str]]:
    """(alpha-3, alpha-2) of ISO 3166-1."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    known = {country for _, country, _ in territories()}
    for code, targets in aliases.items():
        is_current = len(code) == 3 and code.isalpha() and code not in _ISO3_OF_THE_PAST
        if is_current and len(targets) == 1 and targets[0] in known:
            yield code, targets[0]


@cache
def _locales() -> tuple[_Names, ...]:
    """Plain languages first, so that a name counts for `de` before it counts for `de_AT`. A regional locale is read
    without what it inherits: nothing in that is new, and merging it, as Babel does, takes most of the time."""
    root = _own("root")
    return tuple(
        _own(name) if "_" in name else _inheriting(name, root)
        for name in sorted(localedata.locale_identifiers(), key=_regional)
    )


def _inheriting(name: str, root: _Names) -> _Names:
    parent = get_global("parent_exceptions").get(name) or name.rpartition("_")[0]
    above, own = _inheriting(parent, root) if parent else root, _own(name)
    return _Names(name, *({**inherited, **itself} for inherited, itself in zip(above[1:], own[1:], strict=True)))


def _own(name: str) -> _Names:
    with Path(localedata.resolve_locale_filename(name)).open("rb") as file:
        data = pickle.load(file)  # noqa: S301 - a file of Babel's, as Babel reads it
    zones = data.get("time_zones", {}).items()
    cities = {zone: names["city"] for zone, names in zones if "city" in names}
    return _Names(name, data.get("territories", {}), data.get("languages", {}), cities)


def _regional(locale: str) -> tuple[bool, str]:
    return "_" in locale, locale


def _distinct(names: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """The same name in another locale is kept only where it might count for more: once for each plain language."""
    seen: set[tuple[str, str]] = set()
    for locale, country, name in names:
        if "_" not in locale or (country, name) not in seen:
            seen.add((country, name))
            yield locale, country, name
