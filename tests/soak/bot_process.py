"""A process that has loaded all that a bot needs, and forks bots, which so start within milliseconds.

For each line on standard input, a JSON object of settings as the environment would hold them, a bot is started and its
process id written. Its log goes to the file SOAK_LOG; SOAK_SPEED makes its clock go faster.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from bot.operations.logs import setup_logs
from bot.settings import load_settings
from bot.telegram.application import serve
from bot.telegram.event_loop import run_in_event_loop
from intents.assistant import Assistant
from tests.soak.fast_clock import go_faster


def main() -> None:
    """Starts a bot for each line."""
    assistant = load_assistant(knowledge_dir(None))
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that have ended leave nothing behind
    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _run(json.loads(line), assistant)
            os._exit(0)
        print(pid, flush=True)


def _run(settings: dict[str, str], assistant: Assistant) -> None:
    os.environ.update(settings)
    with open(settings["SOAK_LOG"], "ab") as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
    loaded = load_settings()
    setup_logs(loaded)
    if speed := settings.get("SOAK_SPEED"):
        go_faster(float(speed))
    run_in_event_loop(serve(loaded, assistant))


if __name__ == "__main__":
    main()
