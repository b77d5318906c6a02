"""Articles that admins send to have facts drafted from them, and what came of it."""

import hashlib
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.desk.leftovers import ASIDE
from knowledge import aside
from knowledge.model import ARTICLE_BYTES
from knowledge.store import Store

LARGEST = ARTICLE_BYTES
SPLIT = 4096
"""UTF-16 units of a message at most: clients cut a longer text in pieces."""
_NEARLY = SPLIT - 200
"""A piece as long as that was cut where there was room, not where a paragraph ended."""
_ENDED = re.compile(r"""[.!?؟:…]["'”»)\]]*\s*$""")
_DRAFT, _HELD, _PARAGRAPH = (re.compile(line, re.MULTILINE) for line in ("^- id: ", "^# in the store already", "^# ¶"))
_PARTNER = re.compile(r"^# \d+ drafts on ([A-Z]{2}) ")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The file of drafts, and what is in it."""

    content: str
    partner: str
    paragraphs: int
    drafts: int
    held: int
    """Drafts of which the store seems to hold a fact."""
    is_partner: bool
    """Whether the store covers that country."""


@dataclass(frozen=True, slots=True)
class NoPartner:
    """The article names no country but Qatar."""


@dataclass(frozen=True, slots=True)
class Unread:
    """It isn't a text with paragraphs, or the drafting process died."""

    reason: str = ""


def joined(parts: Sequence[str]) -> str:
    """One text out of the messages that it came in: a piece that was cut within a paragraph goes on on the same line."""
    whole = ""
    for part in parts:
        long = len(whole.rpartition("\0")[2].encode("utf-16-le")) // 2 >= _NEARLY
        glue = " " if long and not _ENDED.search(whole) else "\n"
        whole = f"{whole}{glue}\0{part}" if whole else f"\0{part}"
    return whole.replace("\0", "")


def named(article: bytes) -> str:
    """A file name for an article that came as text: the same for the same text."""
    return f"article-{hashlib.sha256(article).hexdigest()[:8]}.txt"


def paragraphs(text: str) -> int:
    return sum(bool(line.strip()) for line in text.split("\n"))


async def drafted(article: bytes, name: str, partner: str, store: Store) -> Drafted | NoPartner | Unread:
    """Reads the article in a process aside, with what a version of the store knows."""
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=store.file.parent) as held:
        file = Path(held) / (Path(name).name or "article.txt")
        file.write_bytes(article)
        options = ("--partner", partner) if partner else ()
        ended = await aside.knowledge("draft", str(file), str(store.file), *options)
    if ended.code:
        return (
            NoPartner() if "--partner" in ended.last_words else Unread(ended.last_words.removeprefix(f"{file.name}: "))
        )
    content = ended.out.decode()
    about = _PARTNER.match(content)
    code = about[1] if about else partner
    found, drafts, marked = (len(pattern.findall(content)) for pattern in (_PARAGRAPH, _DRAFT, _HELD))
    return Drafted(content, code, found, drafts, marked, is_partner=code in store.partners)
