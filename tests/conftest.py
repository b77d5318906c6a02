"""What holds for all tests."""

import os

from hypothesis import settings

os.environ.setdefault("PTB_TIMEDELTA", "1")  # as bot.__main__ does
settings.register_profile("sanad", deadline=None)  # a busy machine is no bug
settings.load_profile("sanad")
