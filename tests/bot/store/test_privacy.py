"""What is stored of people, all of it: who adds a column must look at this list, and then at /privacy."""

from __future__ import annotations

from datetime import timedelta

from bot.store.privacy import Holding, holdings
from bot.store.tables import held, metadata

OF_A_PERSON = {
    "conversations": "chat user topic context updated",
    "languages": "chat user language updated",
    "feedback": "chat message user verdict intent networks language surface created",
    "comments": "id user language text created",
    "answers": "chat question replies created",
}
OF_NOBODY = {
    "shares": "card network count",
    "files": "bot content file_id",
    "updates": "bot update_id state owner attempt created until",
    "set_aside": "id bot update_id reason form created",
    "unanswered": "words language text outcome intent networks count last first",
    "counters": "day surface outcome intent network count",
    "totals": "day surface count",
    "leases": "name owner until",
}


def test_nothing_else_is_stored() -> None:
    assert {holding.table: " ".join(holding.columns) for holding in holdings()} == OF_A_PERSON | OF_NOBODY


def test_every_table_that_tells_of_people_has_its_sentence_in_privacy() -> None:
    sentences = {holding.table: holding.sentence for holding in holdings()}
    assert all(sentences[table] for table in OF_A_PERSON)
    assert {table: sentence for table, sentence in sentences.items() if table in OF_NOBODY} == {
        "shares": "privacy-shares",
        "files": None,
        "updates": "privacy-updates",
        "set_aside": "privacy-updates",
        "unanswered": "privacy-unanswered",
        "counters": "privacy-counters",
        "totals": "privacy-counters",
        "leases": None,
    }


def test_what_tells_of_nobody_has_no_column_for_a_person() -> None:
    for holding in holdings():
        assert holding.table not in OF_NOBODY or not {"user", "chat"} & set(holding.columns)


def test_what_tells_of_a_person_can_be_erased_by_their_number_or_that_of_their_chat() -> None:
    for holding in holdings():
        assert holding.table not in OF_A_PERSON or {"user", "chat"} & set(holding.columns)


def test_how_long_is_kept() -> None:
    kept = {holding.table: holding.kept for holding in holdings() if holding.kept}
    assert kept == {
        "conversations": timedelta(minutes=30),
        "feedback": timedelta(days=365),
        "comments": timedelta(days=365),
        "answers": timedelta(hours=48),
        "updates": timedelta(hours=48),
        "set_aside": timedelta(days=30),
        "unanswered": timedelta(days=90),
        "counters": timedelta(days=730),
        "totals": timedelta(days=730),
    }


def test_what_anyone_could_fill_is_bounded() -> None:
    assert {table.name: held(table).most for table in metadata.sorted_tables if held(table).most} == {
        "set_aside": 1_000,
        "unanswered": 10_000,
    }


def test_a_holding_is_data() -> None:
    assert Holding("languages", ("chat", "user", "language", "updated"), "privacy-languages", None) in holdings()
