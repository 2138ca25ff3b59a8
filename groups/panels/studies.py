"""The library of studies in words: rows, where one is used, and the list as a file."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.tables import Cell, Table
from groups.kinds import NodeKind
from groups.models import Study, StudyUse
from groups.models.study import StudyKind
from groups.querysets.chain import Ref, named

Row = dict[str, Any]


def study_rows(studies: Iterable[Study]) -> list[Row]:
    """Return the studies (`with_uses`) as the list shows them."""
    kinds = {key: str(label) for key, label in StudyKind.choices}
    return [
        {
            "url": address("groups:study_detail", study.pk),
            "title": study.title,
            "kind": kinds[study.kind],
            "publisher": study.publisher,
            "year": study.year or "–",
            "findings": study.findings,
            "uses": study.used,  # type: ignore[attr-defined]
        }
        for study in studies
    ]


def use_rows(study: Study, user: User | AnonymousUser) -> list[Row]:
    """Return what builds on a study, as far as `user` sees it."""
    uses = StudyUse.objects.visible_to(user).filter(study=study).order_by("at", "pk")
    refs = [Ref(NodeKind(use.node_kind), use.node_id) for use in uses]
    texts = named(refs, user)
    return [
        {"kind": str(ref.kind.label), "title": texts[ref].title, "url": texts[ref].url}
        for ref in refs
        if ref in texts
    ]


def studies_table(studies: Iterable[Study]) -> Table:
    """Return the studies (`with_uses`) as a list, in the order given."""
    headers = [
        *(gettext("Study"), gettext("Kind"), gettext("Owner"), gettext("Year")),
        *(gettext("Key findings"), gettext("Link"), gettext("Used in")),
    ]
    rows: list[list[Cell]] = [
        [
            *(study.title, str(StudyKind(study.kind).label), study.publisher, study.year),
            *(study.findings, study.url, study.used),  # type: ignore[attr-defined]
        ]
        for study in studies
    ]
    return Table("elo-studies", gettext("Studies and foresight"), headers, rows)
