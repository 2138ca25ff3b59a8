"""What pages show of surveys, and what the ports ask about them."""

from surveys.panels.chain import chain_surveys, chain_themes
from surveys.panels.tabs import surveys_tab

__all__ = ["chain_surveys", "chain_themes", "surveys_tab"]
