import pytest
from django.template import engines
from django.template.loaders.locmem import Loader

from elo_platform.notifications.kinds import NoticeKind
from tests.notifications import samples

TEMPLATES = {
    "emails/account/test/subject.txt": "About {{ what }}",
    "emails/account/test/body.txt": (
        "{% extends base_txt %}{% block content %}Text of {{ what }}{% endblock %}"
    ),
    "emails/account/test/body.mjml": (
        "{% extends base_mjml %}{% block preview %}P{% endblock %}"
        "{% block content %}<mj-text>Text of {{ what }}</mj-text>{% endblock %}"
    ),
}


@pytest.fixture
def sample_kinds(settings, monkeypatch):
    """Let every kind be answered by the sample, whose templates live in memory."""
    settings.NOTICES = {kind.value: "tests.notifications.samples.sample" for kind in NoticeKind}
    settings.INBOX = {kind.value: "tests.notifications.samples.samples" for kind in NoticeKind}
    settings.ACTS = {"sample": "tests.notifications.samples.sample_act"}
    engine = engines["django"].engine
    loader = Loader(engine, TEMPLATES)
    monkeypatch.setattr(engine, "template_loaders", [*engine.template_loaders, loader])
    samples.hidden.clear()
    samples.broken.clear()
    return samples
