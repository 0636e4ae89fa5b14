"""HTML as Telegram parses it: what is shown, which parts are marked how, and what is refused, with its byte offset."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tests.telegram_server.entities import Entity, Formatted, utf16_length
from tests.telegram_server.links import checked_link

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
"""The tags that Telegram knows, and the entity that each becomes."""

MOST_ENTITIES = 100
"""Of more, Telegram drops the last ones."""

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\v\0"
_PLAIN = re.compile("[^<&]+")
_ENTITY = re.compile("&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+));?")
_START_NAME = re.compile(f"[^{_SPACE}>]*")
_SPACES = re.compile(f"[{_SPACE[:-1]}]*")
_ATTRIBUTE_NAME = re.compile(f"[^{_SPACE}=>]*")
_TOKEN = re.compile("[A-Za-z0-9.-]*")


class HtmlError(ValueError):
    """Raised for HTML that Telegram refuses; its text is Telegram's."""


@lru_cache(maxsize=1024)
def parse_html(html: str) -> Formatted:
    """The text that people see.

    Raises:
        HtmlError: Telegram refuses it.
    """
    return _trimmed(_Parser(html).parse())


@dataclass
class _Open:
    """A tag that is still open."""

    tag: str
    argument: str
    offset: int
    start: int


class _Parser:
    """One pass over the text; an end mark stands behind it, as in Telegram's own parser."""

    def __init__(self, html: str) -> None:
        self.html = html + "\0"
        self.at = 0
        self.shown = ""
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.doubts: list[str] = []

    def parse(self) -> Formatted:
        while self.at < len(self.html) - 1:
            if plain := _PLAIN.match(self.html, self.at, len(self.html) - 1):
                self.at = plain.end()
                self._show(plain[0])
            elif self.html[self.at] == "&":
                self._show(self._character())
            elif self.html[self.at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        if len(self.entities) > MOST_ENTITIES:
            self.doubts.append(f"{len(self.entities)} entities, of which {MOST_ENTITIES} are kept")
        entities = sorted(self.entities, key=lambda entity: (entity.offset, -entity.length))
        return Formatted(self.shown, tuple(entities[:MOST_ENTITIES]), tuple(self.doubts))

    def _show(self, text: str) -> None:
        self.shown += text
        self.offset += utf16_length(text)

    def _character(self) -> str:
        """What an entity stands for; an ampersand that begins none is shown as it is."""
        match = _ENTITY.match(self.html, self.at)
        character = _decoded(match) if match else None
        if match is None or character is None:
            self.doubts.append(f"an ampersand that is not escaped, {self._place(self.at)}")
            self.at += 1
            return "&"
        self.at = match.end()
        if "\ud800" <= character <= "\udfff":
            raise HtmlError("Text contains invalid Unicode characters after decoding HTML entities")
        return character

    def _start_tag(self) -> None:
        begin = self.at
        tag = self._take(_START_NAME, begin + 1).lower()
        if self._is_at_end():
            raise HtmlError(f"Unclosed start tag {self._place(begin)}")
        if tag not in TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}" {self._place(begin)}')
        argument = ""
        while True:
            self._take(_SPACES, self.at)
            if self.html[self.at] == ">":
                break
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" {self._place(begin)}')
        self.open.append(_Open(tag, argument, self.offset, len(self.shown)))

    def _attribute(self, tag: str, begin: int) -> str:
        """What an attribute says that matters for the tag; "" for others, which Telegram overlooks."""
        name = self._take(_ATTRIBUTE_NAME, self.at)
        self._take(_SPACES, self.at)
        if self._is_at_end():
            raise HtmlError(f"Unclosed start tag {self._place(begin)}")
        if not name:
            raise HtmlError(f'Empty attribute name in the tag "{tag}" {self._place(begin)}')
        if self.html[self.at] != "=":
            return "expandable" if (tag, name) == ("blockquote", "expandable") else ""
        self._take(_SPACES, self.at + 1)
        value = self._quoted() if self.html[self.at] in "'\"" else self._token()
        if self._is_at_end():
            raise HtmlError(f"Unclosed start tag {self._place(begin)}")
        match tag, name:
            case ("a", "href") | ("tg-emoji", "emoji-id"):
                return value
            case ("code", "class") if value.startswith("language-"):
                return value.removeprefix("language-")
            case ("span", "class") if value.startswith("tg-"):
                return value.removeprefix("tg-")
        return ""

    def _quoted(self) -> str:
        quote, value = self.html[self.at], ""
        self.at += 1
        while self.html[self.at] != quote and not self._is_at_end():
            if self.html[self.at] == "&":
                value += self._character()
            else:
                value += self.html[self.at]
                self.at += 1
        if not self._is_at_end():
            self.at += 1
        return value

    def _token(self) -> str:
        begin = self.at
        value = self._take(_TOKEN, begin).lower()
        if self.html[self.at] not in _SPACE + ">":
            raise HtmlError(f"Unexpected end of name token {self._place(begin)}")
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise HtmlError(f"Unexpected end tag {self._place(begin)}")
        name = self._take(_START_NAME, begin + 2).lower()
        self._take(_SPACES, self.at)
        if self.html[self.at] != ">":
            raise HtmlError(f"Unclosed end tag {self._place(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name not in ("", opened.tag):
            raise HtmlError(f'Unmatched end tag {self._place(begin)}, expected "</{opened.tag}>", found "</{name}>"')
        if self.offset > opened.offset:
            self._mark(opened)
        else:
            self.doubts.append(f"<{opened.tag}> with nothing in it, {self._place(begin)}")

    def _mark(self, opened: _Open) -> None:
        entity = Entity(TAGS[opened.tag], opened.offset, self.offset - opened.offset)
        if entity.type == "text_link":
            url = checked_link(opened.argument or self.shown[opened.start :])
            if url is None:
                self.doubts.append(f"a link that Telegram drops: {opened.argument!r}")
                return
            entity = replace(entity, url=url)
        elif entity.type == "custom_emoji":
            if not opened.argument.isdecimal() or int(opened.argument) == 0:
                raise HtmlError("Invalid custom emoji identifier specified")
            entity = replace(entity, custom_emoji_id=opened.argument)
        elif opened.argument == "expandable":
            entity = replace(entity, type="expandable_blockquote")
        self.entities.append(self._with_language(entity, opened))

    def _with_language(self, entity: Entity, opened: _Open) -> Entity:
        """A block of code, whose language stands at the <code> inside its <pre>."""
        if entity.type == "code":
            return replace(entity, language=opened.argument or None)
        if entity.type == "pre" and self.entities:
            inner = self.entities[-1]
            if (inner.type, inner.offset, inner.length) == ("code", entity.offset, entity.length) and inner.language:
                self.entities.pop()
                return replace(entity, language=inner.language)
        return entity

    def _take(self, pattern: re.Pattern[str], position: int) -> str:
        match = pattern.match(self.html, position)
        assert match
        self.at = match.end()
        return match[0]

    def _is_at_end(self) -> bool:
        return self.at >= len(self.html) - 1

    def _place(self, position: int) -> str:
        return f"at byte offset {len(self.html[:position].encode('utf-8', 'surrogatepass'))}"


def _decoded(match: re.Match[str]) -> str | None:
    if match["name"]:
        return _NAMED.get(match["name"])
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if 0 < code < 0x10FFFF else None


def _trimmed(formatted: Formatted) -> Formatted:
    """The text without space around it, with its entities moved and cut accordingly."""
    text = formatted.text.strip()
    if text == formatted.text:
        return formatted
    skipped = utf16_length(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    end, entities = utf16_length(text), []
    for entity in formatted.entities:
        first, last = max(entity.offset - skipped, 0), min(entity.offset + entity.length - skipped, end)
        if last > first:
            entities.append(replace(entity, offset=first, length=last - first))
    return replace(formatted, text=text, entities=tuple(entities))
