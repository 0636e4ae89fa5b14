"""The decision: one sentence in its conversation → what to answer, ask back, or decline.

What a sentence says is not asked for has been left out before (`refusals`). The rules stand in order of priority; the
first that has something to say decides:

 1. pointing         networks among those listed or talked of before: "which of these …", "the first two"
 2. choice           something that the last reply offered is picked ("the second one", "yes")
 3. elsewhere        a network's name, in a setting that means another thing of that name: decline; also another
                     place's pact or forum
 4. social           talk that names nothing: greeting, thanks, help
 5. others           lists without what is ruled out: "which European ones are there apart from A?"
 6. several networks two or more are named: compare them, or answer for each
 7. one network      one is named: the attributes that are listed; the attribute, role or link asked for; a summary
                     where it is asked for or nothing else is; or honestly unknown
 8. shared name      a name that several networks have: the one that the question fits, or ask which
 9. list follow-up   the last reply was a list, and one of its conditions changes ("and about culture?")
10. conditions       networks of a size, of a time, with a word in their names, of mayors, without a role of ours
11. of each          what is asked of every network: how many cities each has, where they have their seats
12. roles            roles asked for backwards: where does the city chair, sit, host?
13. follow-up        no network is named, but the conversation has one, or a fact points at another
14. named fact       a person, place or body that only one network's facts name
15. topic            a subject: the one network that is described so well that it must be meant; else which networks
                     deal with it
16. lists            all networks, by scope, by year; the source
17. description      a network in its own words ("the pact about …")
18. missing network  understood, but about which network? ask
19. otherwise        decline
"""

from __future__ import annotations

from collections.abc import Callable

from intents.case import Case
from intents.decision import Decision, Decline, Reason
from intents.rules.choices import choice
from intents.rules.conditions import conditions, of_each
from intents.rules.conversation import follow_up, list_follow_up, missing_network
from intents.rules.elsewhere import elsewhere
from intents.rules.lists import all_networks, roles
from intents.rules.named_fact import named_fact
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
    social,
    others,
    several_networks,
    one_network,
    shared_name,
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
