"""Requests to end are heeded once, and one that comes late is heeded again."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
from pipeline.run import signals
signals.end_as_ctrl_c_does()
first, second, later_s = sys.argv[1:]
try:
    os.kill(os.getpid(), int(first))
except KeyboardInterrupt:
    print("heeded")
signals._heeded_at[0] -= float(later_s)
try:
    os.kill(os.getpid(), int(second))
    print("not heeded")
except KeyboardInterrupt:
    print("heeded")
signals.heed_no_more()
os.kill(os.getpid(), int(first))
"""


@pytest.mark.parametrize(("later_s", "told"), [(0, "not heeded"), (11, "heeded")])
@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_request_ends_and_others_do_not_stop_it(first: signal.Signals, later_s: float, told: str) -> None:
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGINT, signal.SIGHUP)}
    try:
        command = [sys.executable, "-c", PROGRAM, str(int(first)), str(int(signal.SIGTERM)), str(later_s)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert (done.returncode, done.stdout.split("\n")) == (0, ["heeded", told, ""])


def test_who_was_started_deaf_stays_so() -> None:
    ask = "import signal; from pipeline.run.signals import end_as_ctrl_c_does as do; do()"
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGHUP)}
    try:
        command = [sys.executable, "-c", f"{ask}; print(*(signal.getsignal(n) == signal.SIG_IGN for n in (1, 2, 15)))"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert done.stdout == "True True False\n"
