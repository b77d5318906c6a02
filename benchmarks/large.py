"""Curated files with very many made-up facts, beside those of this repository."""

import shutil
from collections.abc import Sequence
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
FACT = "de-exchange-1"
_PARTNERS = ("DE", "FR", "KW", "SO", "US")


def written(directory: Path, number: int, dates: Sequence[str]) -> tuple[Path, Path, list[bytes]]:
    """The curated directory, the file that changes in it, and that file with each of these dates of one fact."""
    seeds = Path(shutil.copytree(SEEDS, directory / "seeds"))
    held = sum(file.read_text(encoding="utf-8").count("\n- id: ") for file in (seeds / "facts").glob("*.yaml"))
    each = 1 + (number - held) // len(_PARTNERS)
    for place, partner in enumerate(_PARTNERS):
        first = 1 + place * each
        with (seeds / "facts" / f"{partner.lower()}.yaml").open("a", encoding="utf-8") as file:
            file.write("".join(_fact(partner, one, "null") for one in range(first + (not place), first + each)))
    changing = seeds / "facts" / "de.yaml"
    before = changing.read_bytes()
    versions = [before + _fact("DE", 1, repr(date)).encode() for date in dates]
    changing.write_bytes(versions[0])
    return seeds, changing, versions


def _fact(partner: str, number: int, date: str) -> str:
    return f"""\
- id: {partner.lower()}-exchange-{number}
  partner: {partner}
  kind: meeting
  areas: [consultation]
  status: reported
  date: {date}
  text:
    en: Officials of both countries met for exchange number {number} on security.
    ar: اجتمع مسؤولون من البلدين في لقاء رقم {number} بشأن الأمن.
  evidence:
  - {{source: "001", paragraph: 3, terms: ["الدوحة"]}}
  importance: 1
  checked: 2026-11-22
"""
