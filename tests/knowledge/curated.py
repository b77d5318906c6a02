"""A small valid store, and ways to change a part of it.

A comment `#! code` in the files says that a problem with this code is expected on its line; `marked` collects them, so that
a test states what comes and, by that, that nothing else does.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge import loader
from knowledge.checks import CHECKS, Check
from knowledge.problems import Problem
from knowledge.snapshot import Snapshot

Files = dict[str, str]

SOURCE = """\
id: a1
file: a1.txt
title: {en: Qatar and Germany hold talks, ar: قطر وألمانيا تتباحثان}
publisher: {en: Example Daily, ar: صحيفة المثال}
language: ar
url: null
published: null
paragraphs: 3
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
"""
PARTNER = """\
code: DE
name: {en: Germany, ar: ألمانيا}
aliases: {en: [Deutschland], ar: [جرمانيا]}
"""
COUNTRY = """\
code: OM
capital: {en: [Muscat], ar: [مسقط]}
demonym: {en: [Omani], ar: [عماني]}
"""
ACTOR = """\
id: rheinmetall
type: organisation
country: DE
name: {en: Rheinmetall, ar: راينميتال}
"""
FACT = """\
id: de-plant
partner: DE
kind: agreement
areas: [defence-industry]
status: reported
date: "2018"
text:
  en: Rheinmetall agreed with Qatar to build an ammunition plant.
  ar: اتفقت راينميتال مع قطر على بناء مصنع للذخيرة.
actors: [rheinmetall]
evidence:
- {source: a1, paragraph: 2, terms: [راينميتال]}
importance: 3
checked: 2026-11-21
"""
TRAINING = """\
id: so-training
partner: SO
kind: training
areas: [exercises-training-education]
status: proposed
date: null
text:
  en: The agreement could cover joint training.
  ar: قد يشمل الاتفاق تدريباً مشتركاً.
evidence:
- {source: a1, paragraph: 3, terms: [تدريب]}
importance: 2
checked: 2026-11-21
"""
SOMALIA = "code: SO\nname: {en: Somalia, ar: الصومال}\n"

_SECTIONS = ("sources", "partners", "countries", "actors")
_FIELD = re.compile(r"^\w+:.*\n(?:[ -].*\n)*", re.MULTILINE)
_MARK = re.compile(r"#! (?P<codes>[\w ,-]+)$")


def changed(entry: str, *fields: str, without: Sequence[str] = ()) -> str:
    """The entry with these fields (a key and its value, in as many lines as it takes) put in, and those left out."""
    held = {field.partition(":")[0]: field for field in _FIELD.findall(entry)}
    for field in fields:
        held[field.partition(":")[0]] = f"{field}\n"
    return "".join(field for key, field in held.items() if key not in without)


def fact(*fields: str, without: Sequence[str] = ()) -> str:
    return changed(FACT, *fields, without=without)


def words(key: str, en: str, ar: str) -> str:
    """A field in both languages, each on a line of its own."""
    return f"{key}:\n  en: {en}\n  ar: {ar}"


def cites(*paragraphs: str) -> str:
    """The field `evidence`: an entry a paragraph of the source a1, with one term each."""
    entries = (f"- source: a1\n  terms: [راينميتال]\n  paragraph: {paragraph}" for paragraph in paragraphs)
    return "evidence:\n" + "\n".join(entries)


def document(section: str, *entries: str) -> str:
    """A curated file."""
    items = ("- " + "\n  ".join(entry.rstrip().split("\n")) for entry in entries)
    return f"format: 1\n{section}:\n" + "\n".join(items) + "\n" if entries else f"format: 1\n{section}: []\n"


def store(**parts: Sequence[str]) -> Files:
    """The files of the small valid store, with other entries in these parts; `de=[…]` is facts/de.yaml."""
    held: dict[str, Sequence[str]] = {
        "sources": [SOURCE],
        "partners": [PARTNER, SOMALIA],
        "countries": [COUNTRY],
        "actors": [ACTOR],
        "de": [FACT],
        "so": [TRAINING],
    }
    return {
        f"{part}.yaml" if part in _SECTIONS else f"facts/{part}.yaml": document(
            part if part in _SECTIONS else "facts", *entries
        )
        for part, entries in (held | parts).items()
    }


def read(files: Mapping[str, str], checks: Sequence[Check] = CHECKS) -> tuple[Snapshot, list[Problem]]:
    return loader.load_files({name: text.encode() for name, text in files.items()}, checks=checks)


def snapshot(files: Mapping[str, str]) -> Snapshot:
    """What valid files hold."""
    held, problems = read(files)
    assert problems == []
    return held


def found(files: Mapping[str, str]) -> list[str]:
    """The problems that come, as `path:line code`."""
    return places(read(files)[1])


def places(problems: Sequence[Problem]) -> list[str]:
    return sorted(f"{problem.path}:{problem.line} {problem.code}" for problem in problems)


def marked(files: Mapping[str, str]) -> list[str]:
    """The problems that the files' comments expect, in the same form."""
    return sorted(
        f"seeds/{name}:{number} {code}"
        for name, text in files.items()
        for number, line in enumerate(text.split("\n"), 1)
        if (mark := _MARK.search(line))
        for code in mark["codes"].split(", ")
    )


def write(files: Mapping[str, str], directory: Path) -> Path:
    """The files on disk, in `directory`/seeds."""
    root = directory / "seeds"
    (root / "facts").mkdir(parents=True)
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root
