"""Where the command line starts."""

import gc
import os


def main() -> None:
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot: waits are timedeltas, no deprecation warning
    gc.disable()  # until all is loaded: modules hold no garbage, and looking for some takes a tenth of a start
    from bot.cli import app

    app(prog_name="sanad")


if __name__ == "__main__":
    main()
