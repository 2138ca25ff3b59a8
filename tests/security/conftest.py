import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _quiet(settings, tmp_path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    logging.disable()  # hundreds of lines about refusals
    yield
    logging.disable(logging.NOTSET)
