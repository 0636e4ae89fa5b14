"""The history of the database's schema, as Alembic runs it; `bot/store/migrating.py` calls it when a store is opened.

To change the schema: change `bot/store/tables.py`, and add `versions/NNNN_what_changes.py` with the next number. A test
fails until both agree. A migration that was released is never changed, and imports nothing of the bot, which goes on.
"""
