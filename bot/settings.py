"""All settings, read once at the start: from the environment, and from `.env` in the working directory."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.storage.subscription import zone
from knowledge import places

TELEGRAM_API = "https://api.telegram.org"


def _ids(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _stripped(value: object) -> object:
    return value.strip() or None if isinstance(value, str) else value


def _host_and_port(value: object) -> object:
    if not isinstance(value, str):
        return value
    host, _, port = value.strip().rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("is to be HOST:PORT, such as 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def _without_slash(value: str) -> str:
    return value.rstrip("/")


class Settings(BaseSettings):
    """One frozen value; every default of the application is here."""

    model_config = SettingsConfigDict(
        env_prefix="SANAD_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr | None, BeforeValidator(_stripped)] = None
    """The bot's token from @BotFather; None means that only `try` works."""
    api_url: Annotated[str, AfterValidator(_without_slash), Field(pattern=r"^https?://\S+$")] = TELEGRAM_API
    admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    database_url: str = "sqlite+aiosqlite:///var/sanad.db"
    facts: Path | None = None
    """The curated directory; None: `./seeds`, else the one shipped with the package."""
    articles: Path | None = None
    listen: Annotated[tuple[str, int] | None, NoDecode, BeforeValidator(_host_and_port)] = None
    """Where health, metrics and the webhook are served; None: nothing listens."""
    webhook_url: Annotated[str | None, Field(pattern=r"^https?://[^/\s?#]+/[^\s?#]*$")] = None
    """Where Telegram is to send updates; None: they are polled."""
    webhook_secret: Annotated[SecretStr | None, BeforeValidator(_stripped)] = None
    """What Telegram shows with each update; None: made up at each start."""
    sentry_dsn: Annotated[SecretStr | None, BeforeValidator(_stripped)] = None
    """Where errors are reported, if sentry-sdk is installed; None: to the log alone."""
    timezone: Annotated[str, AfterValidator(zone)] = "Asia/Qatar"
    """The zone of new subscriptions, unless another is chosen."""
    tick: Annotated[float, Field(gt=0, le=3600)] = 20
    """Seconds between looks at which digests are due."""
    rate: Annotated[float, Field(gt=0, le=100_000)] = 30
    """Messages a second over all chats; Telegram allows 30, and up to 1,000 for a fee."""
    log_format: Literal["text", "json"] = "text"

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value(), re.ASCII):
            raise ValueError("is to be 16 to 256 of the characters A-Z a-z 0-9 _ -")
        return value

    @model_validator(mode="after")
    def _listens_for_its_webhook(self) -> Self:
        if self.webhook_url is not None and self.listen is None:
            raise ValueError("SANAD_WEBHOOK_URL needs SANAD_LISTEN, where its updates arrive")
        return self

    @property
    def curated_directory(self) -> Path:
        return self.facts or places.curated_directory()


class WrongSettings(Exception):
    """Settings that can't be used; the message names each and says why, without its value."""


def _told(place: tuple[int | str, ...], words: str) -> str:
    return f"SANAD_{str(place[0]).upper()}: {words}" if place else words


def read(**overrides: object) -> Settings:
    """The settings of this process; raises WrongSettings."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [_told(detail["loc"], detail["msg"].removeprefix("Value error, ")) for detail in error.errors()]
        raise WrongSettings("; ".join(lines)) from None
    except UnicodeDecodeError:
        raise WrongSettings(".env: the file is no UTF-8 text") from None
