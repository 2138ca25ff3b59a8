"""What pages show of surveys, and what the ports ask about them."""

from surveys.panels.tabs import surveys_tab

__all__ = ["surveys_tab"]
