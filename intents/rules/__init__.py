"""The rules by which a sentence is decided, one module a subject; `intents.decide` puts them in order."""
