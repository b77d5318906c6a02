"""The hold on digests: kept over a restart, with who set it and when."""

import datetime as dtm

from bot.storage.database import open_database
from bot.storage.switches import HOLD, Switch, Switches

NOW = dtm.datetime(2026, 11, 25, 9, tzinfo=dtm.UTC)


async def test_a_hold_outlives_the_process_until_it_is_lifted(anywhere: str) -> None:
    async with open_database(anywhere) as engine:
        switches = Switches(engine)
        await switches.load()
        assert switches.hold is None
        await switches.turn_on(HOLD, NOW, by=7)
        await switches.turn_on(HOLD, NOW + dtm.timedelta(hours=1), by=8)
        assert switches.hold == Switch(NOW, 7)
    async with open_database(anywhere) as engine:
        switches = Switches(engine)
        await switches.load()
        assert switches.hold == Switch(NOW, 7)
        await switches.turn_off(HOLD)
        await switches.turn_off(HOLD)
        assert switches.hold is None
    async with open_database(anywhere) as engine:
        switches = Switches(engine)
        await switches.load()
        assert switches.hold is None
