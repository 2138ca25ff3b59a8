import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited, Versioned
from elo_platform.lib.text import in_language
from groups.models.group import Body, EloGroup, ends_after
from groups.models.organisation import Organisation
from groups.models.outcome import Outcome
from groups.permissions import Visibility
from groups.querysets.guidelines import (
    AcknowledgementQuerySet,
    GuidelineEditionQuerySet,
    GuidelinePartQuerySet,
    GuidelineQuerySet,
)
from groups.states import GuidelineState


class Guideline(Edited):
    """A strategic guideline of a group: drafted, commented on, approved, published, in editions.

    `number` is given at the first approval, in the year of the approval. `edition` counts the
    approved texts; what each said stands in `GuidelineEdition`. `published_edition` is what the
    network reads, also while a new edition is written; 0 where nothing has been published.
    """

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="guidelines",
        verbose_name=_("group"),
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="guidelines",
        verbose_name=_("leading group that approves"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    basis_sv = models.TextField(_("basis in Swedish"), blank=True)
    basis_fi = models.TextField(_("basis in Finnish"), blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=GuidelineState.choices, default=GuidelineState.DRAFT
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=0, editable=False)
    published_edition = models.PositiveSmallIntegerField(
        _("edition that is published"), default=0, editable=False
    )
    comments_by = models.DateField(_("comments wanted by"), null=True, blank=True)
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    guidance_sv = models.TextField(_("guidance of the leading group in Swedish"), blank=True)
    guidance_fi = models.TextField(_("guidance of the leading group in Finnish"), blank=True)
    outcome = models.ForeignKey(
        Outcome,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="guidelines",
        verbose_name=_("outcome"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))
    submitted_at = models.DateTimeField(_("put to the leading group"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    answer_by = models.DateField(_("answers wanted by"), null=True, blank=True)

    objects = GuidelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        constraints = [
            models.CheckConstraint(
                name="guideline_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="guideline_state_is_known", condition=Q(state__in=GuidelineState.values)
            ),
            models.CheckConstraint(
                name="guideline_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="guideline_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.UniqueConstraint(
                name="guidelines_are_numbered_per_group_and_year",
                fields=["group", "year", "number"],
                condition=Q(number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def basis(self) -> str:
        return in_language(self, "basis")

    @property
    def guidance(self) -> str:
        return in_language(self, "guidance")


class GuidelineEdition(models.Model):
    """What a guideline said when it was approved. Never changed."""

    guideline = models.ForeignKey(
        Guideline,
        on_delete=models.PROTECT,
        related_name="editions",
        verbose_name=_("guideline"),
    )
    number = models.PositiveSmallIntegerField(_("edition"))
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    basis_sv = models.TextField(_("basis in Swedish"), blank=True)
    basis_fi = models.TextField(_("basis in Finnish"), blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"))
    outcome = models.ForeignKey(
        Outcome,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("outcome"),
    )

    objects = GuidelineEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a guideline")
        verbose_name_plural = _("editions of guidelines")
        ordering = ["number"]
        triggers = [
            pgtrigger.Protect(
                name="edition_of_a_guideline_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="editions_of_a_guideline_are_numbered",
                fields=["guideline", "number"],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def basis(self) -> str:
        return in_language(self, "basis")


class GuidelineComment(models.Model):
    """What somebody of the network says of a draft."""

    guideline = models.ForeignKey(
        Guideline,
        on_delete=models.CASCADE,
        related_name="comments",
        verbose_name=_("guideline"),
    )
    text = models.TextField(_("comment"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="guideline_comments",
        verbose_name=_("from"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="guideline_comments",
        verbose_name=_("organisation"),
    )
    at = models.DateTimeField(_("when"))
    version = models.PositiveIntegerField(_("version commented on"))
    reply = models.CharField(_("reply"), max_length=500, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reply from"),
    )
    replied_at = models.DateTimeField(_("reply given"), null=True, blank=True)

    objects = GuidelinePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a guideline")
        verbose_name_plural = _("comments on guidelines")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Acknowledgement(Versioned):
    """An organisation has taken a guideline in, and says what it means there."""

    guideline = models.ForeignKey(
        Guideline,
        on_delete=models.PROTECT,
        related_name="acknowledgements",
        verbose_name=_("guideline"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="acknowledgements",
        verbose_name=_("organisation"),
    )
    edition = models.PositiveSmallIntegerField(_("edition"))
    meaning = models.CharField(_("what it means for us"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("acknowledged by"),
    )
    is_on_behalf = models.BooleanField(_("entered for the organisation"), default=False)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement of a guideline")
        verbose_name_plural = _("acknowledgements of guidelines")
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_acknowledges_an_edition_once",
                fields=["guideline", "organisation", "edition"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.guideline}"
