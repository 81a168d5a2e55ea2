"""`dasawisma run` with a reader that looks at no pixels, as a program of its own, for tests that kill it.

usage: python -m tests.run.stand_in_run INBOX --out OUT --id-key KEY
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pipeline.errors import DasawismaError
from pipeline.run.driver import RunOptions, run
from pipeline.run.progress import Lines
from pipeline.settings import Settings
from tests.run.stand_in_reader import StandIn


def main() -> None:
    """The run; a page takes a moment, so that it can be killed while it reads."""
    inbox, _, out, _, key = sys.argv[1:]
    options = RunOptions(Path(inbox), Path(out), Settings(), id_key=Path(key))
    try:
        code = run(options, Lines(sys.stderr), StandIn(lambda task: time.sleep(0.05))).exit_code
    except DasawismaError as error:
        code = int(error.exit_code)
    sys.exit(code)


if __name__ == "__main__":
    main()
