"""The signing key of a machine that nobody gave one."""

import secrets

from elo_platform.embedded.local import EmbeddedError, local_folder, not_yours, one_at_a_time


def local_secret() -> str:
    """Return this checkout's own key, made at the first call and readable by its user alone."""
    path = local_folder() / "secret_key"
    if not path.exists():
        with one_at_a_time(path.with_suffix(".lock")):
            if not path.exists():
                new = path.with_suffix(".new")
                new.unlink(missing_ok=True)
                new.touch(mode=0o600)
                new.write_text(secrets.token_urlsafe(64))
                new.rename(path)
    try:
        return path.read_text()
    except OSError as error:
        raise EmbeddedError(not_yours(path, error)) from error
