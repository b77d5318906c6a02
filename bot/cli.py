"""The command line: `python -m bot VERB`, or `sanad VERB`. Data goes to stdout, words to stderr."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.observe import logs
from bot.verbs.running import Exit, fail

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)


def _settings() -> settings.Settings:
    """What each verb starts from, once its modules are loaded."""
    gc.freeze()
    gc.enable()
    try:
        read = settings.read()
    except settings.WrongSettings as error:
        raise typer.Exit(fail(Exit.WRONG_USE, str(error))) from None
    logs.set_up(read.log_format)
    return read


@app.command("try")
def try_(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The chat page's port.")] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page where there is a desktop.")
    ] = True,
) -> None:
    """Try the bot on a local chat page, with no token."""
    from bot.verbs.try_ import try_ as verb

    raise typer.Exit(verb(_settings(), port=port, browser=browser))


@app.command()
def run() -> None:
    """Run the bot on Telegram."""
    from bot.verbs.run import run as verb

    raise typer.Exit(verb(_settings()))


@app.command()
def check() -> None:
    """Check settings, store, database, server, and what BotFather lacks."""
    from bot.verbs.check import check as verb

    raise typer.Exit(verb(_settings()))


@app.command()
def migrate() -> None:
    """Create the database, or bring it to this release's schema."""
    from bot.verbs.migrate import migrate as verb

    raise typer.Exit(verb(_settings()))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Written as a whole, or left as it was.")]) -> None:
    """Write the database to a file, while the bot runs."""
    from bot.verbs.backup import backup as verb

    raise typer.Exit(verb(_settings(), file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote, on SQLite or on PostgreSQL.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the database holds.")] = False,
) -> None:
    """Put a backup into an empty database, while no bot runs on it: all of it, or nothing."""
    from bot.verbs.restore import restore as verb

    raise typer.Exit(verb(_settings(), file, force=force))


subscriptions = typer.Typer(no_args_is_help=True, help="Subscriptions as JSON Lines: a backup to read and edit.")
app.add_typer(subscriptions, name="subscriptions")


@subscriptions.command()
def export() -> None:
    """Write all subscriptions to stdout, one a line."""
    from bot.verbs.subscriptions import export as verb

    raise typer.Exit(verb(_settings()))


@subscriptions.command("import")
def import_(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="A file; - or nothing: stdin.")] = "-",  # type: ignore[assignment]
) -> None:
    """Create or replace subscriptions, by chat and thread: all of a file, or none if a line is wrong."""
    from bot.verbs.subscriptions import import_ as verb

    raise typer.Exit(verb(_settings(), file))
