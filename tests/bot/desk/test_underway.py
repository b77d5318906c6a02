"""Reloads while people ask: each question has its answer, and none is of two versions."""

import asyncio

from benchmarks import reloads


async def test_no_answer_fails_or_mixes_two_versions_while_reloads_go_on() -> None:
    run = await asyncio.wait_for(reloads.small(3, rate=50), 120)
    assert (run.failed, run.mixed, len(run.seconds)) == (0, 0, 3)
    assert run.compared > 20
