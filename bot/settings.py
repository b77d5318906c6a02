"""All settings, read once at the start: from the environment, and from `.env` in the working directory."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge import places

TELEGRAM_API = "https://api.telegram.org"


def _ids(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _stripped(value: object) -> object:
    return value.strip() or None if isinstance(value, str) else value


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
    log_format: Literal["text", "json"] = "text"

    @property
    def curated_directory(self) -> Path:
        return self.facts or places.curated_directory()


class WrongSettings(Exception):
    """Settings that can't be used; the message names each and says why, without its value."""


def read(**overrides: object) -> Settings:
    """The settings of this process; raises WrongSettings."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"SANAD_{'_'.join(map(str, detail['loc'][:1])).upper()}: {detail['msg']}" for detail in error.errors()]
        raise WrongSettings("; ".join(lines)) from None
    except UnicodeDecodeError:
        raise WrongSettings(".env: the file is no UTF-8 text") from None
