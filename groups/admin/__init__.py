"""The Django admin of this app, by topic."""

from groups.admin import reference as reference
