from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import Body, EloGroup, ends_after
from groups.models.organisation import Organisation
from groups.models.seat import SeatHolder
from groups.permissions import ROLE_SCOPE, Role, Scope
from groups.querysets.permitted import RoleGrantQuerySet


def _held_in(scope: Scope) -> Q:
    """Return the condition that exactly the field of `scope` is filled, for its roles."""
    fields = [each.value for each in Scope if each is not Scope.NATIONAL]
    filled = Q(**{f"{field}__isnull": field != scope.value for field in fields})
    return Q(role__in=[role.value for role, at in ROLE_SCOPE.items() if at is scope]) & filled


class RoleGrant(models.Model):
    """A person holds a role in a scope for a period, both days included, Helsinki time.

    `holder` is the mandate that it follows from; without one it is an appointment.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="role_grants",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    group = models.ForeignKey(
        EloGroup,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="role_grants",
        verbose_name=_("group"),
    )
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="role_grants",
        verbose_name=_("body"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="role_grants",
        verbose_name=_("organisation"),
    )
    holder = models.ForeignKey(
        SeatHolder,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="role_grants",
        verbose_name=_("mandate"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                name="role_is_held_in_its_scope",
                condition=_held_in(Scope.NATIONAL)
                | _held_in(Scope.GROUP)
                | _held_in(Scope.BODY)
                | _held_in(Scope.ORGANISATION),
            ),
            models.CheckConstraint(
                name="role_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.UniqueConstraint(
                name="a_role_is_open_once_per_scope",
                fields=["user", "role", "group", "body", "organisation", "holder"],
                condition=Q(ends_on=None),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(name="role_by_person", fields=["user", "role"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def title(self) -> str:
        """Return the role in words: who leads a working group is its convenor."""
        leads = self.role == Role.CHAIR and self.body is not None
        return self.body.lead_title if leads else self.get_role_display()
