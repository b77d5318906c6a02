"""What systemd hears, on a socket of its kind."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.observe import sd_notify


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """systemd's end of the wire."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(tmp_path / "notify"))
        wire.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield wire


def test_the_manager_is_told(manager: socket.socket) -> None:
    sd_notify.notify("READY=1")
    assert manager.recv(100) == b"READY=1"


def test_an_abstract_socket_is_reached() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind("\0sanad-test-notify")
        wire.settimeout(5)
        sd_notify.notify("STOPPING=1", "@sanad-test-notify")
        assert wire.recv(100) == b"STOPPING=1"


@pytest.mark.parametrize("address", ["", "/nowhere/at/all"])
def test_without_a_manager_nothing_happens(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    sd_notify.notify("READY=1")


async def test_the_watchdog_hears_in_time(manager: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    alive = asyncio.create_task(sd_notify.keep_alive())
    heard = [await asyncio.to_thread(manager.recv, 100) for _ in range(3)]
    alive.cancel()
    assert heard == [b"WATCHDOG=1"] * 3


async def test_no_watchdog_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    await asyncio.wait_for(sd_notify.keep_alive(), 1)
