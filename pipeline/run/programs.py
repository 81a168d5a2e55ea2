"""What this machine has: programs with their versions, Tesseract's languages, Python packages."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
from dataclasses import dataclass

_ASK_LIMIT_S = 20


@dataclass(frozen=True, slots=True)
class Program:
    """A program outside Python: how it is called, how to ask for its version, and the Debian package that brings it."""

    name: str
    version_option: str
    package: str


TESSERACT = Program("tesseract", "--version", "tesseract-ocr")
PDFTOPPM = Program("pdftoppm", "-v", "poppler-utils")
PDFINFO = Program("pdfinfo", "-v", "poppler-utils")


def version(program: Program) -> str | None:
    """The first line that the program says of itself; None if it is missing or does not run."""
    said = _ask([program.name, program.version_option])
    return said.splitlines()[0].strip() if said else None


def tesseract_languages() -> tuple[str, ...]:
    """Names of Tesseract's languages on this machine, sorted; none if it is missing."""
    said = _ask([TESSERACT.name, "--list-langs"]) or ""
    return tuple(sorted(line.strip() for line in said.splitlines()[1:] if line.strip()))


def package_version(distribution: str) -> str | None:
    """Version of an installed Python distribution; None if it is missing."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _ask(command: list[str]) -> str | None:
    if shutil.which(command[0]) is None:
        return None
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=_ASK_LIMIT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (answer.stdout or answer.stderr) if answer.returncode == 0 else None
