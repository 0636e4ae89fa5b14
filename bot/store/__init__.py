"""What the bot remembers, in SQLite or PostgreSQL. `Store` is the door; every table is described in `tables`."""

from bot.store.conversations import Conversation, ConversationKey
from bot.store.errors import StoreAwayError, StoreError
from bot.store.store import Store
from bot.store.turns import Begun, Finished
from bot.store.updates import Claim

__all__ = ["Begun", "Claim", "Conversation", "ConversationKey", "Finished", "Store", "StoreAwayError", "StoreError"]
