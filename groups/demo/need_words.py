"""What people say of needs in the demo: votes, comments, an answer, studies, workshop notes."""

from datetime import timedelta

from elo_platform.accounts.models import User
from groups.demo.deep import DeepGroup
from groups.demo.stage import Stage
from groups.kinds import NodeKind
from groups.models import Need
from groups.querysets.chain import Ref
from groups.services.captures import Note, SpotValues, open_spot, take_capture
from groups.services.need_answers import AnswerValues, answer_need, comment_on_need
from groups.services.need_votes import Vote, vote_on_needs
from groups.services.studies import StudyValues, add_study, use_study

# How important people find a need, and how far the group can influence it.
GRADES = {
    "nk-tapp": (5, 5), "nk-vuxna": (4, 4), "nk-glesbygd": (4, 2), "mf-sent": (5, 4),
    "mf-psykolog": (5, 3), "mf-jobb": (3, 4), "ob-psykolog": (5, 4), "ob-skargard": (3, 2),
    "ob-engelska": (4, 4),
}  # fmt: skip
VOTERS = 5
COMMENTED = {
    "ob-psykolog": "Hos oss väntar sex studerande just nu, den längsta sedan april.",
    "nk-vuxna": "Biblioteket får samma frågor. Vi kan vara med och pröva en gemensam ingång.",
}
ANSWERED = {
    "ob-engelska": AnswerValues(
        "Tack. Arbetsgruppen tar fram en gemensam sida på engelska före påsk, och vi prövar "
        "vägledning på engelska en dag i veckan.",
        "Kiitos. Työryhmä laatii yhteisen englanninkielisen sivun ennen pääsiäistä, ja "
        "kokeilemme ohjausta englanniksi yhtenä päivänä viikossa.",
    )
}
STUDIES = {
    "ob-psykolog": StudyValues(
        title_sv="Ungas välmående på andra stadiet i Österbotten",
        title_fi="Nuorten hyvinvointi toisella asteella Pohjanmaalla",
        publisher="Yrkesinstitutet Strand",
        year=2026,
        findings_sv="Var femte har väntat längre än tre veckor på ett första samtal. "
        "Den som väntar på svenska väntar mer än dubbelt så länge.",
        findings_fi="Joka viides on odottanut ensimmäistä keskustelua yli kolme viikkoa. "
        "Ruotsiksi odotetaan yli kaksi kertaa niin kauan.",
    ),
    "ob-engelska": StudyValues(
        title_sv="Framsyn: vem arbetar i Österbotten 2035?",
        title_fi="Ennakointi: kuka tekee työtä Pohjanmaalla 2035?",
        kind="foresight",
        publisher="Landskapets framsynsgrupp",
        year=2025,
        findings_sv="Var fjärde ny arbetstagare flyttar hit från ett annat land.",
        findings_fi="Joka neljäs uusi työntekijä muuttaa toisesta maasta.",
    ),
}
NOTES = (
    Note("En lots för den som flyttat hit och inte vet var man börjar", "Inflyttade", "", "sv"),
    Note("Ohjausta iltaisin, kun työpäivä on ohi", "Työssä käyvät aikuiset", "", "fi"),
    Note("One page in English with all the doors", "People who moved here for work", "", "en"),
)


def say_of_needs(
    stage: Stage, deep: DeepGroup, coordinator: User, needs: dict[str, Need]
) -> None:  # fmt: skip
    """Let the people of a group weigh its needs, and its coordinator answer one."""
    at = stage.now - timedelta(days=3)
    for place, user in enumerate(deep.members["network"][:VOTERS]):
        votes = [
            Vote(needs[key].pk, *(_near(grade, place + len(key)) for grade in grades))
            for key, grades in GRADES.items()
            if key in needs
        ]
        if votes:
            vote_on_needs(group_id=deep.group.pk, votes=votes, by=user, now=at)
    for key in sorted(needs.keys() & COMMENTED.keys()):
        given = {"text": COMMENTED[key], "language": "sv", "now": at}
        comment_on_need(need_id=needs[key].pk, by=deep.members["network"][1], **given)
    for key in sorted(needs.keys() & ANSWERED.keys()):
        version = Need.objects.get(pk=needs[key].pk).version
        given = {"version": version, "values": ANSWERED[key], "by": coordinator, "now": at}
        answer_need(need_id=needs[key].pk, **given)
    for key in sorted(needs.keys() & STUDIES.keys()):
        by = {"by": coordinator, "now": at}
        study = add_study(group_id=deep.group.pk, values=STUDIES[key], **by)
        use_study(study_id=study.pk, place=Ref(NodeKind.NEED, needs[key].pk), **by)
    if deep.key == "pohjanmaa":
        _workshop(stage, deep, coordinator)


def _workshop(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    values = SpotValues(
        closes_on=stage.in_days(14),
        title_sv="Workshop om inflyttade",
        title_fi="Maahanmuuttajien ohjauksen työpaja",
    )
    by = {"by": coordinator, "now": stage.now}
    spot = open_spot(group_id=deep.group.pk, values=values, **by)
    for note in NOTES:
        take_capture(key=spot.key, note=note, now=stage.now)


def _near(grade: int, place: int) -> int:
    """Return a grade as one of several people would give it."""
    return min(5, max(1, grade + (0, 0, -1, 0, 1)[place % 5]))
