"""Groundwire: news in any language into topic pages of cited, checked briefs, offline.

import groundwire
desk = groundwire.open("my-desk")
desk.add("https://example.org/feed.xml", "folder/")
for found in desk.search("稀土 AND 出口管制").items: ...
"""

from typing import TYPE_CHECKING

from groundwire.version import __version__

__all__ = ["Desk", "__version__", "open"]

if TYPE_CHECKING:
    from groundwire.desk import Desk
    from groundwire.desk import open_desk as open
else:

    def __getattr__(name: str) -> object:
        # Loaded on first use, so that `import groundwire` costs milliseconds and not the tables' engine.
        if name in {"Desk", "open"}:
            from groundwire import desk

            return desk.Desk if name == "Desk" else desk.open_desk
        raise AttributeError(f"module 'groundwire' has no attribute {name!r}")
