"""Every path of every port resolves, and no port stands unused."""

from pathlib import Path

import pytest
from django.conf import settings

from elo_platform import ports
from elo_platform.notifications.kinds import RULES, NoticeKind

ROOT = Path(__file__).resolve().parents[2]
PATHS = [(port, kind) for port in ports.PORTS for kind in getattr(settings, port)]


@pytest.mark.parametrize(("port", "kind"), PATHS)
def test_every_entry_resolves(port, kind):
    assert callable(ports.entry(port, kind))


@pytest.mark.parametrize("port", ports.PORTS)
def test_every_port_is_called_somewhere(port):
    calls = [
        path
        for app in ("elo_platform", "groups", "plans", "surveys", "forums")
        for path in (ROOT / app).rglob("*.py")
        if path.name not in {"ports.py", "settings_ports.py"} and f'"{port}"' in path.read_text()
    ]

    assert calls
    assert getattr(settings, port)


def test_every_kind_of_message_has_its_rule_and_its_reader():
    assert set(RULES) == set(NoticeKind) == set(settings.NOTICES)
