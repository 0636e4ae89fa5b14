"""Names are found in a question as people write them: apart, together, with slips, by a part of a long one."""

from __future__ import annotations

import pytest

from intents.mentions import choose
from intents.name_index import NameIndex
from intents.names import EXACT, Kind, Mention, Name, Target, stem
from intents.normalise import normalise

RIVERS = Target(Kind.NETWORK, "rivers")
HARBOURS = Target(Kind.NETWORK, "harbours")
HILLS = Target(Kind.NETWORK, "hills")
VALLEYS = Target(Kind.NETWORK, "valleys", is_common=True)
WATER = Target(Kind.TOPIC, "water")

NAMES = [
    Name("League of River Municipalities", (RIVERS,)),
    Name("LRM", (RIVERS,)),
    Name("R50", (RIVERS,)),
    Name("Rivernet", (RIVERS,)),
    Name("Harbour Mayors Observatory on Trade and Tides", (HARBOURS,)),
    Name("Portuality", (HARBOURS,)),
    Name("Hilltown", (HILLS,)),
    Name("Hillton", (RIVERS,)),
    Name("valley", (VALLEYS,)),
    Name("highland club", (HILLS, HARBOURS)),
    Name("water", (WATER,)),
]
COMMON = {
    "what": 1,
    "the": 0,
    "is": 2,
    "valley": 900,
    "water": 300,
    "river": 500,
    "trade": 600,
    "mayors": 2000,
    "river's": 5,
}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(NAMES, glue=frozenset({"of", "on", "the", "and", "for"}), common=COMMON)


def link(index: NameIndex, text: str) -> list[Mention]:
    """Every mention in a text that may hold."""
    return index.link(normalise(text).split())


def of_kind(found: list[Mention], kind: Kind) -> list[Mention]:
    """The mentions of one kind, each with its targets of that kind alone."""
    return [mention.only(kind) for mention in found if any(target.kind is kind for target in mention.targets)]


def networks(index: NameIndex, text: str) -> list[str]:
    """The networks that a text mentions, each mention as its candidates joined by a bar."""
    chosen = choose(of_kind(link(index, text), Kind.NETWORK))
    return ["|".join(target.id for target in mention.targets) for mention in chosen]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what is LRM", ["rivers"]),
        ("what is l.r.m.", ["rivers"]),
        ("what is L R M", ["rivers"]),
        ("#rivernet", ["rivers"]),
        ("river net", ["rivers"]),
        ("League of River Municipalities", ["rivers"]),
        ("the river municipalities league", ["rivers"]),
        ("leagueofrivermunicipalities", ["rivers"]),
        ("league of the rivers municipalities", ["rivers"]),
        ("leage of river municipalites", ["rivers"]),
        ("rivrenet", ["rivers"]),
        ("rivernett", ["rivers"]),
        ("r5o", ["rivers"]),
        ("portualiti", ["harbours"]),
        ("harbour mayors observatory on tides", ["harbours"]),
        ("lrm and portuality", ["rivers", "harbours"]),
        ("highland club", ["hills|harbours"]),
        ("highland clubs", ["hills|harbours"]),
        ("the valley", ["valleys"]),
    ],
)
def test_a_name_is_found(index: NameIndex, text: str, found: list[str]) -> None:
    assert networks(index, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "what is the river",  # an ordinary word of a long name
        "what is the trade of the mayors",  # two of them, of which most is missing
        "r51",  # another number is another name
        "r500",
        "municipalities",
        "what is the alley",  # not of the name "valley", whose first letter it lacks
        "irm",
    ],
)
def test_other_words_are_no_name(index: NameIndex, text: str) -> None:
    assert networks(index, text) == []


def test_a_slip_between_two_names_leaves_both(index: NameIndex) -> None:
    assert networks(index, "hillton") == ["rivers"]
    assert networks(index, "hiltown") == ["hills"]
    assert sorted(networks(index, "hilltoon")[0].split("|")) == ["hills", "rivers"]


def test_a_name_as_written_is_sure_and_a_slip_less_so(index: NameIndex) -> None:
    def score(text: str) -> float:
        return max(mention.score for mention in link(index, text))

    assert score("rivernet") == EXACT > score("rivernets") > score("rivrenet")


def test_a_mention_covers_the_words_of_the_name_only(index: NameIndex) -> None:
    mentions = choose(of_kind(link(index, "tell me of the league of river municipalities please"), Kind.NETWORK))
    assert [(mention.start, mention.end) for mention in mentions] == [(4, 8)]


def test_what_has_a_name_has_a_kind(index: NameIndex) -> None:
    found = link(index, "water")
    assert [target.id for target in choose(of_kind(found, Kind.TOPIC))[0].targets] == ["water"]
    assert choose(of_kind(found, Kind.NETWORK)) == []


def test_a_longer_name_beats_a_shorter_one_inside_it() -> None:
    short, long = Name("rivers", (HILLS,)), Name("rivers and lakes", (RIVERS,))
    index = NameIndex([short, long], glue=frozenset(), common={})
    assert networks(index, "rivers and lakes") == ["rivers"]
    assert networks(index, "rivers") == ["hills"]


def test_names_that_do_not_overlap_stay_apart() -> None:
    one = Mention(0, 1, (RIVERS,), 1.0, "one")
    other = Mention(1, 3, (HILLS,), 0.9, "other")
    assert not one.overlaps(other)
    assert choose([other, one]) == [one, other]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("rivernot", ["rivers"]), ("portual", ["harbours"]), ("qqqqqq", []), ("", [])],
)
def test_did_you_mean(index: NameIndex, name: str, nearest: list[str]) -> None:
    assert list(index.nearest(name, Kind.NETWORK, most=1)) == nearest


def test_no_more_is_offered_than_asked_for(index: NameIndex) -> None:
    assert len(index.nearest("hillton", Kind.NETWORK, most=1)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("network", "networks"),
        ("iniziativa", "iniziative"),
        ("diritto", "diritti"),
        ("mayor", "mayors"),
    ],
)
def test_plurals_and_genders_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mayor", "major"), ("forum", "form"), ("climate", "climb"), ("c40", "c400"), ("rete", "reti")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)
