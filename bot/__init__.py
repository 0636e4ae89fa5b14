"""How it is said: the command line, the terminal chat, JSON Lines and Telegram."""
