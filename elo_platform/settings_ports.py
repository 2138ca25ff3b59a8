"""Who answers which port, in order: the one way upwards. See elo_platform/ports.py."""

ACTS = {
    "pulse": "groups.views.pulse.answer_pulse",
    "invitation": "groups.views.invitation_act.answer_invitation",
    "attendance": "groups.views.attendance_act.answer_meeting",
    "echo": "groups.views.echo_act.answer_by_mail",
    "operating_model": "groups.views.operating_act.accept_by_mail",
    "agreement": "groups.views.agreement_act.answer_by_mail",
    "offer": "plans.views.offer_act.answer_offer_by_mail",
    "measure": "plans.views.measure_act.report_by_mail",
}
NOTICES = {
    "account": "elo_platform.accounts.notices.account",
    "invitation": "groups.notices.invitation",
    "invitation_reminder": "groups.notices.invitation",
    "invitation_answered": "groups.notices.invitation_answered",
    "seat_suggested": "groups.notices.people.seat_suggested",
    "seat_started": "groups.notices.seat_started",
    "handover": "groups.notices.handover.handover",
    "reorganisation": "groups.notices.reorganisation.reorganisation",
    "body_message": "groups.notices.body_message",
    "meeting_called": "groups.notices.meeting",
    "meeting_changed": "groups.notices.meeting",
    "meeting_cancelled": "groups.notices.meeting_cancelled",
    "meeting_reminder": "groups.notices.meeting",
    "answer_reminder": "groups.notices.meeting",
    "need_step": "groups.notices.need_step",
    "echo_asked": "groups.notices.outcomes.echo",
    "echo_reminder": "groups.notices.outcomes.echo",
    "agreement_asked": "groups.notices.agreements.asked",
    "agreement_reminder": "groups.notices.agreements.asked",
    "agreement_told": "groups.notices.agreements.told",
    "agreement_ending": "groups.notices.agreements.ending",
    "offer": "plans.notices.offer",
    "offer_reminder": "plans.notices.offer_reminder",
    "offer_answered": "plans.notices.offer_answered",
    "measure_reminder": "plans.notices.measure_reminder",
    "measure_stale": "plans.notices.measure_stale",
    "operating_model": "groups.notices.operating.operating_model",
    "pulse": "groups.notices.means.pulse",
    "skills_asked": "groups.notices.skills.asked",
    "wish_sent": "groups.notices.means.wish",
    "wish_answered": "groups.notices.means.wish",
    "new_posts": "forums.notices.new_posts",
}
INBOX = {
    "invitation": "groups.notices.listed.invitations",
    "invitation_reminder": "groups.notices.listed.invitations",
    "invitation_answered": "groups.notices.listed.answers",
    "seat_suggested": "groups.notices.listed.suggestions",
    "seat_started": "groups.notices.listed.seats",
    "handover": "groups.notices.handover.handovers",
    "reorganisation": "groups.notices.reorganisation.reorganisations",
    "body_message": "groups.notices.listed.messages",
    "meeting_called": "groups.notices.listed.meetings",
    "meeting_changed": "groups.notices.listed.meetings",
    "meeting_cancelled": "groups.notices.listed.meetings",
    "meeting_reminder": "groups.notices.listed.meetings",
    "answer_reminder": "groups.notices.listed.meetings",
    "need_step": "groups.notices.needs.need_steps",
    "echo_asked": "groups.notices.outcomes.echoes",
    "echo_reminder": "groups.notices.outcomes.echoes",
    "agreement_asked": "groups.notices.agreements.listed_parties",
    "agreement_reminder": "groups.notices.agreements.listed_parties",
    "agreement_told": "groups.notices.agreements.listed_parties",
    "agreement_ending": "groups.notices.agreements.listed_endings",
    "offer": "plans.notices.listed.offers",
    "offer_reminder": "plans.notices.listed.offers_waiting",
    "offer_answered": "plans.notices.listed.answers",
    "measure_reminder": "plans.notices.listed.measures",
    "measure_stale": "plans.notices.listed.measures_stale",
    "operating_model": "groups.notices.operating.operating_models",
    "pulse": "groups.notices.means.pulses",
    "skills_asked": "groups.notices.skills.listed",
    "wish_sent": "groups.notices.means.wishes",
    "wish_answered": "groups.notices.means.wishes",
    "new_posts": "forums.notices.listed_posts",
}
OUTBOX = {"address": "elo_platform.notifications.outbox.owe_address"}
CALENDAR = {
    "meetings": "groups.panels.calendar_entries",
    "measures": "plans.panels.calendar_deadlines",
}
GROUP_CALENDAR = {
    "meetings": "groups.panels.group_entries",
    "measures": "plans.panels.group_deadlines",
}
CHAIN_NODES = {
    "survey": "surveys.panels.chain_surveys",
    "theme": "surveys.panels.chain_themes",
    "topic": "forums.panels.chain_topics",
    "need": "groups.panels.chain_needs",
    "goal": "plans.panels.chain_goals",
    "measure": "plans.panels.chain_measures",
    "plan": "plans.panels.chain_plans",
    "item": "groups.panels.chain_items",
    "outcome": "groups.panels.chain_outcomes",
    "echo": "groups.panels.chain_echoes",
}
GOALS = {"plans": "plans.panels.goals_of"}
FULFILLED_BY = {"plans": "plans.panels.clauses.plans_of_clauses"}
TABS = {
    "outcomes": "groups.panels.outcomes.outcomes_tab",
    "needs": "groups.panels.needs_tab",
    "plans": "plans.panels.plans_tab",
    "surveys": "surveys.panels.surveys_tab",
    "spaces": "forums.panels.spaces_tab",
}
ITEM_ACTS = {"plan": "plans.panels.plan_acts"}
GROUP_CREATED = {"spaces": "forums.services.spaces.make_group_space"}
BODY_CREATED = {"spaces": "forums.services.spaces.make_body_space"}
MANDATE_ENDED = {"follows": "forums.services.following.end_follows"}
TOUCHED = {"plans": "plans.querysets.reorganised.touched_plans"}
SUCCEEDED = {"offers": "plans.services.reorganised.move_offers"}
COPIED = {"plan": "plans.services.reorganised.copy_plan"}
BODIES_MERGED = {"topics": "forums.services.merging.move_topics"}
# The tables that a reorganisation may change, what others point at first: its journal's pictures.
REORGANISED = [
    "groups.Authority",
    "groups.AuthorityName",
    "groups.AuthorityRegion",
    "groups.AuthorityMunicipality",
    "groups.AuthoritySuccession",
    "groups.Municipality",
    "groups.MunicipalityRegion",
    "groups.Category",
    "groups.CategoryName",
    "groups.RequiredCategory",
    "groups.Succession",
    "groups.ReorganisationPart",
    "groups.EloGroup",
    "groups.GroupRegion",
    "groups.Coordination",
    "groups.Body",
    "groups.Commission",
    "groups.Target",
    "groups.Duty",
    "groups.Organisation",
    "groups.OrganisationName",
    "groups.Seat",
    "groups.SeatHolder",
    "groups.Invitation",
    "groups.RoleGrant",
    "groups.Meeting",
    "groups.Need",
    "groups.Agreement",
    "groups.Party",
    "groups.Commitment",
    "groups.Annex",
    "forums.Space",
    "forums.Topic",
    "forums.Follow",
    "plans.Plan",
    "plans.Position",
    "plans.Goal",
    "plans.Measure",
    "plans.Offer",
]
ACCOUNT_CLOSED = {"mandates": "groups.services.seats.end_mandates_of"}
DUE = {
    "wishes": "groups.panels.wishes.due_wishes",
    "meetings": "groups.panels.due_answers",
    "invitations": "groups.panels.due_invitations",
    "outcomes": "groups.panels.outcomes.due_echoes",
    "agreements": "groups.panels.agreement_due.due_agreements",
    "needs": "groups.panels.due_needs",
    "networks": "groups.panels.networks.due_networks",
    "operating_models": "groups.panels.operating.due_models",
    "responsibilities": "groups.panels.responsibilities.due_responsibilities",
    "offers": "plans.panels.due_offers",
    "measures": "plans.panels.due_measures",
    "left": "plans.panels.due_left",
    "plans": "plans.panels.due_plans",
}
TEXTS = {"plans": "plans.querysets.languages.in_one_language"}
TIMELINE = {"plans": "plans.panels.timeline.approved_plans"}
UNDER_WAY = {"measures": "plans.panels.handover.actions_under_way"}
CARRIED = {"measures": "plans.panels.timeline.carried_measures"}
PROMISES = {
    "signing": "groups.panels.organisation_promises.asked_to_sign",
    "offers": "plans.panels.offered_measures",
    "echoes": "groups.panels.organisation_promises.asked_for_echo",
    "measures": "plans.panels.promised_measures",
    "commitments": "groups.panels.organisation_promises.promised_commitments",
}
