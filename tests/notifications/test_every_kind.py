"""Every kind of message, in every language: subject, text and HTML, and nothing unresolved."""

import html
import re
from pathlib import Path

import pytest
from allauth import account, mfa
from django.conf import settings
from django.template import engines
from django.utils import translation

from elo_platform.notifications.kinds import RULES, NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.rendering import compose, notice_for
from groups.models import Invitation, Meeting
from tests.factories import make_user
from tests.notifications.occasions import ACCOUNT_MAILS, CASES, MARK, SAMPLES, reminder
from tests.world import World

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# The kinds of account mail that cannot be asked for here: nobody signs up, strangers get none,
# codes reset no password, and there are no security keys.
OUR_OWN = {"appointed"}
NEVER = {"unknown_account", "password_reset_code", "webauthn_added", "webauthn_removed"}


@pytest.fixture(autouse=True)
def _show_what_does_not_resolve(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "UNRESOLVED(%s)")


@pytest.fixture
def marked(world) -> World:
    """The world with a mark in each text that somebody wrote."""
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(place=MARK)
    type(world.invitation).objects.filter(pk=world.invitation.pk).update(greeting=MARK)
    type(world.leading).objects.filter(pk=world.leading.pk).update(name_sv=MARK, name_fi=MARK)
    return world


def _letter(kind, sample, language, world):
    return _rendered(kind, *sample(world), language)


def _rendered(kind, params, reader, language):
    owed = Owed(kind=kind, params=params, language=language)
    with translation.override(language):
        notice = notice_for(owed, reader)
        assert notice is not None, kind
        return compose([notice], reader, subject=getattr(reader, "pk", None) or reader.email)


@pytest.mark.parametrize(
    ("kind", "sample"), [case[:2] for case in CASES], ids=[case[2] for case in CASES]
)
def test_a_kind_renders_in_each_language(kind, sample, marked):
    params, reader = sample(marked)
    for language in LANGUAGES:
        letter = _rendered(kind, params, reader, language)

        whole = f"{letter.subject}\n{letter.text}\n{letter.html}"
        assert letter.subject.strip(), language
        assert len(letter.text) > 100, language
        assert f'lang="{language}"' in letter.html
        for leftover in ("UNRESOLVED", "{{", "{%", "<mj", "&amp;amp;", "&amp;lt;", "None"):
            assert leftover not in whole, (language, leftover)
        assert "<script>alert" not in letter.html, language
        assert not re.search(r"&(lt|gt|quot|#x27|amp);", letter.text), language
        assert letter.subject == html.unescape(letter.subject) or MARK in letter.subject, language
        assert bool(letter.stop_url) is not RULES[kind].mandatory, language


def test_every_kind_has_its_sample():
    assert {kind for kind, *_rest in CASES} == set(NoticeKind)


def _templates(package) -> Path:
    folder = Path(package.__file__).parent
    return folder.parent / "templates" / folder.name


def test_every_mail_of_allauth_has_its_folder():
    theirs = {
        path.name.removesuffix("_subject.txt")
        for package in (account, mfa)
        for path in _templates(package).glob("email/*_subject.txt")
    }

    assert theirs - NEVER == set(ACCOUNT_MAILS) - OUR_OWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_holds_each_notice_with_its_own_buttons(language, marked):
    reader = marked.people["leading"]
    params, _reader = reminder(marked)
    owed = [
        Owed(kind=NoticeKind.MEETING_REMINDER, params=params),
        Owed(kind=NoticeKind.ANSWER_REMINDER, params=params),
    ]
    with translation.override(language):
        notices = [notice_for(row, reader) for row in owed]
        letter = compose(notices, reader, subject=reader.pk)

    assert letter.subject.startswith("2")
    assert "UNRESOLVED" not in letter.subject + letter.text + letter.html
    assert letter.html.count("/act/") == 2 * len(notices[0].values["acts"])
    assert "<mj" not in letter.html
    assert "<script>alert" not in letter.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_says_why_and_how_to_stop_and_in_which_other_languages(language, marked):
    letter = _letter(NoticeKind.MEETING_REMINDER, reminder, language, marked)

    for part in (letter.text, letter.html):
        assert "/me/notices/settings/" in part
        assert "/unsubscribe/" in part
    own = [line for line in letter.text.splitlines() if "/act/" in line or "/unsubscribe/" in line]
    assert all(f"lang={language}" in line for line in own)
    pages = set(letter.text.splitlines()) - set(own)
    others = {code for code in LANGUAGES if any(f"lang={code}" in line for line in pages)}
    assert others == set(LANGUAGES) - {language}


def test_a_reader_who_lost_the_mandate_is_written_nothing(world):
    stranger = make_user()

    for kind in (NoticeKind.SEAT_STARTED, NoticeKind.BODY_MESSAGE, NoticeKind.MEETING_REMINDER):
        params, _reader = SAMPLES[kind](world)
        assert notice_for(Owed(kind=kind, params=params), stranger) is None


@pytest.mark.parametrize(("kind", "sample"), [case[:2] for case in CASES])
def test_a_kind_renders_with_what_xml_cannot_hold(kind, sample, world):
    Meeting.objects.filter(pk=world.meeting.pk).update(place="Vasa\x0b\x01\uffff")
    Invitation.objects.filter(pk=world.invitation.pk).update(greeting="Hej\x0b\x01\uffff")
    type(world.leading).objects.filter(pk=world.leading.pk).update(
        name_sv="Led\x0b", name_fi="J\x01"
    )

    assert _letter(kind, sample, "sv", world).html
