"""Takes out of a text what would tell who wrote it, or of whom: addresses, links, @names, long numbers.

Too much masked costs an editor a word; too little costs someone their privacy. Where in doubt, it is masked.

All patterns are linear in the length of the text: a run of characters is begun only where it starts (lookbehind) and
is never given back (possessive quantifiers, `++` and `*+`).
"""

from __future__ import annotations

import re

EMAIL, LINK, NAME, NUMBER = "[email]", "[link]", "[name]", "[number]"

_LINK = re.compile(
    r"""(?<![a-z0-9])[a-z][a-z0-9+.-]{0,15}://\S++  # a scheme
    |   (?<![\w.@-])(?:[\w-]++\.(?=[\w-]))++[^\W\d_]{2,}+(?![\w-])(?::\d++)?+(?:[/?#]\S*+)?+  # a domain
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EMAIL = re.compile(r"(?<![\w.+'-])(?:mailto:)?[\w.+'-]++@\w++(?:[.-]++\w++)*+", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)@\w++(?:[.-]\w++)*+")

_PHONE = re.compile(r"(?<!\w)[+(]{0,2}\d(?:[ \t\u00a0.·()/\u2010-\u2015-]{0,3}\d){5,}+")
"""Six digits or more, in groups as phone numbers, dates and account numbers are written."""
_WITH_DIGITS = re.compile(r"\b(?=(?:[^\W\d]*+\d){5})\w++")
"""A word with five digits or more: a post code, a tax number, a document."""
_YEARS = re.compile(r"(?:1[89]|20)\d\d(?:\W{1,3}(?:1[89]|20)\d\d)*")
"""Years, such as "2015-2020": they tell of nobody, and much of what is asked here."""


def mask(text: str) -> str:
    """The text with a placeholder for each e-mail address, link, @name, and number of five digits or more."""
    text = _EMAIL.sub(EMAIL, text)
    text = _LINK.sub(LINK, text)
    text = _NAME.sub(NAME, text)
    text = _PHONE.sub(lambda match: match[0] if _YEARS.fullmatch(match[0]) else NUMBER, text)
    return _WITH_DIGITS.sub(NUMBER, text)
