"""Every message that the platform may owe a person. The value is the folder under emails/."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    ACCOUNT = "account", _("Your account")
    INVITATION = "invitation", _("An invitation to a seat")
    INVITATION_REMINDER = "invitation_reminder", _("A reminder of an invitation")
    INVITATION_ANSWERED = "invitation_answered", _("Answers to invitations that you sent")
    SEAT_SUGGESTED = "seat_suggested", _("People whom organisations suggest for their seats")
    SEAT_STARTED = "seat_started", _("Your seat has begun")
    HANDOVER = "handover", _("A coordination that passes to you")
    REORGANISATION = "reorganisation", _("Reorganisations that touch a group you coordinate")
    BODY_MESSAGE = "body_message", _("Messages to a group that you belong to")
    MEETING_CALLED = "meeting_called", _("Meetings that you are called to")
    MEETING_CHANGED = "meeting_changed", _("Changes of meetings")
    MEETING_CANCELLED = "meeting_cancelled", _("Cancelled meetings")
    DEPUTY_SPARED = "deputy_spared", _("Meetings where no deputy is needed after all")
    MEETING_REMINDER = "meeting_reminder", _("Reminders of meetings")
    ANSWER_REMINDER = "answer_reminder", _("Reminders to answer")
    MINUTES_MISSING = "minutes_missing", _("Minutes that are missing after a meeting")
    MINUTES_CHECK = "minutes_check", _("Minutes that you are asked to check")
    MINUTES_CHANGES = "minutes_changes", _("Changes that are asked for in minutes you lead")
    MINUTES_APPROVED = "minutes_approved", _("Approved minutes of meetings")
    POLL_ASKED = "poll_asked", _("Questions which day suits for a meeting")
    POLL_REMINDER = "poll_reminder", _("Reminders to say which day suits")
    POLL_TOLD = "poll_told", _("What becomes of date polls that you were asked in")
    EVENT_OPENED = "event_opened", _("New events that you may sign up to")
    SIGN_UP = "sign_up", _("Your sign-ups to events")
    EVENT_CHANGED = "event_changed", _("Changes of events that you signed up to")
    EVENT_CANCELLED = "event_cancelled", _("Cancelled events that you signed up to")
    EVENT_REMINDER = "event_reminder", _("Reminders of events that you signed up to")
    EVENT_FEEDBACK = "event_feedback", _("The question how an event was")
    EVENT_FOLLOW_UP = "event_follow_up", _("Lists of national events for your region")
    NEED_STEP = "need_step", _("What happens to needs that you raised or support")
    NEED_OVERDUE = "need_overdue", _("Needs that your group has not answered in time")
    ECHO_ASKED = "echo_asked", _("Outcomes that your organisation is asked to answer")
    ECHO_REMINDER = "echo_reminder", _("Reminders to say what became of an outcome")
    STATEMENT_FOLLOW_UP = "statement_follow_up", _("Statements of your group to follow up")
    GUIDELINE_COMMENTS = "guideline_comments", _("Guidelines that you are asked to comment on")
    GUIDELINE_STEP = "guideline_step", _("What becomes of guidelines that you write or settle")
    GUIDELINE_PUBLISHED = "guideline_published", _("Guidelines that your organisation takes in")
    GUIDELINE_REMINDER = "guideline_reminder", _("Reminders to take in a guideline")
    FOLLOW_UP = "follow_up", _("What your organisation does after a meeting")
    OFFER = "offer", _("Responsibility that is offered to your organisation")
    OFFER_REMINDER = "offer_reminder", _("Reminders to answer an offer of responsibility")
    OFFER_ANSWERED = "offer_answered", _("Answers to responsibility that you offered")
    MEASURE_REMINDER = "measure_reminder", _("Reminders of the deadlines of actions")
    PROMOTER_NAMED = "promoter_named", _("Actions that you are named to promote")
    MEASURE_STALE = "measure_stale", _("Actions that nobody has reported on for long")
    AGREEMENT_ASKED = "agreement_asked", _("Agreements that your organisation is asked to sign")
    AGREEMENT_REMINDER = "agreement_reminder", _("Reminders to sign an agreement")
    AGREEMENT_TOLD = "agreement_told", _("What becomes of partnership agreements")
    AGREEMENT_ENDING = "agreement_ending", _("Agreements of your group that come to an end")
    OPERATING_MODEL = "operating_model", _("An operating model that your organisation accepts")
    PULSE = "pulse", _("The yearly question how the work feels")
    SKILLS_ASKED = "skills_asked", _("The yearly question what you can do in the group")
    WISH_SENT = "wish_sent", _("What regions wish of the national level")
    WISH_ANSWERED = "wish_answered", _("Answers to your group's wishes")
    NEW_POSTS = "new_posts", _("New posts in discussions that you follow")


@dataclass(frozen=True, slots=True)
class KindRule:
    """How a kind is treated.

    mandatory: cannot be stopped, since it carries an act, a right or a duty.
    gathered: goes with the others of its person and day into one mail.
    secret: its values open an account: wiped once sent and never shown in the inbox.
    """

    mandatory: bool = False
    gathered: bool = False
    secret: bool = False


RULES: dict[NoticeKind, KindRule] = {
    NoticeKind.ACCOUNT: KindRule(mandatory=True, secret=True),
    NoticeKind.INVITATION: KindRule(mandatory=True),
    NoticeKind.INVITATION_REMINDER: KindRule(),
    NoticeKind.INVITATION_ANSWERED: KindRule(gathered=True),
    NoticeKind.SEAT_SUGGESTED: KindRule(gathered=True),
    NoticeKind.SEAT_STARTED: KindRule(mandatory=True),
    NoticeKind.HANDOVER: KindRule(mandatory=True),
    NoticeKind.REORGANISATION: KindRule(mandatory=True),
    NoticeKind.BODY_MESSAGE: KindRule(mandatory=True),
    NoticeKind.MEETING_CALLED: KindRule(mandatory=True),
    NoticeKind.MEETING_CHANGED: KindRule(mandatory=True),
    NoticeKind.MEETING_CANCELLED: KindRule(mandatory=True),
    NoticeKind.DEPUTY_SPARED: KindRule(mandatory=True),
    NoticeKind.MEETING_REMINDER: KindRule(gathered=True),
    NoticeKind.ANSWER_REMINDER: KindRule(gathered=True),
    NoticeKind.MINUTES_MISSING: KindRule(gathered=True),
    NoticeKind.MINUTES_CHECK: KindRule(mandatory=True),
    NoticeKind.MINUTES_CHANGES: KindRule(gathered=True),
    NoticeKind.MINUTES_APPROVED: KindRule(gathered=True),
    NoticeKind.POLL_ASKED: KindRule(mandatory=True),
    NoticeKind.POLL_REMINDER: KindRule(gathered=True),
    NoticeKind.POLL_TOLD: KindRule(gathered=True),
    NoticeKind.EVENT_OPENED: KindRule(gathered=True),
    NoticeKind.SIGN_UP: KindRule(mandatory=True),
    NoticeKind.EVENT_CHANGED: KindRule(mandatory=True),
    NoticeKind.EVENT_CANCELLED: KindRule(mandatory=True),
    NoticeKind.EVENT_REMINDER: KindRule(gathered=True),
    NoticeKind.EVENT_FEEDBACK: KindRule(),
    NoticeKind.EVENT_FOLLOW_UP: KindRule(gathered=True),
    NoticeKind.NEED_STEP: KindRule(gathered=True),
    NoticeKind.NEED_OVERDUE: KindRule(gathered=True),
    NoticeKind.ECHO_ASKED: KindRule(mandatory=True),
    NoticeKind.ECHO_REMINDER: KindRule(gathered=True),
    NoticeKind.STATEMENT_FOLLOW_UP: KindRule(gathered=True),
    NoticeKind.GUIDELINE_COMMENTS: KindRule(),
    NoticeKind.GUIDELINE_STEP: KindRule(gathered=True),
    NoticeKind.GUIDELINE_PUBLISHED: KindRule(mandatory=True),
    NoticeKind.GUIDELINE_REMINDER: KindRule(gathered=True),
    NoticeKind.FOLLOW_UP: KindRule(gathered=True),
    NoticeKind.OFFER: KindRule(mandatory=True),
    NoticeKind.OFFER_REMINDER: KindRule(gathered=True),
    NoticeKind.OFFER_ANSWERED: KindRule(gathered=True),
    NoticeKind.MEASURE_REMINDER: KindRule(gathered=True),
    NoticeKind.PROMOTER_NAMED: KindRule(mandatory=True),
    NoticeKind.MEASURE_STALE: KindRule(gathered=True),
    NoticeKind.AGREEMENT_ASKED: KindRule(mandatory=True),
    NoticeKind.AGREEMENT_REMINDER: KindRule(gathered=True),
    NoticeKind.AGREEMENT_TOLD: KindRule(gathered=True),
    NoticeKind.AGREEMENT_ENDING: KindRule(gathered=True),
    NoticeKind.OPERATING_MODEL: KindRule(mandatory=True),
    NoticeKind.PULSE: KindRule(),
    NoticeKind.SKILLS_ASKED: KindRule(),
    NoticeKind.WISH_SENT: KindRule(gathered=True),
    NoticeKind.WISH_ANSWERED: KindRule(gathered=True),
    NoticeKind.NEW_POSTS: KindRule(gathered=True),
}
