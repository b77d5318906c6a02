"""`make bench`: runs the measurements, prints a table, keeps the figures."""

import asyncio
import os
import sys

os.environ.setdefault("PTB_TIMEDELTA", "1")

from benchmarks import answers, latency, pace, planning, questions, reloads, report, starts

BENCHES = {
    "answers": answers.measure,
    "latency": latency.measure,
    "pace": pace.measure,
    "planning": planning.measure,
    "questions": questions.measure,
    "reloads": reloads.measure,
    "starts": starts.measure,
}


async def main(chosen: list[str]) -> int:
    groups = {name: await measure() for name, measure in BENCHES.items() if not chosen or name in chosen}
    for name, figures in groups.items():
        print(f"\n{name}")
        for one in figures:
            promise = f"   {one.aim}: {'kept' if one.kept else 'BROKEN'}" if one.aim else ""
            print(f"  {one.name:<45} {one.median:>9} {one.unit:<6} worst {one.worst}{promise}")
    if not chosen:
        report.save(groups)
    return 0 if all(one.kept for figures in groups.values() for one in figures) else 1


sys.exit(asyncio.run(main(sys.argv[1:])))
