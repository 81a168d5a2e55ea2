"""Decoders in C that write on stderr: their words say nothing to whoever runs this, and would go into cron's mails."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

_STDERR = 2


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Nothing that a decoder writes on stderr in this block is seen; what it could not decode is told by its result."""
    kept = null = None
    try:
        with contextlib.suppress(OSError):  # a process whose stderr is closed has none to keep quiet
            kept = os.dup(_STDERR)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, _STDERR)
        yield
    finally:
        if kept is not None:
            os.dup2(kept, _STDERR)
        for handle in (kept, null):
            if handle is not None:
                os.close(handle)
