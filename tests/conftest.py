"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

os.environ.setdefault("PTB_TIMEDELTA", "1")  # as bot.__main__ does
settings.register_profile("sanad", deadline=None)  # a busy machine is no bug
settings.load_profile("sanad")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that tests found are shown, whether they passed or not."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "figures":
                    terminalreporter.write_line(f"{value}")
