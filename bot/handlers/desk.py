"""What admins command: the next version of the store, an earlier one, and who did what."""

from collections.abc import Awaitable
from functools import partial

from bot.context import Request
from bot.desk import cards
from bot.desk.reloader import Broken, Done, Outcome
from bot.handlers import cases, drafting, editing, status
from bot.handlers.answering import Answer, Sent
from bot.handlers.patience import patiently
from bot.render import changes
from bot.render.views import View
from bot.storage import corrections
from knowledge import diff


async def reload(request: Request) -> Answer:
    """/reload [dry]"""
    dry = request.argument.lower() == "dry"
    work = request.services.desk.reloader.reload(request.user_id, dry=dry)
    return Answer(cards.working(request.words, dry=dry), then=partial(_tell, work))


async def rollback(request: Request) -> Answer:
    """/rollback [VERSION]"""
    return back(request, request.argument)


def back(request: Request, version: str) -> Answer:
    """To a version named by the beginning of its hash, or to the one before."""
    work = request.services.desk.reloader.rollback(version.lower(), request.user_id)
    return Answer(cards.working(request.words), then=partial(_tell, work))


async def correct(request: Request, what: str, version: str) -> Answer:
    """Holds the corrections of a version, or has them made now; only those of the version that is served."""
    services, count = request.services, 0
    if version and services.live.newest.store.version.startswith(version):
        change = corrections.hold if what == "hold" else corrections.release
        count = await change(services.engine, version, services.clock())
    await services.desk.note(request.user_id, f"corrections {what} {version}", f"posts: {count}")
    return Answer(cards.corrections(what, version, count, request.words))


async def audit(request: Request) -> Answer:
    """/audit"""
    return await page(request, 0)


async def page(request: Request, number: int) -> Answer:
    held = request.services.desk.audit
    pages = max(1, -(-await held.count() // cards.ENTRIES))
    number = min(number, pages - 1)
    return Answer(cards.audit(await held.page(number, cards.ENTRIES), number, pages, request.words))


async def pressed(request: Request, view: View) -> Answer:
    """The buttons under all these."""
    match view.name:
        case "rollback":
            return back(request, view.argument)
        case "correct":
            return await correct(request, *view.argument.partition("-")[::2])
        case "apply" | "drop":
            return await editing.pressed(request, view)
        case "draft":
            return await drafting.pressed(request, view)
        case "status":
            return await status.tab(request, view.argument)
        case "case":
            return await cases.pressed(request, view)
    shown = await page(request, view.page)
    return Answer(shown.shown, then=_export) if view.argument else shown


async def _tell(work: Awaitable[Outcome], sent: Sent) -> None:
    """Keeps the message up to date until the work is done, then says what came of it, with a file where that is long."""
    request, services = sent.request, sent.request.services
    outcome = await patiently(work, sent)
    kept = await services.desk.versions.all()
    await sent.becomes(cards.outcome(outcome, services.live.newest.store.short_version, request.words, kept))
    match outcome:
        case Broken(problems) if len(problems) > cards.PROBLEMS:
            await sent.brings("problems.txt", "".join(f"{problem}\n" for problem in problems))
        case Done(before, after, found) if not changes.lines(found, request.words)[1]:
            name = f"{before.short_version}-{after.short_version}.txt"
            await sent.brings(name, "".join(f"{line}\n" for line in diff.lines(found)))


async def _export(sent: Sent) -> None:
    """The whole audit as a file of tab-separated columns."""
    rows = ["time\twho\twhat\toutcome\n"]
    async for entry in sent.request.services.desk.audit.all():
        cells = (entry.at.isoformat(), str(entry.who or ""), entry.what, entry.outcome)
        rows.append("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
    await sent.brings("audit.tsv", "".join(rows))
