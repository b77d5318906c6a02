"""Time zones by the city that people type, in Arabic or English, or by the zone's own name. Pure; read from CLDR once."""

import zoneinfo
from collections.abc import Mapping, Sequence
from functools import cache

import babel
from babel.core import get_global
from rapidfuzz import fuzz, process

from knowledge.model import LANGUAGES, Language
from knowledge.text import fold

LONGEST_NAME = 31
"""Bytes of a zone's name that a button has room for; CLDR's preferred names are no longer."""
SHOWN = 5
"""As many zones are offered for what was typed at the most."""
_LIKENESS = 80.0
_FEWEST_LETTERS = 3


def city(zone: str, language: Language) -> str:
    """The zone's city as the language names it."""
    named: Mapping[str, Mapping[str, str]] = babel.Locale.parse(language).time_zones
    return named.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")


def find(typed: str, country: str | None = None) -> Sequence[str]:
    """The zones that a typed city or zone may mean, the likeliest first. `country`: what the words name as a country."""
    wanted, names = fold(typed), _names()
    exact = names.get(wanted, ())
    if exact:
        return exact[:SHOWN]
    found = list(_of_country().get(country or "", ()))
    if len(wanted) >= _FEWEST_LETTERS:
        begun = [zone for name, zones in names.items() if name.startswith(wanted) for zone in zones]
        near = process.extract(wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=SHOWN)
        found += [*begun, *(zone for name, _, _ in near for zone in names[name])]
    return tuple(dict.fromkeys(found))[:SHOWN]


@cache
def _zones() -> Sequence[str]:
    known = zoneinfo.available_timezones()
    territories: Mapping[str, str] = get_global("zone_territories")
    return sorted(zone for zone in territories if zone in known and "/" in zone and len(zone) <= LONGEST_NAME)


@cache
def _names() -> Mapping[str, Sequence[str]]:
    """Folded names to zones: cities in both languages, the zones' own names and their older ones."""
    names: dict[str, dict[str, None]] = {}
    older: Mapping[str, str] = get_global("zone_aliases")
    for zone in _zones():
        own = (zone, zone.replace("_", " "), zone.rpartition("/")[2].replace("_", " "))
        for name in (*own, *(city(zone, language) for language in LANGUAGES)):
            names.setdefault(fold(name), {})[zone] = None
    for alias, zone in older.items():
        if zone in _zones():
            names.setdefault(fold(alias.rpartition("/")[2].replace("_", " ")), {}).setdefault(zone)
    return {name: tuple(zones) for name, zones in names.items() if name}


@cache
def _of_country() -> Mapping[str, Sequence[str]]:
    territories: Mapping[str, str] = get_global("zone_territories")
    found: dict[str, list[str]] = {}
    for zone in _zones():
        found.setdefault(territories[zone], []).append(zone)
    return found
