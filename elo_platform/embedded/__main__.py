"""`python -m elo_platform.embedded demo|stop`: what `./dev` calls."""

import argparse
import importlib
import sys

from elo_platform.embedded.local import EmbeddedError
from elo_platform.embedded.supervisor import LAST_PORT, run_demo, stop_all


def port(text: str) -> int:
    """Read a port's number."""
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is not a port; take a number from 1 to 65535")
    return int(text)


def main() -> int:
    """Run one command; what is wrong is said in a sentence."""
    parser = argparse.ArgumentParser(prog="./dev", description="The platform on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="run the platform with demo data until Ctrl-C")
    demo.add_argument("--port", type=port, default=8000)
    demo.add_argument("--host", default="127.0.0.1", help="one of this machine's own addresses")
    demo.add_argument(
        "--once", type=float, metavar="SECONDS", help="stop by itself so long after the start"
    )
    commands.add_parser("stop", help="stop what this folder has left running")
    commands.add_parser("prepare", help="what `demo` does before it serves")
    options = parser.parse_args()
    try:
        if options.command == "demo":
            return run_demo(host=options.host, port=options.port, seconds=options.once)
        if options.command == "stop":
            print("\n".join(f"Stopped {name}." for name in stop_all()) or "Nothing was running.")
        else:  # the one command that needs Django, so that the others stay small
            importlib.import_module("elo_platform.embedded.prepare").prepare()
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
