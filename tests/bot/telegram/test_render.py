"""Replies as HTML: escaped in one place, and within Telegram's limits."""

from __future__ import annotations

import pytest

from bot.telegram.render import LIMIT, clean, link_preview, render, shorten, utf16_length
from intents.reply import Block, Bullets, Heading, Item, Note, Outcome, Paragraph, Reply, ReplyLink
from tests.telegram_server.html import parse_html


def plain(html: str) -> str:
    """What people see; fails where Telegram would not take it, or would show more than is meant."""
    parsed = parse_html(html)
    assert not parsed.doubts
    return parsed.text


def reply(*blocks: Block, links: tuple[ReplyLink, ...] = (), intent: str = "summary") -> Reply:
    return Reply(outcome=Outcome.ANSWER, intent=intent, language="en", blocks=blocks, links=links)


def test_each_block_has_its_form() -> None:
    said = reply(
        Heading(text="Cities & co"),
        Paragraph(text="A <network>."),
        Bullets(items=(Item(label="Role", text="chair"), Item(text="host"), Item(label="only"), Item())),
        Note(text="As of 2022"),
        links=(ReplyLink(label="Site", url='https://example.org/?a=1&b="2"'),),
    )
    assert render(said) == (
        "<b>Cities &amp; co</b>\nA &lt;network&gt;.\n\n"
        "• <b>Role</b>: chair\n• host\n• <b>only</b>\n\n"
        "<i>As of 2022</i>\n\n"
        '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">Site</a>',
    )


@pytest.mark.parametrize("text", ["<b>", "&amp;", "a < b > c", "</i><a href='x'>", "_*[`", '"quoted"'])
@pytest.mark.parametrize("block", [Heading, Paragraph, Note])
def test_text_is_shown_as_it_is(text: str, block: type[Heading | Paragraph | Note]) -> None:
    (html,) = render(reply(block(text=text)))
    assert plain(html) == text


def test_what_is_too_long_is_split_between_paragraphs() -> None:
    paragraphs = [Paragraph(text=f"{number} " + "word " * 300) for number in range(6)]
    messages = render(reply(*paragraphs))
    assert len(messages) == 3
    assert [plain(message)[0] for message in messages] == ["0", "2", "4"]


def test_a_long_list_is_split_between_items() -> None:
    items = tuple(Item(label=f"Item {number}", text="word " * 20) for number in range(100))
    messages = render(reply(Paragraph(text="All:"), Bullets(items=items), Note(text="Source")))
    assert all(plain(message).startswith(("All:", "• Item")) for message in messages)
    assert sum(plain(message).count("• Item") for message in messages) == 100


@pytest.mark.parametrize("char", ["a", "<", "&", "😀", "é", "a ", "\n", "👨‍👩‍👧‍👦"])
@pytest.mark.parametrize("length", [1, 4095, 4096, 4097, 20_000])
def test_no_message_is_too_long(char: str, length: int) -> None:
    text = "x" + char * length
    bullets = Bullets(items=(Item(label=text, text=text),))
    blocks: list[Block] = [Heading(text=text), Paragraph(text=text), bullets, Note(text=text)]
    for block in blocks:
        messages = render(reply(block))
        assert all(0 < utf16_length(message) <= LIMIT for message in messages)
        shown = "".join(plain(message) for message in messages)
        assert isinstance(block, Bullets) or "".join(shown.split()) == "".join(text.split())


def test_control_characters_and_marks_of_direction_are_left_out() -> None:
    assert clean("a\x00b\u202ec\ud800d\te\u2066f\ng") == "a bc d ef\ng"


def test_nothing_to_say_is_an_error() -> None:
    with pytest.raises(ValueError, match="without text"):
        render(reply(Paragraph(text=" \x00 ")))


def test_length_is_counted_in_utf16_units() -> None:
    assert [utf16_length(text) for text in ("a", "é", "😀", "\ud800")] == [1, 1, 2, 1]


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one…"),
        ("onetwo", 4, "one…"),
        ("😀😀😀", 4, "😀…"),
        ("a\nb", 9, "a b"),
    ],
)
def test_a_label_is_cut_at_a_word(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
    assert utf16_length(short) <= limit


def test_only_an_answer_that_is_a_link_has_a_preview() -> None:
    link = ReplyLink(label="Site", url="https://example.org/")
    said = reply(Paragraph(text="Here"), links=(link,), intent="link")
    assert link_preview(said).url == "https://example.org/"
    assert link_preview(said.model_copy(update={"outcome": Outcome.UNKNOWN})).is_disabled
    assert link_preview(said.model_copy(update={"intent": "summary"})).is_disabled
    assert link_preview(said.model_copy(update={"links": ()})).is_disabled
