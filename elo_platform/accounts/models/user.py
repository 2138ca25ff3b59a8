from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin

from elo_platform.accounts.querysets import UserManager
from elo_platform.lib.text import initials


class ColourScheme(models.TextChoices):
    AUTO = "auto", _("As on my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(GuardianUserMixin, AbstractBaseUser, PermissionsMixin):
    """A person who signs in, or who has accepted a seat and may sign in.

    Work contact only. There is no username: the address is the name of the account.
    """

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("position"), max_length=120, blank=True)
    phone = models.CharField(_("work telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    colour_scheme = models.CharField(
        _("colours"), max_length=5, choices=ColourScheme.choices, default=ColourScheme.AUTO
    )
    is_name_public = models.BooleanField(
        _("my name may be shown on public pages"),
        default=False,
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="user_address_is_in_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
            models.CheckConstraint(
                name="user_language_is_known",
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Up to two initials, for the round mark beside a name."""
        return initials(self.name or self.email)
