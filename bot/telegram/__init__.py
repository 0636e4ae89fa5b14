"""The assistant on Telegram. Nothing outside this package knows Telegram."""
