"""A Telegram of our own for the tests: the Bot API over real HTTP on loopback, as strict as the real one.

Start at `server.py` (what is served), `driver.py` (how tests talk), `fixtures.py` (how tests get it).
"""
