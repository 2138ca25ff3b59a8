import logging
import sys
from argparse import ArgumentParser

from django.core.management import BaseCommand
from django.utils import timezone

from elo_platform.overview.proofs.anonymity import prove_anonymity
from elo_platform.overview.proofs.anonymity import prove_control as prove_naive
from elo_platform.overview.proofs.broker import prove_broker
from elo_platform.overview.proofs.databases import throwaway_database
from elo_platform.overview.proofs.reminders import prove_control, prove_reminders
from elo_platform.overview.proofs.signups import prove_control as prove_unlocked
from elo_platform.overview.proofs.signups import prove_signups
from elo_platform.overview.proofs.sink import Sink

# What the control must show at the least, or the proof proves nothing.
CONTROL_DOUBLES = 1000
RESPONDENTS = 1000
SIGNUP_ROUNDS = 20


class Command(BaseCommand):
    help = "Kill, break and count: proofs at full size, on a database of their own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=["reminders", "broker", "anonymity", "signups"])
        parser.add_argument("--count", type=int, default=10_000, help="reminders that are owed")
        parser.add_argument("--kills", type=int, default=20, help="kill -9 of a worker")
        parser.add_argument("--seconds", type=int, default=60, help="how long the broker is gone")

    def handle(self, *, name: str, count: int, kills: int, seconds: int, **_o: object) -> None:
        # This process has no broker: it owes, and others post.
        logging.getLogger("elo_platform.notifications.wake").setLevel(logging.ERROR)
        with throwaway_database(), Sink() as sink:
            if name == "reminders":
                failures = self._reminders(sink, count, kills)
            elif name == "signups":
                failures = self._signups()
            elif name == "anonymity":
                failures = self._anonymity(min(count, RESPONDENTS))
            else:
                outcome = prove_broker(seconds=seconds, sink=sink)
                self.stdout.write(str(outcome))
                failures = outcome.failures()
        for failure in failures:
            self.stderr.write(f"NOT PROVEN: {failure}")
        if failures:
            sys.exit(1)
        self.stdout.write("Proven.")

    def _signups(self) -> list[str]:
        outcome = prove_signups(rounds=SIGNUP_ROUNDS, now=timezone.now())
        self.stdout.write(f"with the lock: {outcome}")
        control = prove_unlocked(rounds=SIGNUP_ROUNDS, now=timezone.now())
        self.stdout.write(f"without the lock: {control}")
        rules = {
            "ten places and thirty who wait, each time": not outcome.wrong,
            "without the lock it goes wrong": bool(control.wrong),
        }
        return [rule for rule, holds in rules.items() if not holds]

    def _anonymity(self, count: int) -> list[str]:
        outcome = prove_anonymity(count=count, now=timezone.now())
        self.stdout.write(f"answers as they are kept: {outcome}")
        control = prove_naive(count=count)
        self.stdout.write(f"naive control: {control}")
        rules = {
            "no answer is linked better than by chance": outcome.linked == 0,
            "no order tells anything": not outcome.successes,
            "the naive way links nearly all": control.linked > 0.9 * count,
        }
        return [rule for rule, holds in rules.items() if not holds]

    def _reminders(self, sink: Sink, count: int, kills: int) -> list[str]:
        outcome = prove_reminders(count=count, kills=kills, sink=sink)
        self.stdout.write(f"with the lock: {outcome}")
        control = prove_control(count=count, kills=kills, sink=sink)
        self.stdout.write(f"naive control: {control}")
        rules = {
            "every reminder arrives": outcome.owed == count and outcome.lost == 0,
            "at most one raw double for each kill": outcome.doubles <= kills,
            "no double by Message-ID": outcome.doubles_by_id == 0,
            "the naive way doubles": control.doubles > min(CONTROL_DOUBLES, count // 10),
        }
        return [rule for rule, holds in rules.items() if not holds]
