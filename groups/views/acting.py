"""What views with a form have in common, as it stands in lib."""

from elo_platform.lib.acting import done, form_page, show_refusal

__all__ = ["done", "form_page", "show_refusal"]
