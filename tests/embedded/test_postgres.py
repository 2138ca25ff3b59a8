import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys

import psycopg
import pytest

from elo_platform.embedded import binaries, kernel, postgres
from elo_platform.embedded.cluster import SOCKET, find_cluster
from elo_platform.embedded.local import EmbeddedError
from tests.embedded.conftest import ROOT, lent

pytestmark = pytest.mark.slow
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers as somebody else")

ENSURE = (
    "from elo_platform.embedded import postgres as p;"
    "p.database_settings(for_tests=True);"
    "from elo_platform.embedded.cluster import find_cluster as f;"
    "c = p.connect(f(for_tests=True));"
    "print(c.execute('SELECT pg_postmaster_start_time()').fetchone()[0])"
)


def asked(statement: str, *, for_tests: bool = True) -> object:
    with postgres.connect(find_cluster(for_tests=for_tests)) as connection:
        result = connection.execute(statement)
        return result.fetchone()[0] if result.description else None


def kill_postmaster(*, for_tests: bool = True) -> int:
    pid = find_cluster(for_tests=for_tests).postmaster()
    os.kill(pid, signal.SIGKILL)
    kernel.wait_until(lambda: not kernel.is_alive(pid), seconds=10)
    return pid


def test_cold_start_makes_a_database_as_in_production(local):
    settings = postgres.database_settings(for_tests=False)

    assert settings["HOST"] == str(local / "pg18")
    assert stat.S_IMODE((local / "pg18").stat().st_mode) == 0o700
    is_super = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    locale = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'elo'"
    assert asked(is_super, for_tests=False) is False
    assert asked(locale, for_tests=False) == "bC.UTF-8"
    assert asked("SHOW fsync", for_tests=False) == "on"
    assert asked("SHOW data_checksums", for_tests=False) == "on"
    assert asked("SHOW listen_addresses", for_tests=False) == ""
    for name in ("pg_trgm", "unaccent", "btree_gist"):
        asked(f"CREATE EXTENSION {name}", for_tests=False)


def test_many_processes_at_once_start_one_server(local):
    command = [sys.executable, "-c", ENSURE]

    processes = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(6)
    ]
    said = [process.communicate(timeout=60)[0].strip() for process in processes]

    assert len(set(said)) == 1
    assert said[0]
    assert [process.returncode for process in processes] == [0] * 6


def test_a_pipe_behind_the_first_start_ends(run):
    first = run("-c", ENSURE, timeout=30)

    assert first.returncode == 0
    assert find_cluster(for_tests=True).accepts()


def test_nothing_is_lost_when_the_server_is_killed(local):
    postgres.database_settings(for_tests=False)
    asked("CREATE TABLE kept AS SELECT generate_series(1, 1000)", for_tests=False)

    kill_postmaster(for_tests=False)
    postgres.database_settings(for_tests=False)

    assert asked("SELECT count(*) FROM kept", for_tests=False) == 1000


@pytest.mark.parametrize("is_zombie", [False, True])
def test_lock_files_of_a_killed_server_are_no_hindrance(local, is_zombie):
    """Their number belongs to another program of the same user, or to one never reaped."""
    postgres.database_settings(for_tests=False)
    cluster = find_cluster(for_tests=False)
    dead = kill_postmaster(for_tests=False)
    other = subprocess.Popen(["sleep", "60"], cwd="/", **cluster.account.popen())
    if is_zombie:
        other.kill()
    for lock in (cluster.data / "postmaster.pid", cluster.host / f"{SOCKET}.lock"):
        lock.write_text(lock.read_text().replace(str(dead), str(other.pid), 1))

    postgres.database_settings(for_tests=False)
    other.kill()
    other.wait()

    assert cluster.postmaster() not in (None, dead, other.pid)


def test_a_lock_file_is_left_alone_while_a_process_of_the_server_lives(local, monkeypatch):
    postgres.database_settings(for_tests=True)
    cluster = find_cluster(for_tests=True)
    monkeypatch.setattr("elo_platform.embedded.cluster.ORPHAN_SECONDS", 0)
    kill_postmaster()
    kernel.wait_until(lambda: not kernel.at_work_in(cluster.data), seconds=10)
    orphan = subprocess.Popen(["sleep", "60"], cwd=cluster.data)

    with pytest.raises(EmbeddedError, match=f"{orphan.pid}.* are still at work"):
        postgres.database_settings(for_tests=True)
    orphan.kill()
    orphan.wait()

    assert (cluster.data / "postmaster.pid").exists()


def test_a_server_whose_socket_was_swept_away_comes_back(local):
    postgres.database_settings(for_tests=True)
    cluster = find_cluster(for_tests=True)
    (cluster.host / SOCKET).unlink()

    postgres.database_settings(for_tests=True)

    assert asked("SELECT 1") == 1


def test_deep_and_odd_paths_get_a_short_socket(local, monkeypatch):
    deep = local / ("Ä folder, with 'odd' characters " + "x" * 90)
    deep.mkdir()
    with lent(deep, monkeypatch):
        settings = postgres.database_settings(for_tests=True)

        assert settings["HOST"].startswith("/tmp/elo-")
        assert len(settings["HOST"]) < 60
        assert asked("SELECT 1") == 1
        assert stat.S_IMODE(os.stat(settings["HOST"]).st_mode) == 0o700
        shutil.rmtree(settings["HOST"], ignore_errors=False)


def test_a_broken_test_cluster_is_made_anew(local):
    """It runs without fsync, so that it may be broken after the machine lost its power."""
    postgres.database_settings(for_tests=True)
    cluster = find_cluster(for_tests=True)
    cluster.stop()
    (cluster.data / "global" / "pg_control").write_bytes(b"")

    postgres.database_settings(for_tests=True)

    assert asked("SELECT 1") == 1


def test_a_start_that_fails_is_told_in_a_sentence(local):
    postgres.database_settings(for_tests=False)
    cluster = find_cluster(for_tests=False)
    cluster.stop()
    (cluster.data / "global" / "pg_control").write_bytes(b"")

    with pytest.raises(EmbeddedError, match=r"did not start: .*pg_control.* \(more in "):
        postgres.database_settings(for_tests=False)


@as_root
def test_root_needs_no_open_folder_and_opens_none(local, monkeypatch):
    closed = local / "closed"
    closed.mkdir(mode=0o700)
    folder = binaries.postgres_folder()
    package = closed / "site" / folder.parent.parent.name
    shutil.copytree(folder.parent, package / "pginstall")
    libraries = folder.parent.parent.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, package.with_name(libraries.name))
    monkeypatch.setattr(binaries, "COPIES", local / "copies")
    monkeypatch.setattr(binaries, "postgres_folder", lambda: package / "pginstall" / "bin")
    users = pwd.getpwall()
    with lent(closed / "local", monkeypatch):
        settings = postgres.database_settings(for_tests=True)

        assert settings["HOST"].startswith(str(local / "copies"))
        assert asked("SELECT 1") == 1
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert pwd.getpwall() == users
        find_cluster(for_tests=True).stop()


@as_root
@pytest.mark.parametrize("is_running", [True, False])
def test_another_users_folder_is_refused_in_a_sentence(local, is_running):
    nobody = pwd.getpwnam("nobody").pw_uid
    if not kernel.Account(nobody, nobody).may_pass(binaries.postgres_folder()):
        pytest.skip("this environment is closed to other users")
    postgres.database_settings(for_tests=True)
    if not is_running:
        find_cluster(for_tests=True).stop()

    os.seteuid(nobody)
    try:
        with pytest.raises(EmbeddedError) as refused:
            postgres.database_settings(for_tests=True)
    finally:
        os.seteuid(0)

    assert str(refused.value) == (
        f"{local}/pg18-test.lock cannot be used (Permission denied). Run this as the user who "
        "made it, or name a folder of your own in ELO_LOCAL."
    )


def test_a_socket_folder_of_somebody_else_is_not_trusted(local):
    postgres.database_settings(for_tests=True)
    cluster = find_cluster(for_tests=True)

    foreign = kernel.Account(cluster.account.uid + 1, cluster.account.gid)
    stranger = type(cluster)(data=cluster.data, account=foreign, major=cluster.major)

    assert postgres._answers(cluster) is True
    assert postgres._answers(stranger) is False


def test_a_note_goes_with_the_database(local):
    postgres.database_settings(for_tests=False)
    assert postgres.read_note() == ""

    postgres.write_note("it's prepared")

    assert postgres.read_note() == "it's prepared"


def test_no_database_raises_what_callers_catch(local):
    with pytest.raises(psycopg.OperationalError):
        postgres.connect(find_cluster(for_tests=True))
