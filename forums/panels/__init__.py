"""What pages show of discussions, and what the ports ask about them."""

from forums.panels.chain import chain_topics
from forums.panels.tabs import spaces_tab

__all__ = ["chain_topics", "spaces_tab"]
