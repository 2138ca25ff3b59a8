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
    MANDATE_CHANGED = "mandate_changed", _("changed a mandate")
    BODY_CLOSED = "body_closed", _("closed a body")
    COMMISSION_ADDED = "commission_added", _("added a commission")
    COMMISSION_ENDED = "commission_ended", _("ended a commission")
    RESPONSIBILITY_CHANGED = "responsibility_changed", _("changed a responsibility")
    ORGANISATION_ADDED = "organisation_added", _("added an organisation")
    ORGANISATION_CHANGED = "organisation_changed", _("changed an organisation")
    ORGANISATION_RENAMED = "organisation_renamed", _("renamed an organisation")
    ORGANISATION_OPENED = "organisation_opened", _("changed who may see an organisation")
    TARGET_SET = "target_set", _("set a target of representation")
    TARGET_ENDED = "target_ended", _("ended a target of representation")
    HANDOVER_NOTED = "handover_noted", _("wrote handover notes")
    HANDOVER_PLANNED = "handover_planned", _("planned a handover")
    HANDOVER_WITHDRAWN = "handover_withdrawn", _("withdrew a handover")
    LIST_IMPORTED = "list_imported", _("imported a list of people and organisations")
    LIST_EXPORTED = "list_exported", _("took out a list of people")
    INVITATION_SENT = "invitation_sent", _("sent an invitation")
    INVITATION_ACCEPTED = "invitation_accepted", _("accepted an invitation")
    INVITATION_DECLINED = "invitation_declined", _("declined an invitation")
    SEAT_SUGGESTED = "seat_suggested", _("suggested a person for a seat")
    INVITATION_REVOKED = "invitation_revoked", _("withdrew an invitation")
    MESSAGE_SENT = "message_sent", _("wrote to a body")
    MEETING_DRAFTED = "meeting_drafted", _("drafted a meeting")
    MEETING_CHANGED = "meeting_changed", _("changed a meeting")
    MEETING_CALLED = "meeting_called", _("called a meeting")
    MEETING_CANCELLED = "meeting_cancelled", _("cancelled a meeting")
    PAPER_ADDED = "paper_added", _("added a paper")
    PAPER_REMOVED = "paper_removed", _("removed a paper")
    DOCUMENT_ADDED = "document_added", _("added a document")
    BASIS_CHANGED = "basis_changed", _("changed what the group may do")
    MEANS_CHANGED = "means_changed", _("changed the group's time or money")
    PULSE_ASKED = "pulse_asked", _("asked how the work feels")
    SKILLS_ASKED = "skills_asked", _("asked who can do what")
    WISH_SENT = "wish_sent", _("sent a wish to the national level")
    WISH_ANSWERED = "wish_answered", _("answered a wish to the national level")
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
    AGREEMENT_DRAFTED = "agreement_drafted", _("drafted a partnership agreement")
    AGREEMENT_CHANGED = "agreement_changed", _("changed a partnership agreement")
    AGREEMENT_SENT = "agreement_sent", _("sent a partnership agreement for signing")
    AGREEMENT_RETRACTED = "agreement_retracted", _("took a partnership agreement back to draft")
    AGREEMENT_SIGNED = "agreement_signed", _("signed a partnership agreement")
    AGREEMENT_DECLINED = "agreement_declined", _("declined a partnership agreement")
    AGREEMENT_ENTERED = "agreement_entered", _("entered a signature for an organisation")
    AGREEMENT_REMINDED = "agreement_reminded", _("reminded those who have not signed")
    AGREEMENT_CONCLUDED = "agreement_concluded", _("concluded a partnership agreement")
    AGREEMENT_ENDED = "agreement_ended", _("ended a partnership agreement")
    AGREEMENT_REMOVED = "agreement_removed", _("removed the draft of a partnership agreement")
    NETWORK_ADDED = "network_added", _("added a network to the register")
    NETWORK_CHANGED = "network_changed", _("changed a network in the register")
    NETWORK_REVISED = "network_revised", _("looked through a network in the register")
    MODEL_DRAFTED = "model_drafted", _("began a version of the operating model")
    MODEL_CHANGED = "model_changed", _("wrote the operating model")
    MODEL_PUBLISHED = "model_published", _("published the operating model")
    MODEL_ACCEPTED = "model_accepted", _("accepted the operating model")
    DUTY_ADDED = "duty_added", _("added a task to the division of labour")
    DUTY_CHANGED = "duty_changed", _("changed a task in the division of labour")
    WELCOME_CHANGED = "welcome_changed", _("wrote the greeting of the welcome pack")
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
    REORGANISATION_DRAFTED = "reorganisation_drafted", _("prepared a reorganisation")
    REORGANISATION_CHANGED = "reorganisation_changed", _("changed a reorganisation")
    REORGANISATION_CHOSEN = "reorganisation_chosen", _("chose a way in a reorganisation")
    REORGANISATION_CONFIRMED = "reorganisation_confirmed", _("confirmed a reorganisation")
    REORGANISATION_APPLIED = "reorganisation_applied", _("carried out a reorganisation")
    REORGANISATION_UNDONE = "reorganisation_undone", _("withdrew a reorganisation")
    BODIES_MERGED = "bodies_merged", _("merged two bodies")
    DENIED = "denied", _("was refused")


# What the people of a group may read of each other's acts: no drafts, no refusals, no roles.
SHOWN_TO_MEMBERS = frozenset(
    {
        AuditKind.GROUP_CHANGED,
        AuditKind.COORDINATION_CHANGED,
        AuditKind.BASIS_CHANGED,
        AuditKind.MEANS_CHANGED,
        AuditKind.PULSE_ASKED,
        AuditKind.SKILLS_ASKED,
        AuditKind.WISH_SENT,
        AuditKind.WISH_ANSWERED,
        AuditKind.SEAT_OPENED,
        AuditKind.SEAT_FILLED,
        AuditKind.SEAT_LEFT,
        AuditKind.BODY_CLOSED,
        AuditKind.MEETING_CALLED,
        AuditKind.MEETING_CANCELLED,
        AuditKind.MESSAGE_SENT,
        AuditKind.OUTCOME_RECORDED,
        AuditKind.PLAN_APPROVED,
        AuditKind.AGREEMENT_SENT,
        AuditKind.AGREEMENT_CONCLUDED,
        AuditKind.SURVEY_OPENED,
        AuditKind.SURVEY_CLOSED,
    }
)
