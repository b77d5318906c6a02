"""Questions in anybody's own words."""

import datetime as dtm
from dataclasses import replace

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.context import Request
from bot.handlers import partners
from bot.handlers.answering import Answer
from bot.render import answer
from bot.render.card import Card
from bot.render.facts import partner_buttons
from bot.render.views import View
from bot.storage.questions import Verdict
from knowledge.names import resolve
from knowledge.search import Outcome
from knowledge.text import fold

log = structlog.get_logger(__name__)

QUESTION_LENGTH = 600
"""Characters of a question that are read."""
_UNANSWERED = frozenset({Outcome.SILENT, Outcome.NEAREST, Outcome.OTHER_COUNTRY})
_GREETINGS = frozenset(
    fold(
        "hi hello hey hallo bonjour salut salam salaam good morning evening guten tag moin thanks thank you merci danke "
        "مرحبا مرحبتين اهلا اهلين وسهلا هلا سلام السلام عليكم ورحمة الله وبركاته صباح مساء الخير النور شكرا لك جزيلا هاي"
    ).split()
)
"""Words, folded, of which a greeting is made."""
_FEW_WORDS = 2
"""As few words are a name that was not recognised rather than a question."""


async def ask(request: Request) -> Answer:
    """/ask QUESTION"""
    if request.argument:
        return await question(request)
    words = request.words
    lines = (words("ask-ask", example=f"`/ask {words('ask-example')}`"),)
    return Answer(Card(words("ask-ask-title"), lines, keyboard=partner_buttons(request.store, words)))


async def plain_words(request: Request) -> Answer:
    """Words typed in a private chat, or in reply to a message of ours: a greeting, a country's name, or a question."""
    if request.private and {*fold(request.argument).split(), None} - _GREETINGS == {None}:
        return Answer(View("start", request.locale.language))
    named = resolve(request.argument, request.store.names, request.store.by_partner.keys())
    few = len(request.argument.split()) <= _FEW_WORDS
    if few and (named.country or named.suggestions):
        return partners.name(request)
    if named.country and await request.search.reads_as_name(request.argument):
        return partners.name(request)
    return await question(request)


async def question(request: Request) -> Answer:
    """What the store holds on a question, or that it holds nothing."""
    if len(request.argument) > QUESTION_LENGTH:
        words = request.words
        line = words("ask-too-long", limit=QUESTION_LENGTH)
        return Answer(Card(words("too-long-title"), (line,), keyboard=partner_buttons(request.store, words)))
    found = await request.search.find(request.argument)
    kept = await request.search.kept(request.argument)
    if found.outcome in _UNANSWERED:
        await note(request, kept, Verdict.SILENT)
    if found.outcome is Outcome.OTHER_COUNTRY:
        return Answer(View("partner", request.locale.language, found.question.others[0]))
    token = request.services.questions.remember(kept) if found.facts else ""
    return Answer(View("found", request.locale.language, answer.argument(found, request.store, token)))


async def judge(request: Request, view: View) -> Answer:
    """Yes or No to “Was this what you asked?”: counted, without who said it."""
    is_yes = view.page == answer.YES
    words = request.services.questions.recall(answer.token(view.argument))
    await note(request, words, Verdict.YES if is_yes else Verdict.NO)
    return Answer(replace(view, page=answer.THANKED if is_yes else answer.REGRETTED))


async def note(request: Request, words: str, verdict: Verdict) -> None:
    """Counts a question. That it can't be counted is no reason not to answer."""
    try:
        await request.services.questions.count(words, verdict, dtm.datetime.now(dtm.UTC).date())
    except SQLAlchemyError as error:
        log.warning("question not counted", error=type(error).__name__)
