"""Takes out of a text what would tell who wrote it, or of whom: addresses, links, names, long numbers.

Too much masked costs an editor a word; too little costs someone their privacy. Where in doubt, it is masked.

What it cannot see: names that nothing introduces ("ask Anna Rossi"), addresses without a street's word or number, and
what people tell of themselves in plain words. So masked texts are kept for a limited time and shown to editors alone.

All patterns are linear in the length of the text: a run of characters is begun only where it starts (lookbehind) and
is never given back (possessive quantifiers, `++` and `*+`).
"""

from __future__ import annotations

import re

EMAIL, LINK, NAME, NUMBER, ADDRESS = "[email]", "[link]", "[name]", "[number]", "[address]"

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


_CODE = re.compile(
    r"""(?<![^\W_])(?:
        [A-Z]{2}\d\d(?:[ ]?[A-Z0-9]{4}){2,7}+(?:[ ]?[A-Z0-9]{1,3})?+   # an account (IBAN)
    |   [A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{3}[ ][A-Z]{3}[ ]\d\d[A-Z]\d\d[ ][A-Z]\d{3}[A-Z]  # a tax number
    |   [A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|(?-i:[A-Z]{2})\d{5}            # a number plate, an old one
    )(?![^\W_])
    """,
    re.VERBOSE,
)
"""Codes of people and their things, as they are written: in capitals."""
_SMALL_PLATE = re.compile(r"(?<!\w)[a-z]{2}\d{3}[a-z]{2}(?!\w)", re.IGNORECASE)

_STREET = r"""
    via|viale|v\.le|piazza|p\.za|piazzale|piazzetta|largo|vicolo|strada|lungomare|galleria
    |(?<!in[ ])(?-i:corso)|(?-i:Corso)|c\.so  # "in corso" says that something is going on
    """
_WORDS = r"(?:[ ][^\W\d_][\w'’.-]{0,30}+)"
_HOUSE = r"(?!(?:1[89]|20)\d\d\b)\d{1,4}(?:[/ ]?[a-zA-Z])?\b"
_SMALL_WORDS = r"(?:[ ](?:d[aei]l?l?[aoei]?|san|santa|[a-z]\.))?"
_ADDRESS = re.compile(
    rf"""\b(?:{_STREET}){_WORDS}{{1,5}}?,?[ ](?:n\.?[ ]?°?[ ]?)?{_HOUSE}  # with a number, also in small letters
    |   \b(?:{_STREET}){_SMALL_WORDS}(?:[ ](?-i:[A-ZÀ-Þ])[\w'’.-]{{1,30}}+){{1,4}}  # without one, in capitals
    |   \b\d{{1,5}}[a-z]?{_WORDS}{{1,4}}?[ ](?:street|st|road|rd|avenue|ave|square|lane|drive|boulevard|blvd)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORD = r"[^\W\d_][^\W\d_'’-]{0,30}+"
_CAPITALISED = r"[A-ZÀ-Þ][a-zß-ÿ'’-][^\W\d_'’-]{0,30}+"
_INTRODUCED = re.compile(
    rf"""(?P<before>
        (?i:\b(?:mi[ ]chiamo|chiamatemi|il[ ]mio[ ]nome[ ](?:è|e)|my[ ]name[ ]is|my[ ]name's|call[ ]me)[ ]+)
    )(?:{_WORD})(?:[ ]{_WORD})?+(?:[ ]{_CAPITALISED})?+
    """,
    re.VERBOSE,
)
"""After words that introduce a name nothing else can stand, so small letters count as well."""
_SAID = re.compile(
    rf"""(?P<before>
        (?:^|[.!?,;:(][ ]*|\b(?i:io|e|qui)[ ]+)(?i:sono)[ ]+(?:(?i:la|il|l'|the)[ ]+)?
    |   \b(?:I[ ]am|I['’]m|i['’]m)[ ]+
    |   \b(?i:mr|mrs|ms|dr|sig|sig\.ra|signora?|signor|dott|dott\.ssa|prof|avv|ing)\.?[ ]+
    )(?:{_CAPITALISED})(?:[ ]{_CAPITALISED}){{0,2}}+
    """,
    re.VERBOSE | re.MULTILINE,
)
"""After these words a capital tells a name from other words ("sono un cittadino")."""


def mask(text: str) -> str:
    """The text with placeholders for e-mail addresses, links, names, postal addresses, codes and long numbers."""
    text = _EMAIL.sub(EMAIL, _storable(text))
    text = _LINK.sub(LINK, text)
    text = _NAME.sub(NAME, text)
    text = _CODE.sub(NUMBER, text)
    text = _ADDRESS.sub(ADDRESS, text)
    text = _PHONE.sub(lambda match: match[0] if _YEARS.fullmatch(match[0]) else NUMBER, text)
    text = _WITH_DIGITS.sub(NUMBER, text)
    text = _SMALL_PLATE.sub(NUMBER, text)
    for pattern in (_INTRODUCED, _SAID):
        text = pattern.sub(lambda match: f"{match['before']}{NAME}", text)
    return text


def _storable(text: str) -> str:
    """The text without what databases refuse: halves of characters, and the character 0."""
    return text.encode(errors="replace").decode().replace("\0", "")
