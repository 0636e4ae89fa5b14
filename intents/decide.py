"""The decision: one sentence in its conversation → what to answer, ask back, or decline.

What a sentence says is not asked for has been left out before (`refusals`). The rules stand in order of priority; the
first that has something to say decides:

 1. pointing         networks among those listed or talked of before: "which of these …", "the first two"
 2. choice           something that the last reply offered is picked ("the second one", "yes")
 3. elsewhere        a network's name, in a setting that means another thing of that name: decline; also another
                     place's pact or forum
 4. need             what is asked for without a word for a network ("who fights food waste?"): who deals with it
 5. social           talk that names nothing: greeting, thanks, help
 6. others           lists without what is ruled out: "which European ones are there apart from A?"
 7. several networks two or more are named: compare them, or answer for each
 8. each topic       several subjects, each asked for by itself ("which on food, which on peace?"): a list for each
 9. one network      one is named: the attributes that are listed; the attribute, role or link asked for; a summary
                     where it is asked for or nothing else is; or honestly unknown
10. shared name      a name that several networks have: the one that the question fits, or ask which
11. body             a body that facts name, and nothing else ("Rockefeller?"): what they tell of it
12. list follow-up   the last reply was a list, and one of its conditions changes ("and about culture?")
13. the other        "no, the other one": on the same subject, or on the one that is named
14. conditions       networks of a size, of a time, with a word in their names, of mayors, without a role of ours
15. of each          what is asked of every network: how many cities each has, where they have their seats
16. roles            roles asked for backwards: where does the city chair, sit, host?
17. follow-up        no network is named, but the conversation has one, or a fact points at another
18. named fact       a person, place or body that only one network's facts name
19. topic            a subject: the one network that is described so well that it must be meant; else which networks
                     deal with it
20. lists            all networks, by scope, by year; the source
21. description      a network in its own words ("the pact about …")
22. missing network  understood, but about which network? ask
23. otherwise        decline
"""

from __future__ import annotations

from collections.abc import Callable

from intents.case import Case
from intents.decision import Decision, Decline, Reason
from intents.rules.bodies import body
from intents.rules.choices import choice
from intents.rules.conditions import conditions, of_each
from intents.rules.conversation import follow_up, list_follow_up, missing_network
from intents.rules.each_topic import each_topic
from intents.rules.elsewhere import elsewhere
from intents.rules.lists import all_networks, roles
from intents.rules.named_fact import named_fact
from intents.rules.needs import need
from intents.rules.networks import one_network, several_networks
from intents.rules.others import others
from intents.rules.pointing import pointed
from intents.rules.shared_names import shared_name
from intents.rules.talk import social
from intents.rules.the_other import the_other
from intents.rules.topics import description, topic

Rule = Callable[[Case], Decision | None]

RULES: tuple[Rule, ...] = (
    pointed,
    choice,
    elsewhere,
    need,
    social,
    others,
    several_networks,
    each_topic,
    one_network,
    shared_name,
    body,
    list_follow_up,
    the_other,
    conditions,
    of_each,
    roles,
    follow_up,
    named_fact,
    topic,
    all_networks,
    description,
    missing_network,
)


def decide(case: Case) -> Decision:
    """What to do with a sentence; see the module's text for the order of the rules."""
    for rule in RULES:
        decision = rule(case)
        if decision is not None:
            return decision
    return Decline(Reason.OTHER_SUBJECT, 1 - case.confidence(case.top.name))
