"""The decision: one sentence in its conversation → what to answer, ask back, or decline.

What a sentence says is not asked for has been left out before (`refusals`). The rules stand in order of priority; the
first that has something to say decides:

 1. choice           something that the last reply offered is picked ("the second one", "yes")
 2. elsewhere        a network's name, in a setting that means another thing of that name: decline; also another
                     place's pact or forum
 3. need             what is asked for without a word for a network ("who fights food waste?"): who deals with it
 4. social           talk that names nothing: greeting, thanks, help
 5. several networks two or more are named: compare them, or answer for each
 6. each topic       several subjects, each asked for by itself ("which on food, which on peace?"): a list for each
 7. one network      one is named: the attributes that are listed; the attribute, role or link asked for; a summary
                     where it is asked for or nothing else is; or honestly unknown
 8. shared name      a name that several networks have: the one that the question fits, or ask which
 9. body             a body that facts name, and nothing else ("Rockefeller?"): what they tell of it
10. list follow-up   the last reply was a list, and one of its conditions changes ("and about culture?")
11. roles            roles asked for backwards: where does the city chair, sit, host?
12. follow-up        no network is named, but the conversation has one, or a fact points at another
13. named fact       a person, place or body that only one network's facts name
14. topic            a subject: the one network that is described so well that it must be meant; else which networks
                     deal with it
15. lists            all networks, by scope, by year; the source
16. description      a network in its own words ("the pact about …")
17. missing network  understood, but about which network? ask
18. otherwise        decline
"""

from __future__ import annotations

from collections.abc import Callable

from intents.case import Case
from intents.decision import Decision, Decline, Reason
from intents.rules.bodies import body
from intents.rules.conversation import choice, follow_up, list_follow_up, missing_network
from intents.rules.each_topic import each_topic
from intents.rules.elsewhere import elsewhere
from intents.rules.lists import all_networks, named_fact, roles
from intents.rules.needs import need
from intents.rules.networks import one_network, several_networks
from intents.rules.shared_names import shared_name
from intents.rules.talk import social
from intents.rules.topics import description, topic

Rule = Callable[[Case], Decision | None]

RULES: tuple[Rule, ...] = (
    choice,
    elsewhere,
    need,
    social,
    several_networks,
    each_topic,
    one_network,
    shared_name,
    body,
    list_follow_up,
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
