"""What the bot remembers, in SQLite or PostgreSQL. `Store` is the door; every table is described in `tables`."""

from bot.store.conversations import Conversation, ConversationKey
from bot.store.errors import StoreAwayError, StoreError
from bot.store.store import Store

__all__ = ["Conversation", "ConversationKey", "Store", "StoreAwayError", "StoreError"]
