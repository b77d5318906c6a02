"""Figures: median and worst of several rounds, kept as JSON with the date and the class of machine."""

import datetime as dtm
import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"
README = Path(__file__).parents[1] / "README.md"
OPENS, CLOSES = "<!-- figures: written by make bench -->", "<!-- /figures -->"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `at_most` or `at_least` is what was promised."""

    name: str
    unit: str
    median: float
    worst: float
    rounds: int
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        return (self.at_most is None or self.median <= self.at_most) and (
            self.at_least is None or self.median >= self.at_least
        )

    @property
    def aim(self) -> str:
        return aim(self.at_most, self.at_least)


def figure(
    name: str,
    unit: str,
    values: Sequence[float],
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    more_is_better: bool = False,
) -> Figure:
    worst = min(values) if more_is_better or at_least is not None else max(values)
    return Figure(name, unit, _short(statistics.median(values)), _short(worst), len(values), at_most, at_least)


def aim(at_most: float | None, at_least: float | None) -> str:
    if at_least is not None:
        return f"≥ {at_least:g}"
    return "" if at_most is None else f"≤ {at_most:g}"


def machine() -> str:
    """The class of machine, with no name of one."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def save(groups: Mapping[str, Sequence[Figure]]) -> None:
    now = dtm.datetime.now(dtm.UTC).date().isoformat()
    record = {
        "date": now,
        "machine": machine(),
        "figures": {group: [asdict(one) for one in figures] for group, figures in groups.items()},
    }
    RESULTS.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    before, after = readme.split(OPENS)[0], readme.split(CLOSES)[1]
    README.write_text(f"{before}{OPENS}\n{table(record)}\n{CLOSES}{after}", encoding="utf-8")


def table(record: Mapping[str, Any]) -> str:
    """The last figures as the README shows them."""
    lines = [
        f"`make bench`, {record['date']}, {record['machine']}:",
        "",
        "| | median | worst | aim |",
        "|---|--:|--:|--:|",
    ]
    for one in (one for figures in record["figures"].values() for one in figures):
        promise = aim(one["at_most"], one.get("at_least"))
        lines.append(
            f"| {one['name']} | {one['median']:g} {one['unit']} | {one['worst']:g} {one['unit']} | {promise} |"
        )
    return "\n".join(lines)


def _short(value: float) -> float:
    return float(f"{value:.3g}")
