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
    ANSWERED = "answered", _("answered an invitation to a meeting")
    GUEST_INVITED = "guest_invited", _("invited a guest to a meeting")
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
    }
)
