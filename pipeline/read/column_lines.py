"""How sure it is what a line down a column says; the line itself was found by layout.

The shares are counted on drawn pages (training/line_shares.py, schemas/calibration/column_lines.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import ConfigurationError
from pipeline.model import Alternative, Line, State

PACKAGED_LINES = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "column_lines.toml"
LINE_SHARES = "column_line"
"""The family of these readings, of which there is no calibration: their shares are counted."""


def line_reading(line: Line, shares: Mapping[Line, float]) -> tuple[Alternative, ...]:
    """What a cell that holds nothing but such a line says, the other way to take it second; they sum to 1.

    shares: how often each is right.
    """
    first, second = (State.BLANK, State.DITTO) if line is Line.EMPTY else (State.DITTO, State.BLANK)
    return Alternative(first, None, shares[line]), Alternative(second, None, 1 - shares[line])


def counted_share(lines: int, right: int) -> float:
    """The share to believe where so many of so many were right: as if one more of each had been seen."""
    return (right + 1) / (lines + 2)


def load_line_shares(file: Path = PACKAGED_LINES) -> Mapping[Line, float]:
    """The packaged shares. Raises ConfigurationError when they cannot be read."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found = {line: counted_share(int(table[line]["lines"]), int(table[line]["right"])) for line in Line}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{file}: cannot be read as a table of shares ({error}).") from error
    return MappingProxyType(found)
