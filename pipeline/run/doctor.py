"""What this machine lacks for a run, and the exact command that brings it."""

from __future__ import annotations

import importlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DasawismaError, ExitCode, MachineError
from pipeline.run.kept.programs import (
    PDFINFO,
    PDFTOPPM,
    TESSERACT,
    package_version,
    tesseract_languages,
    version,
)

_LANGUAGE = "ind"
_ROOM_BYTES = 2_000_000_000
_PACKAGES = (
    ("numpy", "numpy"),
    ("opencv-python", "cv2"),
    ("pytesseract", "pytesseract"),
    ("pdf2image", "pdf2image"),
    ("pandas", "pandas"),
    ("pyarrow", "pyarrow"),
    ("pandera", "pandera"),
    ("onnxruntime", "onnxruntime"),
    ("rapidfuzz", "rapidfuzz"),
    ("filelock", "filelock"),
    ("tqdm", "tqdm"),
    ("jinja2", "jinja2"),
)
"""Distribution and what it is imported as."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a run needs. found: what there is; mend: the command that brings it, where it is missing."""

    name: str
    good: bool
    found: str
    mend: str | None = None


def examine(out: Path | None) -> tuple[Finding, ...]:
    """Everything a run needs, whether it is there or not; with `out`, its disk and rights too. Writes nothing."""
    return (*_python(), *_programs(), *_packages(), *_models(), *_data_files(), *(_disk(out) if out else ()))


def _python() -> Iterator[Finding]:
    running = ".".join(map(str, sys.version_info[:3]))
    mend = None if sys.version_info >= (3, 11) else "sudo apt-get install -y python3.11 python3.11-venv"
    yield Finding("python", mend is None, running, mend)


def _programs() -> Iterator[Finding]:
    for program in (TESSERACT, PDFINFO, PDFTOPPM):
        try:
            found, said = version(program), "missing"
        except MachineError as error:
            found, said = None, error.message
        mend = None if found else f"sudo apt-get install -y {program.package}"
        yield Finding(program.name, found is not None, found or said, mend)
    try:
        languages = tesseract_languages()
    except MachineError:
        languages = ()
    good = _LANGUAGE in languages
    mend = None if good else f"sudo apt-get install -y tesseract-ocr-{_LANGUAGE}"
    yield Finding(f"tesseract language {_LANGUAGE}", good, ", ".join(languages) or "no language", mend)


def _packages() -> Iterator[Finding]:
    for distribution, module in _PACKAGES:
        found = package_version(distribution)
        mend = None if found else f"{sys.executable} -m pip install {distribution}"
        if found:
            try:
                importlib.import_module(module)
            except ImportError as error:
                # opencv-python is built with a window system and wants its libraries even where there is no screen.
                system = "libGL" in str(error) or "libgthread" in str(error)
                mend = (
                    "sudo apt-get install -y libgl1 libglib2.0-0"
                    if system
                    else f"{sys.executable} -m pip install --force-reinstall {distribution}"
                )
        yield Finding(distribution, mend is None, found or "missing", mend)


def _models() -> Iterator[Finding]:
    mend = f"{sys.executable} -m pip install --force-reinstall dasawisma"
    try:
        from pipeline.read.handwriting import MODEL, OnnxRecogniser
        from pipeline.read.print_net import PRINT_MODEL, PrintNet
    except (DasawismaError, ImportError) as error:
        yield Finding("models", False, str(error), mend)
        return
    for name, path, load in (("handwriting model", MODEL, OnnxRecogniser), ("print model", PRINT_MODEL, PrintNet)):
        try:
            load()
            yield Finding(name, True, str(path))
        except DasawismaError as error:
            yield Finding(name, False, str(error), mend)


def _data_files() -> Iterator[Finding]:
    from pipeline.codes import load_codes
    from pipeline.formfile import load_forms

    mend = f"{sys.executable} -m pip install --force-reinstall dasawisma"
    try:
        forms, codes = load_forms(), load_codes()
        yield Finding("form files", bool(forms), f"{len(forms)} forms", None if forms else mend)
        yield Finding("code lists", bool(codes.lists), f"{len(codes.lists)} lists", None if codes.lists else mend)
    except DasawismaError as error:
        yield Finding("form files and code lists", False, error.message, mend)


def _disk(out: Path) -> Iterator[Finding]:
    there = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    good = free >= _ROOM_BYTES
    room = f"{free / 1e9:.1f} GB free at {there}"
    yield Finding(
        "room on the disk", good, room, None if good else f"sediakan / make at least {_ROOM_BYTES / 1e9:.0f} GB free"
    )
    try:
        with tempfile.TemporaryFile(dir=there):
            yield Finding("right to write OUT", True, str(there))
    except OSError as error:
        no_right = isinstance(error, PermissionError)
        give = f"sudo mkdir -p {out.absolute()} && sudo chown $USER {out.absolute()}"
        mend = (
            give
            if no_right
            else "pasang disknya agar dapat ditulis, atau sebut OUT lain / mount it for writing, or name another OUT"
        )
        yield Finding("right to write OUT", False, f"{there}: {error.strerror}", mend)


def exit_code(findings: tuple[Finding, ...]) -> ExitCode:
    """DONE if nothing is missing, else MACHINE."""
    return ExitCode.DONE if all(finding.good for finding in findings) else ExitCode.MACHINE


def in_words(findings: tuple[Finding, ...]) -> str:
    """A line per finding, the command that mends what is missing, and how many things are."""
    lines = [
        f"{'ok     ' if finding.good else 'KURANG/MISSING'}  {finding.name}: {finding.found}"
        + (f"\n         ketik / do: {finding.mend}" if finding.mend else "")
        for finding in findings
    ]
    missing = sum(not finding.good for finding in findings)
    lines.append(
        f"{missing} kekurangan: ketik perintah yang tertulis, lalu jalankan doctor lagi. /"
        f" {missing} missing: do what stands there, then ask again."
        if missing
        else "Tidak ada yang kurang. / Nothing is missing."
    )
    return "\n".join(lines)
