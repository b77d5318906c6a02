"""Telegram's HTML to plain text with entities, refused in Telegram's own words.

Pure. Positions in errors are bytes of the UTF-8 text, as Telegram counts them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.sandbox.entities import Entity, checked_link, clean, rank, utf16_length

_STYLES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\0\v"
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_TAG_NAME = re.compile(rf"[^{_SPACE}>]*")
_ATTRIBUTE_NAME = re.compile(rf"[^{_SPACE}=>]*")
_BLANK = re.compile(rf"[{_SPACE}]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


class EntityError(ValueError):
    """What Telegram says after "can't parse entities"."""


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    part: int


def parse_html(html: str) -> tuple[str, tuple[Entity, ...]]:
    """Plain text, neither trimmed nor searched, and its entities. Raises EntityError."""
    return _Parser(html).run()


class _Parser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.offset = 0
        self.parts: list[str] = []
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, tuple[Entity, ...]]:
        while self.at < len(self.html):
            begin = self.at
            if self.html[begin] == "<":
                self.at += 1
                if self.html.startswith("/", self.at):
                    self._close(begin)
                else:
                    self._open(begin)
            elif self.html[begin] == "&":
                self._emit(self._reference() or self._take())
            else:
                self.at = min((i for i in (self.html.find(c, begin) for c in "<&") if i > 0), default=len(self.html))
                self._emit(self.html[begin : self.at])
        if self.stack:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        text = "".join(self.parts)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise EntityError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, tuple(sorted(self.entities, key=rank))

    def _emit(self, piece: str) -> None:
        piece = clean(piece)
        self.parts.append(piece)
        self.offset += utf16_length(piece)

    def _take(self) -> str:
        self.at += 1
        return self.html[self.at - 1]

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.html, self.at)
        piece = match[0] if match else ""
        self.at += len(piece)
        return piece

    def _peek(self) -> str:
        return self.html[self.at : self.at + 1]

    def _reference(self) -> str | None:
        match = _REFERENCE.match(self.html, self.at)
        if match is None:
            return None
        if match[3]:
            self.at = match.end()
            return _NAMED[match[3]]
        code = int(match[1], 16) if match[1] else int(match[2])
        if not 0 < code < 0x10FFFF:
            return None
        self.at = match.end()
        return chr(code)

    def _where(self, position: int) -> str:
        return f"at byte offset {len(self.html[:position].encode('utf-8', 'surrogatepass'))}"

    def _open(self, begin: int) -> None:
        tag = self._skip(_TAG_NAME).lower()
        if not self._peek():
            raise EntityError(f"Unclosed start tag {self._where(begin)}")
        if tag not in _STYLES:
            raise EntityError(f'Unsupported start tag "{tag}" {self._where(begin)}')
        argument = ""
        for name, value in self._attributes(tag, begin):
            match tag, name:
                case ("a", "href") | ("tg-emoji", "emoji-id"):
                    argument = value
                case ("code", "class") if value.startswith("language-"):
                    argument = value.removeprefix("language-")
                case ("span", "class") if value.startswith("tg-"):
                    argument = value.removeprefix("tg-")
                case ("blockquote", "expandable"):
                    argument = "expandable"
        if tag == "span" and argument != "spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        self.stack.append(_Open(tag, argument, self.offset, len(self.parts)))

    def _attributes(self, tag: str, begin: int) -> Iterator[tuple[str, str]]:
        while True:
            self._skip(_BLANK)
            if self._peek() == ">":
                self.at += 1
                return
            if not self._peek():
                raise EntityError(f"Unclosed start tag {self._where(begin)}")
            name = self._skip(_ATTRIBUTE_NAME)
            if not name:
                raise EntityError(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
            self._skip(_BLANK)
            value = ""
            if self._peek() == "=":
                self.at += 1
                self._skip(_BLANK)
                if not self._peek():
                    raise EntityError(f'Unclosed start tag "{tag}" {self._where(begin)}')
                value = self._value(begin)
            yield name, value

    def _value(self, begin: int) -> str:
        start = self.at
        if self._peek() not in ("'", '"'):
            value = self._skip(_NAME_TOKEN).lower()
            if self._peek() and self._peek() not in _SPACE + ">":
                raise EntityError(f"Unexpected end of name token {self._where(start)}")
            return value
        quote = self._take()
        pieces = []
        while self._peek() not in ("", quote):
            pieces.append((self._peek() == "&" and self._reference()) or self._take())
        self.at += 1
        if not self._peek():
            raise EntityError(f"Unclosed start tag {self._where(begin)}")
        return "".join(pieces)

    def _close(self, begin: int) -> None:
        if not self.stack:
            raise EntityError(f"Unexpected end tag {self._where(begin)}")
        self.at += 1
        found = self._skip(_TAG_NAME).lower()
        self._skip(_BLANK)
        if self._peek() != ">":
            raise EntityError(f"Unclosed end tag {self._where(begin)}")
        self.at += 1
        opened = self.stack.pop()
        if found and found != opened.tag:
            where = self._where(begin)
            raise EntityError(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{found}>"')
        if self.offset > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity = Entity(_STYLES[opened.tag], opened.offset, self.offset - opened.offset)
        match opened.tag:
            case "a":
                url = checked_link(opened.argument or "".join(self.parts[opened.part :]))
                if not url:
                    return
                entity = replace(entity, url=url)
            case "blockquote" if opened.argument:
                entity = replace(entity, type="expandable_blockquote")
            case "tg-emoji":
                if not re.fullmatch(r"-?[1-9]\d{0,18}", opened.argument):
                    raise EntityError("Invalid custom emoji identifier specified")
                entity = replace(entity, custom_emoji_id=opened.argument)
            case "pre" | "code":
                entity = self._code(entity, opened)
        self.entities.append(entity)

    def _code(self, entity: Entity, opened: _Open) -> Entity:
        """A code with a language that fills a pre, or is filled by one, makes one pre with that language."""
        entity = replace(entity, language=opened.argument or None)
        inner = self.entities[-1] if self.entities else None
        if inner and {inner.type, entity.type} == {"pre", "code"} and inner.end == entity.end:
            language = inner.language or entity.language
            if inner.offset == entity.offset and language:
                self.entities.pop()
                return replace(entity, type="pre", language=language)
        return entity
