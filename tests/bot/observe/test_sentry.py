"""What would leave for Sentry: no secret, wherever it stands."""

from structlog.testing import capture_logs

from bot.observe import sentry

TOKEN = "1234567890:AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ"


def test_no_secret_leaves() -> None:
    event = {
        "message": f"https://api.telegram.org/bot{TOKEN}/getMe",
        "exception": {"values": [{"value": TOKEN, "stacktrace": {"frames": [{"vars": {"url": f"x{TOKEN}"}}]}}]},
        TOKEN: ("postgresql+psycopg://sanad:open-sesame@database/sanad", object()),
    }
    cleaned = repr(sentry.cleaned(event))
    assert TOKEN not in cleaned
    assert "open-sesame" not in cleaned
    assert "https://api.telegram.org/bot[token]/getMe" in cleaned


def test_without_the_package_a_line_says_what_to_install() -> None:
    with capture_logs() as lines:
        sentry.set_up("https://x@sentry.example/1")
    assert len(lines) == 1
    assert "pip install sentry-sdk" in lines[0]["event"]
