"""What a password must be."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's own sentence is not translated into Finnish."""

    def get_error_message(self) -> str:
        return _("Choose a password of at least %(count)s characters.") % {"count": self.min_length}
