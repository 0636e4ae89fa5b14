"""The scores at which the rules act, tuned on the project's own questions (tests/questions) and unrelated ones."""

WEAK = 0.3
"""Below it an intent is no more than a guess."""
WORD_OF_SCORE = 0.5
"""Score that outweighs one unexplained word in a question about all networks."""
UNDERSTOOD = 0.55
"""From it an intent counts as recognised."""
CLEAR = 0.9
"""From it an intent counts without any other sign."""
COST_OF_WORD = 0.12
"""How much more score a question about a network needs for each content word that stays unexplained."""
MOST_COST_WORDS = 4
RETRIEVED = 0.5
"""The least share of a question's words that a fact must hold to be taken for the answer."""
MOST_CANDIDATES = 6
"""Candidates that a clarification offers at most."""
LONGEST_SHORT_NAME = 4
"""Letters of a name so short that other things have it too."""
TELLING = 0.6
"""The share of a question's words from which a fact is told whatever attribute it belongs to."""
DESCRIBED = 0.5
"""The least share of a question's words that a network's own texts must hold for it to be the one described."""
CLEARLY_LESS = 0.8
"""The most that the next network may hold of what the described one holds."""
FEWEST_DESCRIBING = 3
"""Content words from which a question may describe a network."""
NEARLY = 0.25
"""Difference of scores within which two intents are about as likely."""
