"""Papers: looked into before they are kept, served to nobody who may not open the meeting."""

import io
import time
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import Paper
from groups.permissions import Role, Visibility
from groups.services import papers
from groups.services.files import clean_name
from groups.services.meetings import change_meeting
from groups.services.papers import add_paper, remove_paper
from tests.factories import make_actor
from tests.groups.meetings import called, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media")]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
}


def packed(*names, content=b"<x/>", level=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def add(hall, meeting, name, content, by=None) -> Paper:
    return add_paper(
        meeting_id=meeting.pk,
        file=SimpleUploadedFile(name, content),
        language="sv",
        by=by or hall.coordinator,
        now=timezone.now(),
    )


GOOD = {
    "plan.pdf": PDF,
    "bild.png": PNG,
    "bild.jpg": JPG,
    "bild.JPEG": JPG,
    **{f"fil.{ending}": packed(part) for ending, part in PARTS.items()},
}
BAD = {
    "empty.pdf": b"",
    "nothing": PDF,
    "script.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "page.html": b"<html></html>",
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "program.pdf": b"MZ\x90\x00" + b"\x00" * 60,
    "bild.png": PDF,
    "text.docx": b"not an archive",
    "sheet.docx": packed("xl/workbook.xml"),
    "macro.docx": packed("word/document.xml", "word/vbaProject.bin"),
    "macro.docm": packed("word/document.xml"),
    "double.pdf.exe": PDF,
    "cut.docx": packed("word/document.xml")[:-30],
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_kept_under_a_random_name(hall, name):
    meeting = called(hall)

    paper = add(hall, meeting, name, GOOD[name])

    assert paper.file.read() == GOOD[name]
    paper.file.close()
    assert paper.name.lower() == name.lower()
    assert name.split(".")[0] not in paper.file.name
    assert len(paper.sha256) == 64


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_what_it_says_is_refused_and_not_kept(hall, name, tmp_path):
    meeting = called(hall)

    with pytest.raises(ValidationError) as refusal:
        add(hall, meeting, name, BAD[name])

    assert list(refusal.value.message_dict) == ["file"]
    assert not Paper.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_a_bomb_is_refused_by_what_it_declares_without_unpacking(hall):
    meeting = called(hall)
    by_ratio = packed("word/document.xml", content=b"0" * 30_000_000)
    by_count = packed("word/document.xml", *(f"a/{n}" for n in range(2_001)))

    for content in (by_ratio, by_count):
        begun = time.perf_counter()
        with pytest.raises(ValidationError):
            add(hall, meeting, "bomb.docx", content)
        assert time.perf_counter() - begun < 0.5


def test_size_and_number_are_limited(hall, settings, monkeypatch):
    meeting = called(hall)
    settings.MAX_PAPER_BYTES = len(PDF)
    monkeypatch.setattr(papers, "MAX_PAPERS", 1)

    with pytest.raises(ValidationError):
        add(hall, meeting, "big.pdf", PDF + b" ")
    add(hall, meeting, "small.pdf", PDF)
    with pytest.raises(ValidationError):
        add(hall, meeting, "second.pdf", PDF)

    assert Paper.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ("a\r\nX: 1.pdf", "aX: 1.pdf"),
        ("å" * 300 + ".pdf", "å" * 150 + ".pdf"),
        ("..pdf", "paper.pdf"),
        ("plan\u202egpj.pdf", "plangpj.pdf"),
    ],
)
def test_a_file_name_is_stripped_of_folders_and_tricks(sent, kept):
    assert clean_name(name=sent, ending="pdf") == kept


def test_a_paper_is_served_as_a_file_that_runs_nowhere(hall):
    paper = add(hall, called(hall), "Årsplan 2027.pdf", PDF)
    client = Client()
    client.force_login(hall.members[0])

    answer = client.get(reverse("groups:paper_file", args=[paper.pk]))

    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_paper_is_as_open_as_its_meeting_at_each_moment(hall):
    meeting = called(hall, visibility=Visibility.PUBLIC)
    path = reverse("groups:paper_file", args=[add(hall, meeting, "plan.pdf", PDF).pk])
    opened = Client().get(path)
    assert opened.getvalue() == PDF

    change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values(visibility=Visibility.BODY),
        by=hall.coordinator,
        now=timezone.now(),
    )

    assert Client().get(path).status_code == 404


def test_only_those_who_lead_the_body_add_and_remove(
    hall, django_capture_on_commit_callbacks, tmp_path
):
    meeting = called(hall)
    paper = add(hall, meeting, "plan.pdf", PDF)

    for person in (hall.members[0], make_actor(role=Role.COORDINATOR)):
        with pytest.raises(PermissionDenied):
            add(hall, meeting, "plan.pdf", PDF, by=person)
        with pytest.raises(PermissionDenied):
            remove_paper(paper_id=paper.pk, by=person, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(paper_id=paper.pk, by=hall.coordinator, now=timezone.now())

    assert not Paper.objects.exists()
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_the_page_keeps_a_paper_and_shows_a_refusal_at_the_field(hall):
    meeting = called(hall)
    client = Client()
    client.force_login(hall.coordinator)
    path = reverse("groups:meeting_paper_new", args=[meeting.pk])
    key = str(client.get(path).context["form"]["form_key"].value())

    bad = client.post(path, {"form_key": key, "file": SimpleUploadedFile("a.svg", b"<svg/>")})
    good = client.post(path, {"form_key": key, "file": SimpleUploadedFile("a.pdf", PDF)})
    client.post(path, {"form_key": key, "file": SimpleUploadedFile("a.pdf", PDF)})

    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["file"])
    assert good.status_code == 302
    assert Paper.objects.count() == 1
