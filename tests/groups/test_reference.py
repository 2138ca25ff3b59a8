"""Loading the reference data, and correcting it in the admin."""

import csv
import shutil
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from groups.models import Authority, AuthorityRegion, AuthoritySuccession, Category, Region, Term
from groups.services.reference import REFERENCE, load_reference
from groups.services.reference_files import ReferenceError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MODELS = [
    "Region",
    "Authority",
    "AuthorityName",
    "AuthoritySuccession",
    "AuthorityRegion",
    "Municipality",
    "MunicipalityRegion",
    "Succession",
    "AuthorityMunicipality",
    "Category",
    "CategoryName",
    "RequiredCategory",
    "GoalFramework",
    "NationalGoal",
    "Term",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def snapshot() -> dict[str, list[dict[str, object]]]:
    return {
        name: list(apps.get_model("groups", name).objects.order_by("pk").values())
        for name in MODELS
    }


def test_loading_creates_every_row_of_the_files() -> None:
    report = load_reference(now=NOW)

    assert list(report.counts) == MODELS
    assert report.counts["Region"] == (19, 0, 0)
    assert report.counts["Authority"] == (79, 0, 0)
    assert report.counts["Municipality"] == (311, 0, 0)
    assert (report.kept, report.gone) == ([], [])


def test_loading_again_changes_nothing() -> None:
    load_reference(now=NOW)
    before = snapshot()

    report = load_reference(now=NOW)

    assert snapshot() == before
    assert all(
        (counts.created, counts.changed) == (0, 0) and counts.unchanged
        for counts in report.counts.values()
    )


def test_loading_is_recorded_with_its_counts() -> None:
    load_reference(now=NOW)

    event = AuditEvent.objects.get(kind=AuditKind.REFERENCE_LOADED)

    assert (event.at, event.actor_id, event.data["Region"]) == (NOW, None, [19, 0, 0])


def test_changed_name_keeps_the_id(folder: Path) -> None:
    load_reference(now=NOW)
    before = Authority.objects.get(key="evk-lou")
    edit(folder, "authorities.csv", "Livskraftscentralen i Sydvästra Finland", "Centralen i väst")

    report = load_reference(folder=folder, now=NOW)

    assert report.counts["AuthorityName"] == (0, 1, 78)
    assert report.counts["Authority"] == (0, 0, 79)
    assert Authority.objects.named(NOW.date()).get(key="evk-lou").name_sv == "Centralen i väst"
    assert Authority.objects.get(key="evk-lou").pk == before.pk


def test_corrected_first_day_moves_the_name_and_keeps_its_id(folder: Path) -> None:
    load_reference(now=NOW)
    before = Authority.objects.get(key="tem").names.get()
    edit(folder, "authorities.csv", "Helsinki,,,valid_from,Steers", "Helsinki,2008-01-01,,,Steers")

    report = load_reference(folder=folder, now=NOW)

    after = Authority.objects.get(key="tem").names.get()
    assert (after.pk, after.valid_from) == (before.pk, date(2008, 1, 1))
    assert report.counts["AuthorityName"] == (0, 1, 78)


def test_moved_border_between_two_periods_is_loaded(folder: Path) -> None:
    load_reference(now=NOW)
    edit(folder, "composition.csv", "STATE,,2025-12-31", "STATE,,2026-12-31")
    edit(folder, "composition.csv", "STATE,2026-01-01", "STATE,2027-01-01")

    report = load_reference(folder=folder, now=NOW)

    assert report.counts["RequiredCategory"] == (0, 2, 6)
    assert report.gone == []


def test_changed_regions_of_a_succession_are_loaded(folder: Path) -> None:
    load_reference(now=NOW)
    edit(folder, "succession.csv", "merge,06;13;14;15;16", "merge,06;13;14;15")

    report = load_reference(folder=folder, now=NOW)

    succession = AuthoritySuccession.objects.get(predecessor__key="avi-lansi-ja-sisa-suomi")
    assert {region.code for region in succession.regions.all()} == {"06", "13", "14", "15"}
    assert report.counts["AuthoritySuccession"] == (0, 1, 43)


def test_row_edited_by_hand_is_left_and_reported(folder: Path) -> None:
    load_reference(now=NOW)
    Region.objects.filter(code="01").update(note="Seen by us", is_edited=True)

    report = load_reference(folder=folder, now=NOW)

    assert Region.objects.get(code="01").note == "Seen by us"
    assert len(report.kept) == 1
    assert report.counts["Region"] == (0, 0, 19)


def test_row_that_vanished_is_left_and_reported(folder: Path) -> None:
    load_reference(now=NOW)
    edit(folder, "vocabulary.csv", "utfall,toteuma,actual,,,verify\n", "")

    report = load_reference(folder=folder, now=NOW)

    assert Term.objects.filter(sv="utfall").exists()
    assert len(report.gone) == 1
    assert "utfall" in report.gone[0]


def test_word_not_seen_in_a_language_is_unverified() -> None:
    load_reference(now=NOW)

    marks = {
        term.sv: (term.mark, term.verify)
        for term in Term.objects.filter(sv__in=["medlem", "nuläge", "smärtpunkt", "enkät"])
    }

    assert marks == {
        "medlem": ("source", "sv;en"),
        "nuläge": ("verify", "sv;fi;en"),
        "smärtpunkt": ("source", "fi;en"),
        "enkät": ("source", ""),
    }


def test_synonyms_are_read_by_language() -> None:
    load_reference(now=NOW)

    assert Term.objects.get(sv="livskraftscentral").synonym_list == [("fi", "evk"), ("en", "EDC")]


def test_category_counts_as_a_required_one() -> None:
    load_reference(now=NOW)

    counted = Category.objects.filter(counts_as__key="SCHOOL").values_list("key", flat=True)

    assert set(counted) == {"HE", "VET", "LIBED"}


def test_composition_agrees_with_the_categories() -> None:
    with (REFERENCE / "representation_categories.csv").open(encoding="utf-8") as lines:
        marked = {
            row["key"] for row in csv.DictReader(lines) if row["required_by_agreement"] == "yes"
        }
    load_reference(now=NOW)

    assert set(Category.objects.required(NOW.date()).values_list("key", flat=True)) == marked


def test_each_region_belongs_to_one_centre_at_a_time() -> None:
    load_reference(now=NOW)
    kinds = ["ely_centre", "economic_development_centre"]

    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        held = AuthorityRegion.objects.current(day).filter(authority__kind__in=kinds)
        assert sorted(row.region.code for row in held.select_related("region")) == [
            f"{number:02}" for number in range(1, 20) if number != 3
        ]


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "authorities.csv",
            "Turku,2010-01-01",
            "Turku,2010-13-01",
            r"authorities.csv, line 3, column valid_from: “2010-13-01” is not a date",
        ),
        (
            "authorities.csv",
            "Turku,2010-01-01",
            "Turku,2030-01-01",
            r"authorities.csv, line 3, column valid_to: 2025-12-31 is before the first day",
        ),
        (
            "authorities.csv",
            "ely-varsinais-suomi,ely_centre",
            "ely-varsinais-suomi,centre",
            r"authorities.csv, line 3, column kind: “centre” is none of",
        ),
        (
            "authorities.csv",
            "ely-varsinais-suomi,ely_centre",
            "ely varsinais,ely_centre",
            r"authorities.csv, line 3, column key: ",
        ),
        (
            "authorities.csv",
            "ely-satakunta,ely_centre",
            "ely-uusimaa,ely_centre",
            r"authorities.csv, line 4, column key: line 2 has the same key",
        ),
        (
            "authorities.csv",
            "name_en;seat,",
            "name_en;seet,",
            r"authorities.csv, line 2, column verify: “seet” is not a word",
        ),
        (
            "regions.csv",
            "fi,16,languages",
            "fi,sixteen,languages",
            r"regions.csv, line 4, column municipalities: “sixteen” is not a whole number",
        ),
        ("regions.csv", "Satakunta,Satakunta,", "Satakunta,,", r"line 4, column name_sv: the cell"),
        ("regions.csv", "\n04,Satakunta", "\n004,Satakunta", r"regions.csv, line 4, column code: "),
        (
            "succession.csv",
            "ely-uusimaa,evk-uud",
            "ely-uusimaa,evk-xyz",
            r"succession.csv, line 2, column successor: “evk-xyz” is not known",
        ),
        (
            "succession.csv",
            "rename,08;09",
            "rename,08;99",
            r"succession.csv, line 8, column regions: “99” is not known",
        ),
        (
            "succession.csv",
            "evk-uud,2026-01-01",
            "evk-uud,",
            r"succession.csv, line 2, column date: This field cannot be null",
        ),
        (
            "composition.csv",
            "EMPL,,2024-12-31",
            "EMPL,,2025-01-01",
            r"composition.csv, line 5, column valid_from: the period overlaps that of line 4",
        ),
        (
            "goals.csv",
            "lg-2011,2,",
            "lg-2011,,",
            r"goals.csv, line 3, column number: This field cannot be null",
        ),
        (
            "vocabulary.csv",
            ",,,source",
            ",,,guess",
            r"vocabulary.csv, line 3, column mark: “guess”",
        ),
        (
            "representation_categories.csv",
            "education,SCHOOL",
            "education,UNI",
            r"representation_categories.csv, line 4, column counts_as: “UNI” is not known",
        ),
        (
            "goal_frameworks.csv",
            "key,name_fi",
            "key,nimi",
            r"goal_frameworks.csv, line 1: the columns should be key, name_fi",
        ),
        ("regions.csv", "\n04,Satakunta", "\n04,x,Satakunta", r"regions.csv, line 4: .* cells"),
    ],
)
def test_bad_cell_is_named_and_nothing_is_written(
    folder: Path, file: str, old: str, new: str, complaint: str
) -> None:
    edit(folder, file, old, new)

    with pytest.raises(ReferenceError, match=complaint):
        load_reference(folder=folder, now=NOW)

    assert not any(snapshot().values())
    assert not AuditEvent.objects.exists()


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "goals.csv").unlink()

    with pytest.raises(ReferenceError, match=r"goals.csv: there is no such file"):
        load_reference(folder=folder, now=NOW)


def test_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "goals.csv").write_bytes("framework,mål".encode("latin-1"))

    with pytest.raises(ReferenceError, match=r"goals.csv: the text is not UTF-8"):
        load_reference(folder=folder, now=NOW)


def test_period_that_meets_a_row_made_by_hand_is_refused(folder: Path) -> None:
    load_reference(now=NOW)
    Authority.objects.get(key="ely-hame").names.create(
        name_fi="Hämeen keskus", valid_from=date(2026, 1, 1), is_edited=True
    )
    edit(folder, "authorities.csv", "Lahti,2010-01-01,2025-12-31", "Lahti,2010-01-01,2026-12-31")

    with pytest.raises(ReferenceError, match="overlaps a stored one"):
        load_reference(folder=folder, now=NOW)


def test_command_prints_counts_and_what_is_left(folder: Path) -> None:
    call_command("load_reference", stdout=StringIO())
    edit(folder, "vocabulary.csv", "utfall,toteuma,actual,,,verify\n", "")
    Region.objects.filter(code="01").update(note="Seen by us", is_edited=True)
    out = StringIO()

    call_command("load_reference", folder=folder, stdout=out)

    assert "Region                  0 created    0 changed   19 unchanged" in out.getvalue()
    assert "Left as edited by hand: Region" in out.getvalue()
    assert "Left, though in no file any more: Term" in out.getvalue()


def test_command_says_what_is_wrong_in_one_sentence(folder: Path) -> None:
    edit(folder, "goals.csv", "lg-2011,2,", "lg-2011,two,")

    with pytest.raises(CommandError, match=r"column number: .* Nothing has been written\.$"):
        call_command("load_reference", folder=folder)
