"""Whether a process may be sent work."""

from bot.observe.health import Health


def test_a_process_without_probes_stands_at_its_beginning() -> None:
    health = Health()
    assert not health.is_ready
    assert health.findings() == {"start": "not done yet"}


def test_it_is_ready_when_every_probe_is_fine_and_names_what_is_not() -> None:
    health, wrong = Health(), ["stands by"]
    health.add("store", lambda: None)
    health.add("lock", lambda: wrong[0] if wrong else None)
    assert not health.is_ready
    assert health.findings() == {"store": "fine", "lock": "stands by"}
    wrong.clear()
    assert health.is_ready
