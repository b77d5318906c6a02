"""One answer of an HTTP/1.1 server, as it comes in, piece by piece. Pure: it knows no connection."""

import re
import zlib

_LARGEST_HEAD = 64 * 1024
_HEAD_ENDS, _LINE_ENDS = b"\r\n\r\n", b"\r\n"
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)", re.DOTALL)
_LENGTH = re.compile(rb"\d{1,18}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?")
_BODILESS = (204, 304)
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class Broken(Exception):
    """What came is no answer; the words never quote it, as it may repeat the request's address."""


class Incoming:
    """`status` is 0 until the head is there; `keeps` says whether the connection may be used again."""

    __slots__ = ("_chunked", "_coding", "_data", "_largest", "_length", "_whole", "keeps", "status")

    def __init__(self, largest: int) -> None:
        self.status = 0
        self.keeps = True
        self._largest = largest
        self._data = bytearray()
        self._length: int | None = None
        self._chunked: bytearray | None = None
        self._coding = b""
        self._whole = False

    def feed(self, data: bytes) -> bool:
        """Takes what came; whether the answer is whole by now. Raises Broken."""
        self._data += data
        while not self.status:
            end = self._data.find(_HEAD_ENDS)
            if end < 0:
                if len(self._data) > _LARGEST_HEAD:
                    raise Broken("the server's answer has no end of its head")
                return False
            self._read_head(bytes(self._data[:end]))
            del self._data[: end + 4]
        self._whole = self._has_length() if self._chunked is None else self._read_chunks(self._chunked)
        return self._whole

    def end(self) -> bool:
        """The connection ended; whether that makes the answer whole."""
        self.keeps = False
        return bool(self.status) and self._length is None and self._chunked is None

    def body(self) -> bytes:
        """The body, unpacked. Raises Broken."""
        body = bytes(self._data if self._chunked is None else self._chunked)
        if self._coding not in {b"gzip", b"x-gzip", b"deflate"} or not body:
            return body
        unpacking = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            body = unpacking.decompress(body, self._largest + 1)
        except zlib.error:
            raise Broken("the server's answer can't be unpacked") from None
        self._limit(len(body))
        if not unpacking.eof:
            raise Broken("the server's answer can't be unpacked")
        return body

    def _read_head(self, head: bytes) -> None:
        first, *lines = head.split(_LINE_ENDS)
        matched = _STATUS.fullmatch(first)
        if matched is None:
            raise Broken("the server speaks no HTTP")
        headers: dict[bytes, bytes] = {}
        for line in lines:
            if (header := _HEADER.fullmatch(line)) is None:
                raise Broken("the head of the server's answer is broken")
            headers[header[1].lower()] = header[2].strip()
        status = int(matched[2])
        if status < 200:  # on its way, the answer itself follows
            return
        self.status = status
        connection = headers.get(b"connection", b"").lower()
        self.keeps = connection != b"close" if matched[1] == b"1" else connection == b"keep-alive"
        self._coding = headers.get(b"content-encoding", b"").lower()
        self._read_length(headers)

    def _read_length(self, headers: dict[bytes, bytes]) -> None:
        coding, length = headers.get(b"transfer-encoding"), headers.get(b"content-length")
        if self.status in _BODILESS:
            self._length = 0
        elif coding is not None:
            if coding.lower() != b"chunked":
                raise Broken("the server's answer comes in a coding that nobody asked for")
            self._chunked = bytearray()
        elif length is not None:
            if _LENGTH.fullmatch(length) is None:
                raise Broken("the length of the server's answer is no number")
            self._length = int(length)
            self._limit(self._length)

    def _has_length(self) -> bool:
        if self._length is None:  # it ends with the connection
            self._limit(len(self._data))
            return False
        if len(self._data) < self._length:
            return False
        if len(self._data) > self._length:
            self.keeps = False
            del self._data[self._length :]
        return True

    def _read_chunks(self, body: bytearray) -> bool:
        """Moves whole chunks over; whether the last one was among them."""
        while (end := self._data.find(_LINE_ENDS)) >= 0:
            matched = _CHUNK.fullmatch(self._data, 0, end)
            if matched is None:
                raise Broken("the chunks of the server's answer are broken")
            size, start = int(matched[1], 16), end + 2
            self._limit(len(body) + size)
            if not size:
                return self._read_trailer(start)
            if len(self._data) < start + size + 2:
                return False
            if self._data[start + size : start + size + 2] != _LINE_ENDS:
                raise Broken("the chunks of the server's answer are broken")
            body += self._data[start : start + size]
            del self._data[: start + size + 2]
        if len(self._data) > _LARGEST_HEAD:
            raise Broken("the chunks of the server's answer are broken")
        return False

    def _read_trailer(self, start: int) -> bool:
        """What may follow the last chunk: nothing but a blank line, as a rule."""
        ends = start + 2 if self._data.startswith(_LINE_ENDS, start) else self._data.find(_HEAD_ENDS, start) + 4
        if ends < start + 2:
            return False
        self.keeps = self.keeps and ends == len(self._data)
        return True

    def _limit(self, size: int) -> None:
        if size > self._largest:
            raise Broken(f"the server's answer is larger than {self._largest} bytes")
