"""What is asked: from a text to a reply, as a pure pipeline. Imports `knowledge` and nothing of `bot`."""
