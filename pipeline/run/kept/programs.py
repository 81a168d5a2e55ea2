"""What this machine has: programs with their versions, Tesseract's languages, Python packages."""

from __future__ import annotations

import importlib.metadata
import shutil
from dataclasses import dataclass

from pipeline.errors import MachineError
from pipeline.time_limits import run_program

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
    """The first line that the program says of itself; None if it is missing. Raises MachineError if it does not run."""
    said = _ask([program.name, program.version_option])
    return said.splitlines()[0].strip() if said else None


def tesseract_languages() -> tuple[str, ...]:
    """Names of Tesseract's languages here, sorted; none if it is missing. Raises MachineError if it does not run."""
    said = _ask([TESSERACT.name, "--list-langs"]) or ""
    return tuple(sorted(line.strip() for line in said.splitlines()[1:] if line.strip()))


def package_version(distribution: str) -> str | None:
    """Version of an installed Python distribution; None if it is missing."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _ask(command: list[str]) -> str | None:
    """What it says; None if it is missing. One that is there and silent is no other version: all would be read anew."""
    if shutil.which(command[0]) is None:
        return None
    try:
        answer = run_program(command, _ASK_LIMIT_S)
        why = "time" if answer is None else f"code {answer.code}"
    except OSError as error:
        answer, why = None, error.strerror or type(error).__name__
    if answer is None or answer.code != 0:
        raise MachineError(
            f"Program `{' '.join(command)}` tidak jalan ({why}); pasang ulang. / It does not run ({why}); install it"
            " anew."
        )
    return answer.out.decode("utf-8", "replace") or answer.said
