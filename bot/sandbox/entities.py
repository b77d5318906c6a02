"""Entities of a text: their form, how Telegram settles them, and those that it finds by itself.

Pure: knows neither chats nor HTTP. Offsets and lengths are UTF-16 code units, as everywhere in the Bot API.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "custom_emoji")
_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"']*[^\s<>\"'.,:;!?)\]}…])"
    r"|(?<![\w.@/])(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<!\w)(?P<mention>@[A-Za-z0-9_]{4,32})(?!\w)"
    r"|(?<![\w&])(?P<hashtag>\#(?=\d*[^\W\d])\w{1,256})"
)


@dataclass(frozen=True, slots=True)
class Entity:
    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> dict[str, object]:
        optional = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        required = {"type": self.type, "offset": self.offset, "length": self.length}
        return {**required, **{name: value for name, value in optional.items() if value is not None}}


def utf16_length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def clean(text: str) -> str:
    """Characters that Telegram drops or turns into spaces before it looks at anything else."""
    text = re.sub("[\r\u2028-\u202e\u0333\u033f\u030a]", "", text)
    text = re.sub("[\x00-\x09\x0b-\x1f]", " ", text)
    return re.sub("[\u200e\u200f](?=[\u200e\u200f])", "\u200c", text)


def finish(text: str, entities: Iterable[Entity] = ()) -> tuple[str, tuple[Entity, ...]]:
    """Trim as Telegram does, settle nesting, and add the entities that Telegram finds by itself."""
    entities = sorted(entities, key=rank)
    text = text.rstrip(" \n")
    first = entities[0].offset if entities else len(text)
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[cut:]
    size = utf16_length(text)
    moved = (replace(e, offset=e.offset - cut, length=min(e.length, size - e.offset + cut)) for e in entities)
    settled = list(_settle([entity for entity in moved if entity.length > 0]))
    settled += _find(text, [entity for entity in settled if entity.type not in (*SPLITTABLE, *_ORDER[:2])])
    return text, tuple(sorted(settled, key=rank))


def checked_link(url: str) -> str:
    """The URL as Telegram stores it, or nothing where it would drop the link."""
    url = url.strip()
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url):
        url = "http://" + url.removeprefix("//")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme in ("tg", "ton", "tonsite"):
        return url
    if parts.scheme not in ("http", "https", "ftp") or "." not in host.strip(".") or re.search(r"[\s<>\"]", url):
        return ""
    return url if parts.path else parts._replace(path="/").geturl()


def rank(entity: Entity) -> tuple[int, int, int]:
    order = _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)
    return entity.offset, -entity.length, order


def _settle(entities: list[Entity]) -> Iterator[Entity]:
    """Code holds nothing else, quotes do not nest, and styles that touch are one."""
    code = [(e.offset, e.end) for e in entities if e.type in ("pre", "code")]
    quote_end = code_end = -1
    for entity in sorted(entities, key=rank):
        if entity.type in SPLITTABLE:
            continue
        if entity.type in _ORDER[:2]:
            if entity.offset < quote_end:
                continue
            quote_end = entity.end
        elif entity.offset < code_end:
            continue
        elif entity.type in ("pre", "code"):
            code_end = entity.end
        yield replace(entity, language=None) if entity.type == "code" else entity
    for style in SPLITTABLE:
        for begin, end in _without(_merged((e.offset, e.end) for e in entities if e.type == style), code):
            yield Entity(style, begin, end - begin)


def _merged(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for left, right in sorted(ranges):
        if left > end:
            if end > begin:
                yield begin, end
            begin = left
        end = max(end, right)
    if end > begin:
        yield begin, end


def _without(ranges: Iterable[tuple[int, int]], holes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for begin, end in ranges:
        rest = begin
        for left, right in holes:
            if rest < right and left < end:
                if rest < left:
                    yield rest, left
                rest = max(rest, right)
        if rest < end:
            yield rest, end


def _find(text: str, taken: list[Entity]) -> Iterator[Entity]:
    for match in _FOUND.finditer(text):
        if match.lastgroup:
            offset = utf16_length(text[: match.start()])
            found = Entity(match.lastgroup, offset, utf16_length(match[0]))
            if not any(found.offset < other.end and other.offset < found.end for other in taken):
                yield found
