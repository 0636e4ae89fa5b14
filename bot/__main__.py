"""`python -m bot`: see bot/cli.py."""

from bot.cli import app

app(prog_name="python -m bot")
