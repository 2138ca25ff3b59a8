"""The settings as a production reads them, in a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

PRODUCTION = {
    "SITE_URL": "https://elo.example",
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "REDIS_URL": "redis://localhost:1/0",
    "EMAIL_URL": "smtp+tls://user:password@mail.elo.example:587",
    "TRUSTED_PROXY_COUNT": "1",
}


def _python(code, **changes):
    values = connection.get_connection_params()
    url = f"postgres://{values['user']}@localhost/{values['dbname']}"
    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}},
        "DJANGO_SETTINGS_MODULE": "elo_platform.settings",
        "DATABASE_URL": url,
        **PRODUCTION,
        **changes,
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        env={name: value for name, value in environment.items() if value is not None},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )


CHECK = (
    "from django.core.management import execute_from_command_line as run;"
    "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
)
SHOW = (
    "from django.conf import settings as s;"
    "print(s.DEBUG, s.DEMO, s.REQUIRE_SECOND_FACTOR, s.SESSION_COOKIE_NAME,"
    " s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS >= 31536000, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
)


def test_a_production_has_nothing_to_warn_of():
    answer = _python(CHECK)

    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_a_production_is_closed_by_default():
    answer = _python(SHOW)

    assert answer.stdout.split() == [
        "False",
        "False",
        "True",
        "__Host-session",
        "True",
        "True",
        "1",
    ]


def test_a_production_without_a_key_does_not_start():
    answer = _python(SHOW, SECRET_KEY=None)

    assert answer.returncode != 0
    assert "Set SECRET_KEY" in answer.stderr


@pytest.mark.parametrize("name", ["DEBUG", "DEMO", "REQUIRE_SECOND_FACTOR"])
def test_nonsense_for_a_switch_is_refused(name):
    answer = _python("from django.conf import settings as s; s.DEBUG", **{name: "maybe"})

    assert answer.returncode != 0
    assert f"{name} must be true or false" in answer.stderr
