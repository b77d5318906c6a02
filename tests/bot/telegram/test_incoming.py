"""An HTTP answer in pieces: however it is cut, it is read the same, and what is broken is never taken for whole."""

import gzip
import zlib
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.incoming import Broken, Incoming

MOST = 1000
Written = tuple[bytes, bytes]
"""An answer as bytes, and its body."""


def sized(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def chunked(body: bytes, size: int) -> bytes:
    chunks = (body[start : start + size] for start in range(0, len(body), size))
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
    return head + b"".join(b"%X;a=b\r\n%s\r\n" % (len(one), one) for one in chunks) + b"0\r\n\r\n"


@st.composite
def written(draw: st.DrawFn) -> Written:
    body = draw(st.binary(max_size=300))
    early = draw(st.sampled_from([b"", b"HTTP/1.1 100 Continue\r\n\r\n"]))
    return early + draw(st.sampled_from([sized(body), *(chunked(body, size) for size in (1, 7, 300))])), body


def read(incoming: Incoming, data: bytes, cuts: list[int]) -> list[bool]:
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [incoming.feed(data[start:end]) for start, end in pairwise(edges) if start < end]


@given(written(), st.lists(st.integers(0, 10_000), max_size=6))
def test_however_it_is_cut_it_is_whole_with_its_last_byte_and_not_before(whole: Written, cuts: list[int]) -> None:
    data, body = whole
    incoming = Incoming(MOST)
    told = read(incoming, data, cuts)
    assert told == [False] * (len(told) - 1) + [True]
    assert (incoming.status, incoming.body(), incoming.keeps) == (200, body, True)


@given(written(), st.integers(0, 10_000))
def test_a_connection_that_ends_early_makes_no_answer_whole(whole: Written, cut: int) -> None:
    data, _ = whole
    incoming = Incoming(MOST)
    assert not incoming.feed(data[: cut % len(data)])
    assert not incoming.end()


@given(st.binary(max_size=200), st.lists(st.integers(0, 10_000), max_size=4))
def test_whatever_comes_raises_nothing_else(data: bytes, cuts: list[int]) -> None:
    with suppress(Broken):
        read(Incoming(MOST), b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + data, cuts)
    with suppress(Broken):
        read(Incoming(MOST), data, cuts)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_is_packed_is_unpacked_and_never_beyond_the_most(pack: object) -> None:
    assert callable(pack)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
    for size in (MOST, MOST + 1):
        body = pack(b"x" * size)
        incoming = Incoming(MOST)
        assert incoming.feed(head % (b"gzip" if pack is gzip.compress else b"deflate", len(body)) + body)
        if size == MOST:
            assert incoming.body() == b"x" * MOST
        else:
            with pytest.raises(Broken, match="larger than 1000 bytes"):
                incoming.body()


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1_0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n",
        b"HTTP/1.1 200 OK\r\n Content-Length: 0\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 099 x\r\n\r\n",
        b"\x00" * 70_000,
    ],
)
def test_what_is_no_answer_is_broken(data: bytes) -> None:
    with pytest.raises(Broken):
        Incoming(MOST).feed(data)


@pytest.mark.parametrize(
    ("data", "keeps"),
    [
        (sized(b"x"), True),
        (sized(b"x") + b"y", False),
        (sized(b"x").replace(b"Server: x", b"Connection: close"), False),
        (sized(b"x").replace(b"1.1", b"1.0"), False),
        (chunked(b"x", 1) + b"HTTP/1.1 200 OK\r\n\r\n", False),
    ],
)
def test_a_connection_is_used_again_only_where_nothing_speaks_against_it(data: bytes, keeps: bool) -> None:  # noqa: FBT001 - a case
    incoming = Incoming(MOST)
    assert incoming.feed(data)
    assert (incoming.body(), incoming.keeps) == (b"x", keeps)


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    incoming = Incoming(MOST)
    assert not incoming.feed(b"HTTP/1.1 200 OK\r\n\r\n{}")
    assert incoming.end()
    assert (incoming.body(), incoming.keeps) == (b"{}", False)
