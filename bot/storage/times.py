"""Times as the database keeps them: whole seconds since 1970, in UTC."""

import datetime as dtm
from typing import overload


@overload
def seconds(moment: dtm.datetime) -> int: ...
@overload
def seconds(moment: dtm.datetime | None) -> int | None: ...
def seconds(moment: dtm.datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() // 1)


@overload
def moment(seconds: int) -> dtm.datetime: ...
@overload
def moment(seconds: int | None) -> dtm.datetime | None: ...
def moment(seconds: int | None) -> dtm.datetime | None:
    return None if seconds is None else dtm.datetime.fromtimestamp(seconds, dtm.UTC)
