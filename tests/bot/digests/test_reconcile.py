"""Lost posts are found, or known not to be there, by probing a chat of every sort."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.outcomes import Letter, Outcome
from bot.digests.reconcile import (
    EDITABLE,
    GAP,
    MISSING,
    OTHERS,
    Absent,
    Found,
    Reconciler,
    Unclear,
    Unprovable,
    Verdict,
)
from bot.digests.turns import Turns
from bot.storage.outbox import Row
from bot.storage.posts import counts_alone
from bot.storage.subscription import Place

CHANNEL, GROUP, PERSON = -(10**12) - 7, -7, 7


@dataclass
class Chat:
    """A chat on a server: what is under each id, and the posts whose updates wait there."""

    messages: dict[int, str]
    waiting: set[int] = field(default_factory=set)
    recorded_ids: set[int] = field(default_factory=set)
    late: dict[int, str] = field(default_factory=dict)
    """What is posted while the probe goes on."""
    probes: int = 0

    async def send(self, letter: Letter) -> Outcome:
        raise AssertionError(letter)

    async def probe(self, _chat_id: int, message_id: int) -> str:
        self.probes += 1
        if self.late:
            self.messages |= self.late
            self.waiting |= self.late.keys()
            self.late = {}
        return self.messages.get(message_id, MISSING)

    async def catch_up(self) -> None:
        self.recorded_ids |= self.waiting

    def delay(self, _chat_id: int) -> float:
        return 0.0

    def queued(self) -> int:
        return 0

    def recorded(self, _chat_id: int) -> frozenset[int]:
        return frozenset(self.recorded_ids)


async def unnoted(_chat: int, _id: int) -> None: ...


async def verdict(chat: Chat, known_id: int | None, chat_id: int = CHANNEL, *, doubt: bool = False) -> Verdict:
    turns = Turns(unnoted, counts_alone)
    if doubt:
        turns.doubt(chat_id)
    row = Row(1, "1:0", Place(chat_id), "c", False, 1, None, None, known_id, 0, "")  # noqa: FBT003
    return await Reconciler(chat, chat, turns).verdict(row)  # type: ignore[arg-type]


def posts(first: int, last: int, what: str = OTHERS) -> dict[int, str]:
    return dict.fromkeys(range(first, last + 1), what)


async def test_the_one_message_that_nobody_knows_of_is_the_lost_post() -> None:
    chat = Chat({**posts(900, 1000), 1001: EDITABLE, **posts(1002, 1004)})
    assert await verdict(chat, 1000) == Found(1001)
    assert chat.probes < 40


async def test_where_there_is_none_it_did_not_arrive() -> None:
    assert await verdict(Chat(posts(900, 1000)), 1000) == Absent()
    assert await verdict(Chat(posts(900, 1003)), 1000) == Absent()


async def test_posts_of_others_that_we_may_edit_are_known_from_their_updates() -> None:
    chat = Chat({**posts(990, 1000, EDITABLE), **posts(1001, 1004, EDITABLE)}, waiting={1001, 1002, 1004})
    assert await verdict(chat, 1000) == Found(1003)
    chat = Chat(posts(990, 1004, EDITABLE), waiting={1001, 1002, 1003, 1004})
    assert await verdict(chat, 1000) == Absent()


async def test_a_post_that_comes_while_we_probe_is_not_taken_for_ours() -> None:
    chat = Chat(posts(990, 1000, EDITABLE), late={1001: EDITABLE})
    assert await verdict(chat, 1000) == Absent()


async def test_two_that_may_be_it_are_left_to_people() -> None:
    assert isinstance(await verdict(Chat({1001: EDITABLE, 1002: EDITABLE}), 1000), Unclear)
    assert isinstance(await verdict(Chat({1001: EDITABLE}), 1000, doubt=True), Unclear)
    assert await verdict(Chat({1001: OTHERS}), 1000, doubt=True) == Absent()


@pytest.mark.parametrize("chat_id", [GROUP, PERSON])
async def test_elsewhere_ids_prove_nothing_and_nothing_is_asked(chat_id: int) -> None:
    chat = Chat({1001: EDITABLE})
    assert await verdict(chat, 1000, chat_id) == Unprovable()
    assert chat.probes == 0


async def test_beyond_two_hundred_ids_only_a_find_proves_anything() -> None:
    assert await verdict(Chat(posts(1001, 1300)), 1000) == Unprovable()
    assert await verdict(Chat({**posts(1001, 1300), 1290: EDITABLE}), 1000) == Found(1290)
    assert await verdict(Chat({**posts(1001, 1300), 1050: EDITABLE}), 1000) == Unprovable()


async def test_with_no_id_known_the_top_is_found() -> None:
    assert await verdict(Chat({**posts(1, 150), 151: EDITABLE}), None) == Found(151)
    assert await verdict(Chat({**posts(1, 70_000), 70_001: EDITABLE}), None) == Found(70_001)
    assert await verdict(Chat({}), None) == Unprovable()
    chat = Chat({4_999: EDITABLE, 5_000: EDITABLE}, waiting={5_000})
    assert await verdict(chat, None) == Found(4_999)


@given(
    known=st.integers(1, 10**6),
    kinds=st.lists(st.sampled_from([OTHERS, MISSING]), max_size=60),
    place=st.integers(0, 60) | st.none(),
)
async def test_a_lost_post_is_found_wherever_it_lies_among_others_and_gaps(
    known: int, kinds: list[str], place: int | None
) -> None:
    messages = {known + 1 + i: kind for i, kind in enumerate(kinds) if kind != MISSING}
    if place is not None:
        messages[known + 1 + min(place, len(kinds))] = EDITABLE
    top = max(messages, default=known)
    gaps = [known, *sorted(messages)]
    if any(after - before > GAP for before, after in pairwise(gaps)):
        return  # a gap as wide as that is taken for the top
    expected = Absent() if place is None else Found(known + 1 + min(place, len(kinds)))
    chat = Chat(messages)
    assert await verdict(chat, known) == expected
    assert chat.probes <= (top - known) + 3 * GAP
