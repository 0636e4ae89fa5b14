"""A bot that can be killed and started again within milliseconds: its process is forked from one that has loaded all.

For each line on standard input a bot is started; its process id is written, and "ended" when it has ended. The
settings come from the environment, as they do for `python -m bot run`.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys

from bot.loading import load_assistant
from bot.settings import load_settings
from bot.telegram.application import serve


def main() -> None:
    """Starts a bot for each line."""
    settings = load_settings()
    assistant = load_assistant(settings.knowledge_dir)
    gc.freeze()
    print("ready", flush=True)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            asyncio.run(serve(settings, assistant))
            os._exit(0)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main()
