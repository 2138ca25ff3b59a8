"""The Django admin of this app, by topic."""

from groups.admin import groups as groups
from groups.admin import organisations as organisations
from groups.admin import outcomes as outcomes
from groups.admin import reference as reference
from groups.admin import roles as roles
