"""Commands that do more here than reply: the others are answered as in the terminal."""

from __future__ import annotations

from bot.command_replies import FEEDBACK, FORGET, OVERVIEW
from bot.telegram.handlers import overview, personal
from bot.telegram.services import Callback

OWN_COMMANDS: dict[str, Callback] = {
    OVERVIEW: overview.on_overview,
    FEEDBACK: personal.on_feedback,
    FORGET: personal.on_forget,
}
"""What each does; the names of the commands are also the intents of the buttons that offer them."""
