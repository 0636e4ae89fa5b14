"""The picture of all networks: `chart` says what it shows, `layout` where, `draw` draws it, `cache` keeps it."""

from bot.overview.cache import FOLDER, Picture, picture

__all__ = ["FOLDER", "Picture", "picture"]
