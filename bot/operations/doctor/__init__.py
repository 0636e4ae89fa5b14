"""`python -m bot doctor`: everything that a bot which does not answer may suffer from, and what to do about it.

`command.py` puts it together; each other file looks at one thing and gives findings.
"""

from bot.operations.doctor.command import examine, examine_anything, is_wrong, show
from bot.operations.doctor.findings import Finding, Level

__all__ = ["Finding", "Level", "examine", "examine_anything", "is_wrong", "show"]
