"""Curated files changed from the chat: proposed and checked aside, then written, served and committed."""

import asyncio
import datetime as dtm
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import structlog

from bot.desk import curated, leftovers, worktree
from bot.desk.proposal import Admin, Proposal, Proposals, Wording, new_token
from bot.desk.reloader import Broken, Done, Failed, Outcome, Reloader, Stale
from bot.desk.worktree import Committed, NotCommitted
from bot.text.catalogue import words
from knowledge import aside, diff, folder, live
from knowledge.diff import Diff
from knowledge.live import CompilerDied, Refused
from knowledge.model import Language
from knowledge.problems import in_order
from knowledge.store import NotAStore, Store

log = structlog.get_logger(__name__)

_TOLD = 60
"""Lines of the differences in a commit's message."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """The file's name stands for none of the curated files of facts, which are these."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file is what lies there already."""


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such proposal, or not any more."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposal would change, and what is to be said of it before it is confirmed."""

    proposal: Proposal
    before: Store
    after: Store
    found: Diff
    others: tuple[Proposal, ...]
    obstacle: str
    uncommitted: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written, served and committed; no `commit` where there is no work tree."""

    proposal: Proposal
    outcome: Outcome
    commit: Committed | NotCommitted | None = None


Edited: TypeAlias = "Misnamed | Unchanged | Gone | Broken | Failed | Proposed | Applied"


class Editor:
    def __init__(self, reloader: Reloader, directory: Path, cache: Path, clock: Callable[[], dtm.datetime]) -> None:
        self.proposals = Proposals(clock)
        self._reloader = reloader
        self._directory = directory
        self._cache = cache
        self._clock = clock
        self._turn = asyncio.Lock()
        """One file is checked, or written, at a time: compiling takes memory, and git has one index."""

    async def clear(self) -> None:
        """Removes what an earlier process left half written."""
        async with self._turn:
            gone = await asyncio.to_thread(leftovers.clear, self._directory, self._cache, self._clock().timestamp())
        if gone:
            log.info("removed what was left half written", files=gone)

    async def propose(self, by: Admin, name: str, content: bytes) -> Edited:
        """A whole file of facts, under the name that it was sent with."""
        files, _ = await asyncio.to_thread(folder.read_files, self._directory)
        file = curated.meant(name, files, self._reloader.served.partners)
        if file is None or not file.startswith(f"{folder.FACTS}/"):
            return Misnamed(tuple(sorted(Path(one).name for one in files if one.startswith(f"{folder.FACTS}/"))))
        return await self._check(by, file, content)

    async def reword(self, by: Admin, wording: Wording) -> Edited:
        """Other sentences for a fact, in one language or both."""
        name, content = "", b""
        with self._aside() as held:
            directory = self._directory
            for language, text in wording.texts.items():
                ended = await aside.knowledge(
                    "reword", wording.fact, language, str(directory), "--json", stdin=text.encode()
                )
                if ended.code:
                    return Failed(ended.last_words)
                answer = json.loads(ended.out)
                name, content = answer["file"], answer["content"].encode()
                directory = Path(held)
                curated.lay_out({name: content}, directory)
        return await self._check(by, name, content, wording)

    async def apply(self, token: str, by: Admin) -> Edited:
        """Writes what was proposed, serves it and commits it; of two presses the second finds nothing."""
        async with self._turn:
            proposal = self.proposals.take(token)
            if proposal is None:
                return Gone()
            proposal = replace(proposal, by=by)

            async def write() -> Stale | Failed | None:
                return await asyncio.to_thread(_write, self._directory, proposal)

            outcome = await self._reloader.reload(by.id, what=f"apply {proposal.file}", first=write)
            if not isinstance(outcome, Done):
                return Applied(proposal, outcome)
            message = _message(proposal, outcome.found)
            return Applied(
                proposal, outcome, await worktree.commit(folder.real(self._directory), proposal.file, message)
            )

    def drop(self, token: str) -> Proposal | None:
        return self.proposals.take(token)

    async def _check(self, by: Admin, file: str, content: bytes, wording: Wording | None = None) -> Edited:
        async with self._turn:
            root = folder.real(self._directory)
            files, unread = await asyncio.to_thread(folder.read_files, root)
            if unread:
                return Broken(in_order(unread))
            if files.get(file) == content:
                return Unchanged()
            changed = {**files, file: content}
            try:
                store = await self._compiled(changed, root.name)
            except Refused as refused:
                return Broken(in_order(refused.problems))
            except (CompilerDied, NotAStore, OSError) as error:
                return Failed(str(error))
            base, version = folder.version(files), store.version
            is_new = file not in files
            proposal = Proposal(new_token(), by, file, content, base, version, self._clock(), is_new, wording)
            others = self.proposals.of_others(by.id)
            obstacle = await asyncio.to_thread(curated.obstacle, root, file)
            if not obstacle:
                self.proposals.add(proposal)
            found, before = await self._reloader.difference(store), self._reloader.served
            uncommitted = await worktree.is_dirty(root, file)
        return Proposed(proposal, before, store, found, others, obstacle, uncommitted)

    async def _compiled(self, files: Mapping[str, bytes], name: str) -> Store:
        """The store of these files, which lie nowhere yet."""
        with self._aside() as held:
            root = Path(held) / name
            await asyncio.to_thread(curated.lay_out, files, root)
            return await live.open_directory(root, self._cache)

    def _aside(self) -> "tempfile.TemporaryDirectory[str]":
        return tempfile.TemporaryDirectory(prefix=leftovers.ASIDE, dir=self._cache)


def _write(directory: Path, proposal: Proposal) -> Stale | Failed | None:
    files, unread = folder.read_files(directory)
    if unread or folder.version(files) != proposal.base:
        return Stale()
    if obstacle := curated.obstacle(directory, proposal.file):
        return Failed(obstacle)
    try:
        curated.write(directory, proposal.file, proposal.content)
    except OSError as error:
        return Failed(error.strerror or type(error).__name__)
    return None


def _message(proposal: Proposal, found: Diff) -> str:
    """The commit's message, which names the admin as the audit does."""
    said = words("en")
    lines = list(diff.lines(found))
    shown = lines if len(lines) <= _TOLD else [*lines[:_TOLD], "…"]
    by = said("edit-commit-by", name=" ".join(proposal.by.name.split()), id=str(proposal.by.id))
    return "\n".join([said("edit-commit", file=proposal.file), "", *shown, "", by, ""])


def language_beside(wording: Wording) -> Language | None:
    """The language whose sentence stays as it is."""
    left = [language for language in ("en", "ar") if language not in wording.texts]
    return left[0] if len(left) == 1 else None  # type: ignore[return-value] # one of the two
