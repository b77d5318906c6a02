"""Telling systemd that the service is ready, alive and stopping: a datagram to its socket, where there is one."""

import asyncio
import os
import socket


def notify(state: str, address: str | None = None) -> None:
    """Sends `READY=1`, `STOPPING=1` or `WATCHDOG=1`; nothing where no service manager asked for it."""
    address = address or os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    where = f"\0{address[1:]}" if address.startswith("@") else address  # an abstract socket's name begins with a zero
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as wire:
            wire.sendto(state.encode(), where)
    except OSError:
        return  # a manager that is gone needs no news


async def keep_alive() -> None:
    """Tells the watchdog, in half of its patience, for as long as the event loop turns."""
    patience = int(os.environ.get("WATCHDOG_USEC", "0") or 0) / 1_000_000
    while patience > 0:
        notify("WATCHDOG=1")
        await asyncio.sleep(patience / 2)
