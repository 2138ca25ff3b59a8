"""Several people at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

AT_ONCE = 8


def together(act: Callable[[int], object], at_once: int = AT_ONCE) -> list[Any]:
    """Return what so many threads got from `act(number)`, errors included."""
    results: list[Any] = [None] * at_once
    barrier = Barrier(at_once)

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=60)
            results[number] = act(number)
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
