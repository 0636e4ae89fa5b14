"""The scores at which the rules act, tuned on the project's own questions (tests/questions) and unrelated ones."""

WEAK = 0.3
"""Below it an intent is no more than a guess."""
WORD_OF_SCORE = 0.5
"""Score that outweighs one unexplained word in a question about all networks."""
UNDERSTOOD = 0.55
"""From it an intent counts as recognised."""
CLEAR = 0.9
"""From it an intent counts without any other sign."""
SURELY_ASKED = 1.3
"""Score from which a fact that is not recorded is surely what is asked, although a description is spoken of."""
LONG_STATEMENT = 7
"""Words from which a sentence that asks nothing is more than a search for a fact by its name."""
COST_OF_WORD = 0.12
"""How much more score a question about a network needs for each content word that stays unexplained."""
MOST_COST_WORDS = 4
RETRIEVED = 0.5
"""The least share of a question's words that a fact must hold to be taken for the answer."""
WELL_RETRIEVED = 0.7
"""The share from which a fact that holds several of a question's words is told, though the attribute is another."""
MOST_CANDIDATES = 6
"""Candidates that a clarification offers at most."""
LONGEST_SHORT_NAME = 4
"""Letters of a name so short that other things have it too."""
TELLING = 0.6
"""The share of a question's words from which a fact is told whatever attribute it belongs to."""
LOST = 0.75
"""How much more a question resembles the unrelated ones when no description of a network is looked for in it."""
DESCRIBED = 0.36
"""The least share of a question's words that a network's own texts must hold for it to be the one described."""
CLEARLY_LESS = 0.75
"""The most that the next network may hold of what the described one holds."""
SURELY_DESCRIBED = 0.5
"""The share from which a network is described so well that no list on its subject is meant."""
LEFT_BEHIND = 0.68
"""The most that the next network may hold then."""
FEWEST_DESCRIBING = 3
"""Content words from which a question may describe a network."""
NEARLY = 0.25
"""Difference of scores within which two intents are about as likely."""
