"""Settings: from the environment and `.env`, whole or refused in one line that never repeats a value."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot import settings
from bot.settings import TELEGRAM_API, Settings, WrongSettings

TOKEN = "1234567890:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No SANAD_… in the environment, and an empty working directory."""
    for name in [name for name in os.environ if name.upper().startswith("SANAD_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(f"SANAD_{name}", value)
    return settings.read()


def test_nothing_set_gives_the_documented_defaults() -> None:
    defaults = settings.read()
    assert defaults.token is None
    assert defaults.api_url == TELEGRAM_API
    assert defaults.admins == ()
    assert defaults.database_url == "sqlite+aiosqlite:///var/sanad.db"
    assert defaults.facts is None
    assert defaults.articles is None
    assert (defaults.timezone, defaults.tick) == ("Asia/Qatar", 20)
    assert defaults.log_format == "text"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("admins", "1, 2,,3 ,", (1, 2, 3)),
        ("admins", " ", ()),
        ("api_url", "http://127.0.0.1:8081//", "http://127.0.0.1:8081"),
        ("facts", "/data/facts", Path("/data/facts")),
        ("log_format", "json", "json"),
        ("token", f" {TOKEN}\n", SecretStr(TOKEN)),
        ("token", "   ", None),
    ],
)
def test_a_value_is_read_as_documented(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object
) -> None:
    assert getattr(read(monkeypatch, **{name.upper(): value}), name) == expected


def test_a_variable_that_is_set_to_nothing_is_as_good_as_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Compose files and `.env` templates leave such lines; an empty path must not become the working directory."""
    names = ("TOKEN", "API_URL", "ADMINS", "DATABASE_URL", "FACTS", "ARTICLES", "LOG_FORMAT")
    (tmp_path / ".env").write_text("SANAD_FACTS=\n", encoding="utf-8")
    assert read(monkeypatch, **dict.fromkeys(names, "")) == Settings()


def test_the_environment_goes_before_the_file_and_strangers_in_it_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        f"SANAD_TOKEN={TOKEN}\nSANAD_ADMINS=7,8\nOTHER=x\nSANAD_NO_SUCH=y\n", encoding="utf-8"
    )
    found = read(monkeypatch, ADMINS="9")
    assert found.admins == (9,)
    assert found.token == SecretStr(TOKEN)
    assert not hasattr(found, "no_such")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMINS", "1,sesame"),
        ("ADMINS", "1.5"),
        ("API_URL", "ftp://sesame"),
        ("API_URL", "api.telegram.org/sesame"),
        ("API_URL", "https://a b/sesame"),
        ("LOG_FORMAT", "sesame"),
        ("TIMEZONE", "Sesame/sesame"),
        ("TICK", "0"),
    ],
)
def test_a_wrong_value_is_named_but_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        read(monkeypatch, **{name: value})
    assert str(refused.value).startswith(f"SANAD_{name}: ")
    assert "sesame" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSettings) as refused:
        read(monkeypatch, ADMINS="x", LOG_FORMAT="xml", FACTS="fine")
    assert "SANAD_ADMINS" in str(refused.value)
    assert "SANAD_LOG_FORMAT" in str(refused.value)
    assert "SANAD_FACTS" not in str(refused.value)


def test_a_file_that_is_no_text_is_a_wrong_setting_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SANAD_TOKEN=\xff\xfe\n")
    with pytest.raises(WrongSettings, match=r"\.env"):
        settings.read()


def test_settings_never_change_and_never_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, TOKEN=TOKEN)
    with pytest.raises(ValidationError, match="frozen"):
        found.token = None  # type: ignore[misc]
    assert TOKEN not in f"{found!r} {found} {found.model_dump()}"


def test_curated_files_come_from_where_is_said_else_from_the_working_directory_else_from_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = settings.read().curated_directory
    assert shipped.is_absolute()
    assert not shipped.is_relative_to(tmp_path)
    (tmp_path / "seeds").mkdir()
    assert settings.read().curated_directory.resolve() == tmp_path / "seeds"
    assert read(monkeypatch, FACTS="elsewhere").curated_directory == Path("elsewhere")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"LISTEN": "8080"}, "SANAD_LISTEN: is to be HOST:PORT"),
        ({"LISTEN": "localhost:http"}, "SANAD_LISTEN: is to be HOST:PORT"),
        ({"LISTEN": "localhost:99999"}, "SANAD_LISTEN: is to be HOST:PORT"),
        ({"WEBHOOK_SECRET": "too short"}, "SANAD_WEBHOOK_SECRET: is to be 16 to 256"),
        ({"WEBHOOK_URL": "https://bot.example.org/updates"}, "SANAD_WEBHOOK_URL needs SANAD_LISTEN"),
    ],
)
def test_where_to_listen_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: str
) -> None:
    with pytest.raises(WrongSettings) as refused:
        read(monkeypatch, **given)
    assert str(refused.value).startswith(words)


def test_a_webhook_is_read_with_its_place_and_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    url, secret = "https://bot.example.org/updates", "a-secret-long-enough"
    held = read(monkeypatch, LISTEN="[::1]:8080", WEBHOOK_URL=url, WEBHOOK_SECRET=secret)
    assert held.listen == ("::1", 8080)
    assert held.webhook_url == url
    assert secret not in repr(held)
