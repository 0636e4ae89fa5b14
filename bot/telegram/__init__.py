"""The assistant on Telegram. Nothing outside this package knows Telegram."""

import os

# Times come as `timedelta`, as they will in the next major version of python-telegram-bot; it warns otherwise.
os.environ.setdefault("PTB_TIMEDELTA", "true")
