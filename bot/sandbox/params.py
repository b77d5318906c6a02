"""The parameters of one call, whichever way they came: form fields are strings, JSON bodies carry types."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    data: bytes


class Params(Mapping[str, object]):
    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw = dict(raw)

    def __getitem__(self, name: str) -> object:
        return self._raw[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __repr__(self) -> str:
        return f"Params({self._raw!r})"

    def text(self, name: str) -> str:
        """Empty where it is absent, as in Telegram."""
        value = self._raw.get(name)
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None or isinstance(value, Upload) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def boolean(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def value(self, name: str) -> object:
        """A structure, sent as such or as JSON text; None where it is absent."""
        raw = self._raw.get(name)
        if not isinstance(raw, str):
            return raw
        if not raw:
            return None
        try:
            decoded: object = json.loads(raw)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return decoded

    def chat_id(self) -> int | str:
        raw = self.text("chat_id").strip()
        if not raw:
            raise bad_request("chat_id is empty")
        return int(raw) if raw.lstrip("-").isdecimal() else raw


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API and the answer that it got."""

    method: str
    params: Params
    time: datetime
    answer: dict[str, object]

    @property
    def succeeded(self) -> bool:
        return self.answer["ok"] is True
