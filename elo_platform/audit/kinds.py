"""Everything that the audit log can say that somebody did."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditKind(models.TextChoices):
    """Stored codes; the label is the sentence shown in the log."""

    REFERENCE_LOADED = "reference_loaded", _("loaded the reference data")
    GROUP_CHANGED = "group_changed", _("changed the group's settings")
    COORDINATION_CHANGED = "coordination_changed", _("changed who coordinates the group")
    ROLE_GRANTED = "role_granted", _("gave a role")
    ROLE_ENDED = "role_ended", _("ended a role")
    SHARE_GIVEN = "share_given", _("shared with a person")
    SHARE_ENDED = "share_ended", _("ended a share")
    SEAT_OPENED = "seat_opened", _("opened a seat")
    SEAT_FILLED = "seat_filled", _("filled a seat")
    SEAT_LEFT = "seat_left", _("ended a mandate")
    SEAT_CLOSED = "seat_closed", _("closed a seat")
    ORGANISATION_ADDED = "organisation_added", _("added an organisation")
    ORGANISATION_CHANGED = "organisation_changed", _("changed an organisation")
    ORGANISATION_RENAMED = "organisation_renamed", _("renamed an organisation")
    INVITATION_SENT = "invitation_sent", _("sent an invitation")
    INVITATION_ACCEPTED = "invitation_accepted", _("accepted an invitation")
    INVITATION_DECLINED = "invitation_declined", _("declined an invitation")
    INVITATION_REVOKED = "invitation_revoked", _("withdrew an invitation")
    MESSAGE_SENT = "message_sent", _("wrote to a body")
    MEETING_DRAFTED = "meeting_drafted", _("drafted a meeting")
    MEETING_CHANGED = "meeting_changed", _("changed a meeting")
    MEETING_CALLED = "meeting_called", _("called a meeting")
    MEETING_CANCELLED = "meeting_cancelled", _("cancelled a meeting")
    PAPER_ADDED = "paper_added", _("added a paper")
    PAPER_REMOVED = "paper_removed", _("removed a paper")
    DOCUMENT_ADDED = "document_added", _("added a document")
    ANSWERED = "answered", _("answered an invitation to a meeting")
    GUEST_INVITED = "guest_invited", _("invited a guest to a meeting")
    LINKED = "linked", _("joined two steps of the chain")
    UNLINKED = "unlinked", _("parted two steps of the chain")
    NEED_RAISED = "need_raised", _("raised a need")
    NEED_CHANGED = "need_changed", _("changed a need")
    NEED_OPENED = "need_opened", _("changed who may see a need")
    NEED_SUPPORTED = "need_supported", _("supported a need")
    NEED_LIFTED = "need_lifted", _("lifted a need to an agenda")
    NEED_REFUSED = "need_refused", _("did not take up a need")
    NEED_REOPENED = "need_reopened", _("took up a need again")
    NEED_MERGED = "need_merged", _("merged two needs")
    EVIDENCE_ADDED = "evidence_added", _("added evidence for a need")
    OUTCOME_RECORDED = "outcome_recorded", _("recorded an outcome")
    OUTCOME_OPENED = "outcome_opened", _("changed who may see an outcome")
    ECHO_ANSWERED = "echo_answered", _("told what became of an outcome")
    PLAN_DRAFTED = "plan_drafted", _("drafted a plan")
    PLAN_CHANGED = "plan_changed", _("changed a plan")
    PLAN_PLACED = "plan_placed", _("put a plan on an agenda")
    PLAN_APPROVED = "plan_approved", _("recorded the approval of a plan")
    PLAN_REVISED = "plan_revised", _("began a new version of a plan")
    PLAN_OPENED = "plan_opened", _("changed who may see a plan")
    MEASURE_ADDED = "measure_added", _("added an action to a plan")
    MEASURE_CHANGED = "measure_changed", _("changed an action of a plan")
    MEASURE_REMOVED = "measure_removed", _("removed an action from a plan")
    MEASURE_REPORTED = "measure_reported", _("reported how an action stands")
    OFFER_MADE = "offer_made", _("offered the responsibility for an action")
    OFFER_ACCEPTED = "offer_accepted", _("took on the responsibility for an action")
    OFFER_NEGOTIATED = "offer_negotiated", _("proposed another date for an action")
    OFFER_SETTLED = "offer_settled", _("agreed to another date for an action")
    OFFER_DECLINED = "offer_declined", _("declined the responsibility for an action")
    OFFER_WITHDRAWN = "offer_withdrawn", _("withdrew an offer of responsibility")
    SURVEY_MADE = "survey_made", _("drafted a survey")
    SURVEY_CHANGED = "survey_changed", _("changed a survey")
    SURVEY_OPENED = "survey_opened", _("opened a survey")
    SURVEY_CLOSED = "survey_closed", _("closed a survey")
    SURVEY_SHARED = "survey_shared", _("changed who may see what a survey led to")
    THEME_CHANGED = "theme_changed", _("changed the themes of a survey")
    SPACE_MADE = "space_made", _("made a space for discussion")
    SPACE_CHANGED = "space_changed", _("changed a space for discussion")
    TOPIC_STARTED = "topic_started", _("started a discussion")
    TOPIC_CHANGED = "topic_changed", _("changed a discussion")
    POST_WRITTEN = "post_written", _("wrote in a discussion")
    POST_CHANGED = "post_changed", _("changed a post")
    POST_REMOVED = "post_removed", _("removed a post")
    FEED_MADE = "feed_made", _("made a calendar link")
    FEED_ENDED = "feed_ended", _("ended a calendar link")
    PROFILE_CHANGED = "profile_changed", _("changed the own profile")
    NOTICES_STOPPED = "notices_stopped", _("stopped messages of a kind")
    NOTICES_RESUMED = "notices_resumed", _("resumed messages of a kind")
    ACCOUNT_CHANGED = "account_changed", _("changed an account")
    ACT_LINK_USED = "act_link_used", _("used a link from a mail")
    DENIED = "denied", _("was refused")


# What the people of a group may read of each other's acts: no drafts, no refusals, no roles.
SHOWN_TO_MEMBERS = frozenset(
    {
        AuditKind.GROUP_CHANGED,
        AuditKind.COORDINATION_CHANGED,
        AuditKind.SEAT_OPENED,
        AuditKind.SEAT_FILLED,
        AuditKind.SEAT_LEFT,
        AuditKind.MEETING_CALLED,
        AuditKind.MEETING_CANCELLED,
        AuditKind.MESSAGE_SENT,
        AuditKind.OUTCOME_RECORDED,
        AuditKind.PLAN_APPROVED,
        AuditKind.SURVEY_OPENED,
        AuditKind.SURVEY_CLOSED,
    }
)
