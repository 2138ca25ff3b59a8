import pytest


@pytest.fixture(autouse=True)
def _quiet(quiet, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
