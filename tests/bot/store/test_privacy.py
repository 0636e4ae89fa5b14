"""What is stored of people, all of it: who adds a column must look at this list, and then at /privacy."""

from __future__ import annotations

from datetime import timedelta

from bot.store.privacy import Holding, holdings

OF_A_PERSON = {
    "conversations": "chat user topic context updated",
    "languages": "chat user language updated",
    "feedback": "chat message user verdict intent networks language surface created",
    "comments": "id user language text created",
    "answers": "chat question replies created",
}
OF_NOBODY = {"shares": "card network count", "files": "bot content file_id", "settled": "key value"}


def test_nothing_else_is_stored() -> None:
    assert {held.table: " ".join(held.columns) for held in holdings()} == OF_A_PERSON | OF_NOBODY


def test_every_table_that_tells_of_people_has_its_sentence_in_privacy() -> None:
    sentences = {held.table: held.sentence for held in holdings()}
    assert all(sentences[table] for table in OF_A_PERSON)
    assert len({sentence for sentence in sentences.values() if sentence}) == len(OF_A_PERSON) + 1  # and the counts


def test_what_tells_of_nobody_has_no_column_for_a_person() -> None:
    for held in holdings():
        assert held.table not in OF_NOBODY or not {"user", "chat"} & set(held.columns)


def test_what_tells_of_a_person_can_be_erased_by_their_number_or_that_of_their_chat() -> None:
    for held in holdings():
        assert held.table not in OF_A_PERSON or {"user", "chat"} & set(held.columns)


def test_how_long_is_kept() -> None:
    kept = {held.table: held.kept for held in holdings() if held.kept}
    assert kept == {
        "conversations": timedelta(minutes=30),
        "feedback": timedelta(days=365),
        "comments": timedelta(days=365),
        "answers": timedelta(hours=48),
    }


def test_a_holding_is_data() -> None:
    assert Holding("languages", ("chat", "user", "language", "updated"), "privacy-languages", None) in holdings()
