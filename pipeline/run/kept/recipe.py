"""The recipe: a fingerprint of all that bears on results besides the pages; when it changes they are made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pipeline
import schemas
from pipeline.run.kept.programs import PDFTOPPM, TESSERACT, package_version, tesseract_languages, version
from pipeline.settings import Settings

# Settings that bear on no single page: they act when tables are built or published, or only limit a run.
_NOT_OF_A_PAGE = frozenset(
    {"min_cell", "max_pages", "page_limit_s", "keep_runs", "max_failed_share", "max_drop_share"},
)
# The folders of pipeline/ whose code does not bear on a page; of run/ only the composition does.
_NOT_PAGE_FOLDERS = frozenset({"tables", "publish", "run"})
_PAGE_PACKAGES = ("numpy", "opencv-python", "onnxruntime", "pytesseract", "pdf2image", "rapidfuzz")
_TABLE_PACKAGES = ("pandas", "pyarrow", "pandera")
PACKAGES = ("dasawisma", *_PAGE_PACKAGES, *_TABLE_PACKAGES)
"""Python distributions whose versions a publication names."""


def page_recipe(settings: Settings) -> str:
    """Fingerprint of code, forms, code lists, calibration, models, programs and settings that bear on reading a page.

    Tesseract's language comes in a package; its presence and Tesseract's version stand for it. Raises MachineError
    where a program is there and does not run.
    """
    root = Path(pipeline.__file__).parent
    code = [path for path in _python(root) if path.relative_to(root).parts[0] not in _NOT_PAGE_FOLDERS]
    facts = [f"{name} {package_version(name)}" for name in _PAGE_PACKAGES]
    facts += [f"{version(TESSERACT)} ind={'ind' in tesseract_languages()}", str(version(PDFTOPPM))]
    facts += [
        f"{field.name}={getattr(settings, field.name)}"
        for field in fields(settings)
        if field.name not in _NOT_OF_A_PAGE
    ]
    code += [root / "run" / "workers" / "page.py", root / "run" / "kept" / "codec.py"]
    weights = sorted(_files(root / "read" / "weights"))
    return _fingerprint([*code, *weights, *_schema_files()], facts)


def table_recipe(settings: Settings) -> str:
    """Fingerprint of all that bears on the tables besides page results, book notes and the id key."""
    root = Path(pipeline.__file__).parent
    facts = [f"{name} {package_version(name)}" for name in _TABLE_PACKAGES]
    facts += [f"{field.name}={getattr(settings, field.name)}" for field in fields(settings)]
    return _fingerprint([*_python(root), *_python(Path(schemas.__file__).parent), *_schema_files()], facts)


def _python(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _schema_files() -> list[Path]:
    folder = Path(schemas.__file__).parent
    return sorted(path for name in ("forms", "codes", "calibration") for path in _files(folder / name))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _fingerprint(files: Iterable[Path], facts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.parent.name}/{path.name}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    for fact in facts:
        whole.update(f"{fact}\0".encode())
    return whole.hexdigest()
