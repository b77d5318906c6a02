"""Curated files with very many made-up facts, beside those of this repository."""

import shutil
from collections.abc import Sequence
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
FACT = "de-exchange-1"
_PARTNERS = ("DE", "FR", "KW", "SO", "US")


def written(directory: Path, number: int, dates: Sequence[str]) -> tuple[Path, Path, list[bytes]]:
    """The curated directory, the file that changes in it, and that file with each of these dates."""
    seeds = Path(shutil.copytree(SEEDS, directory / "seeds"))
    held = sum(file.read_text(encoding="utf-8").count("\n- id: ") for file in (seeds / "facts").glob("*.yaml"))
    for partner in _PARTNERS:
        numbers = range(2, 2 + (number - held) // len(_PARTNERS))
        facts = "".join(_fact(partner, one, "null") for one in numbers)
        (seeds / "facts" / f"{partner.lower()}-more.yaml").write_text(f"format: 1\nfacts:\n{facts}", encoding="utf-8")
    file = seeds / "facts" / "de-changing.yaml"
    versions = [f"format: 1\nfacts:\n{_fact('DE', 1, repr(date))}".encode() for date in dates]
    file.write_bytes(versions[0])
    return seeds, file, versions


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
