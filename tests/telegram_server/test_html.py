"""HTML is parsed as Telegram parses it."""

from __future__ import annotations

import pytest

from tests.telegram_server.entities import Entity
from tests.telegram_server.html import HtmlError, parse_html
from tests.telegram_server.links import checked_link
from tests.telegram_server.marking import marked


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain > text", "plain > text", []),
        ("<b>a</b> <strong>b</strong>", "a b", [("bold", 0, 1), ("bold", 2, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("<b >a</b >", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
        ("&lt;b&gt; &amp;&quot; &#60; &#x3C; &lt", '<b> &" < < <', []),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
    ],
)
def test_what_is_shown(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    shown = parse_html(html)
    assert shown.text == text
    assert [(entity.type, entity.offset, entity.length) for entity in shown.entities] == entities
    assert not shown.doubts


def test_what_is_behind() -> None:
    link = parse_html('<a href="https://example.org/?a=1&amp;b=2">here</a>').entities
    assert link == (Entity("text_link", 0, 4, url="https://example.org/?a=1&b=2"),)
    assert parse_html("<a href='https://example.org'>here</a>").entities[0].url == "https://example.org/"
    assert parse_html("<a>https://example.org/</a>").entities[0].url == "https://example.org/"
    code = parse_html('<pre><code class="language-python">x</code></pre>').entities
    assert code == (Entity("pre", 0, 1, language="python"),)


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("è <c40>", 'Unsupported start tag "c40" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("😀<p>a</p>", 'Unsupported start tag "p" at byte offset 4'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=http://x>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xd800;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_what_is_refused(html: str, error: str) -> None:
    with pytest.raises(HtmlError) as caught:
        parse_html(html)
    assert str(caught.value) == error


@pytest.mark.parametrize(
    ("html", "doubt"),
    [
        ("R&D", "an ampersand that is not escaped, at byte offset 1"),
        ("a&nbsp;b", "an ampersand that is not escaped, at byte offset 1"),
        ('<a href="nowhere">a</a>', "a link that Telegram drops: 'nowhere'"),
        ('<a href="javascript:alert(1)">a</a>', "a link that Telegram drops: 'javascript:alert(1)'"),
        ("<b></b>a", "<b> with nothing in it, at byte offset 3"),
        ("<b>a</b>" * 101, "101 entities, of which 100 are kept"),
    ],
)
def test_what_is_taken_and_cannot_be_meant(html: str, doubt: str) -> None:
    assert parse_html(html).doubts == (doubt,)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("example.org/a", "http://example.org/a"),
        ("tg://resolve?domain=a", "tg://resolve?domain=a"),
        ("https://example", None),
        ("ftp://example.org", None),
        ("https://exa mple.org", None),
        ("", None),
    ],
)
def test_links(url: str, kept: str | None) -> None:
    assert checked_link(url) == kept


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/help", [("bot_command", 0, 5)]),
        ("/help@networks_bot c40", [("bot_command", 0, 18)]),
        ("😀 /help", [("bot_command", 3, 5)]),
        ("and/or a//b <c/d> /è /", []),
        ("@networks_bot what?", [("mention", 0, 13)]),
        ("see https://example.org/a.", [("url", 4, 21)]),
        ("see www.example.org, now", [("url", 4, 15)]),
        ("to ada@example.org", [("email", 3, 15)]),
    ],
)
def test_what_apps_mark(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(entity.type, entity.offset, entity.length) for entity in marked(text)] == entities
