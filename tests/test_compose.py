"""The compose file, checked without an engine."""

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def services() -> dict:
    return YAML(typ="safe").load(COMPOSE)["services"]


def test_compose_file_follows_the_schema():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]

    said = subprocess.run([*command, COMPOSE], capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stdout


def test_compose_names_every_process(services):
    assert set(services) == {"db", "broker", "migrate", "web", "worker", "beat"}
    assert all("healthcheck" in services[name] for name in services.keys() - {"migrate"})
    assert all(services[name]["env_file"] == ".env" for name in ("web", "worker", "beat"))


def test_data_lies_where_the_images_keep_it(services):
    assert services["db"]["image"] == "postgres:18"
    assert services["db"]["volumes"] == ["database:/var/lib/postgresql"]
    assert services["broker"]["volumes"] == ["broker:/data"]


def test_nothing_queued_is_lost_or_thrown_out(services):
    assert services["broker"]["command"] == [
        *("valkey-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction")
    ]


def test_only_this_machine_reaches_the_services(services):
    ports = {name: service.get("ports") for name, service in services.items()}

    assert {name: port for name, port in ports.items() if port} == {"web": ["127.0.0.1:8000:8000"]}


def test_database_sorts_as_the_embedded_one(services):
    arguments = services["db"]["environment"]["POSTGRES_INITDB_ARGS"]

    assert "--locale-provider=builtin --builtin-locale=C.UTF-8" in arguments


def test_image_copies_what_runs_and_no_secret():
    kept = (ROOT / ".dockerignore").read_text().split()

    assert kept[kept.index("*") :][0] == "*"
    assert not [line for line in kept if line.startswith(("!.", "!tests"))]
    assert "USER elo" in (ROOT / "Dockerfile").read_text()
