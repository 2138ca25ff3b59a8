from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.kinds import EvidenceKind, GuidanceArea, Transition
from groups.models.group import Body, EloGroup
from groups.models.organisation import Organisation
from groups.models.study import Study
from groups.permissions import Visibility
from groups.querysets.needs import NeedPartQuerySet, NeedQuerySet
from groups.states import NeedState


class Need(Edited):
    """A need or pain point of guidance in the region: what surveys, discussions and plans share.

    `where` is the forum that it came from, `raised_on` the day there. Who raised it follows
    it to its end.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="needs", verbose_name=_("group")
    )
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
        verbose_name=_("body"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    text_sv = models.TextField(_("description in Swedish"), blank=True)
    text_fi = models.TextField(_("description in Finnish"), blank=True)
    where = models.CharField(_("where it was raised"), max_length=160, blank=True)
    raised_on = models.DateField(_("raised on"))
    state = models.CharField(
        _("state"), max_length=20, choices=NeedState.choices, default=NeedState.OPEN
    )
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    area = models.CharField(
        _("area of guidance"), max_length=20, choices=GuidanceArea.choices, blank=True
    )
    target_sv = models.CharField(_("target group in Swedish"), max_length=120, blank=True)
    target_fi = models.CharField(_("target group in Finnish"), max_length=120, blank=True)
    transition = models.CharField(
        _("transition"), max_length=20, choices=Transition.choices, blank=True
    )
    answer_by = models.DateField(_("answer owed by"), null=True, blank=True)
    answer_sv = models.TextField(_("answer in Swedish"), blank=True)
    answer_fi = models.TextField(_("answer in Finnish"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        verbose_name=_("merged with"),
    )
    refusal = models.CharField(_("reason"), max_length=500, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs_raised",
        verbose_name=_("raised by"),
    )
    raised_for = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs_raised",
        verbose_name=_("organisation"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("closed by"),
    )
    made_at = models.DateTimeField(_("entered"))
    settled_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [models.Index(name="need_by_age", fields=["group", "-made_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="need_state_is_known", condition=Q(state__in=NeedState.values)
            ),
            models.CheckConstraint(
                name="need_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="need_area_is_known",
                condition=Q(area="") | Q(area__in=GuidanceArea.values),
            ),
            models.CheckConstraint(
                name="need_transition_is_known",
                condition=Q(transition="") | Q(transition__in=Transition.values),
            ),
            models.CheckConstraint(
                name="need_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="need_open_to_a_body_has_one",
                condition=~Q(visibility="body") | Q(body__isnull=False),
            ),
            models.CheckConstraint(
                name="need_is_merged_into_another_one",
                condition=Q(state="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(state="merged") & Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="need_is_refused_with_a_reason_and_an_owner",
                condition=~Q(state="refused") | ~Q(refusal="") & Q(settled_by__isnull=False),
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
    def target(self) -> str:
        return in_language(self, "target")

    @property
    def answer(self) -> str:
        return in_language(self, "answer")


class Evidence(models.Model):
    """What speaks for a need: a theme of a survey, a discussion, a study, a figure.

    `answers` counts survey answers and is None where fewer than five stand behind it
    (`is_few`), or where answers are not what it is about; `sectors` are named only where
    each has five or more.
    """

    need = models.ForeignKey(
        Need, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("need")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind.choices)
    text_sv = models.CharField(_("in Swedish"), max_length=300, blank=True)
    text_fi = models.CharField(_("in Finnish"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    answers = models.PositiveIntegerField(_("answers"), null=True, blank=True)
    is_few = models.BooleanField(_("fewer than five answers"), default=False)
    sectors_sv = ArrayField(
        models.CharField(max_length=120), verbose_name=_("sectors"), default=list
    )
    sectors_fi = ArrayField(
        models.CharField(max_length=120), verbose_name=_("sectors"), default=list
    )
    study = models.ForeignKey(
        Study,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evidence",
        verbose_name=_("study"),
    )
    node_kind = models.CharField(_("kind of source"), max_length=20, blank=True)
    node_id = models.BigIntegerField(_("source in the chain"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    on = models.DateField(_("date"))

    objects = NeedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_kind_is_known", condition=Q(kind__in=EvidenceKind.values)
            ),
            models.CheckConstraint(
                name="evidence_says_something", condition=~Q(text_sv="") | ~Q(text_fi="")
            ),
            models.CheckConstraint(
                name="evidence_never_counts_fewer_than_five",
                condition=Q(answers=None) | Q(answers__gte=5, is_few=False),
            ),
            models.UniqueConstraint(
                name="a_source_stands_once_behind_a_need",
                fields=["need", "node_kind", "node_id"],
                condition=Q(node_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def sectors(self) -> list[str]:
        return in_language(self, "sectors")


class Support(models.Model):
    """A person says that a need is theirs too, for the organisation that they sit for."""

    need = models.ForeignKey(
        Need, on_delete=models.CASCADE, related_name="supports", verbose_name=_("need")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="needs_supported",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs_supported",
        verbose_name=_("organisation"),
    )
    at = models.DateTimeField(_("when"))

    objects = NeedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        constraints = [
            models.UniqueConstraint(name="a_person_supports_a_need_once", fields=["need", "user"])
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.need_id}"
