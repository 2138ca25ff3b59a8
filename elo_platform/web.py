"""The web server: `python -m elo_platform.web`, with granian's arguments of host, port and workers.

Its workers are forks of a process that has loaded the program: what none of them changes stands
in memory once, and a worker answers as soon as it lives.
"""

import multiprocessing
import sys

from granian.cli import entrypoint

OWN = ("--interface", "wsgi", "--no-ws", "elo_platform.wsgi:application")

if __name__ == "__main__":
    if sys.platform == "linux":
        # Python 3.14 forks no more unless it is told to; on other systems a fork is not safe.
        multiprocessing.set_start_method("fork")
        import elo_platform.wsgi  # noqa: F401
    sys.argv += OWN
    entrypoint()
