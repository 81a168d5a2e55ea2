"""The house keeps its shape: imports point downward only, heavy libraries stand where they belong, files stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("pipeline/**/*.py"), *ROOT.glob("schemas/**/*.py"), ROOT / "cli.py"])

# Lower may never import higher. Modules directly under pipeline/ that hold types or loaders are the ground floor.
FLOORS = ["scan", "layout", "read", "evidence", "tables", "publish", "run", "cli"]

# The same for the folders of a stage; files beside the folders bring them together.
FOLDERS = {
    "layout": ["lines", "printed", "grid", "labelling", "which_form", "doubts", "fields"],
    "run": ["kept", "inbox", "workers", "evaluating", "showing", "erasing"],
}

# Where a library may be imported: (library, allowed prefixes).
HOMES = {
    "cv2": ("pipeline/scan/", "pipeline/layout/", "pipeline/read/", "pipeline/run/"),
    "pytesseract": ("pipeline/read/tesseract.py",),
    "onnxruntime": ("pipeline/read/onnx_network.py",),
    "pdf2image": ("pipeline/scan/",),
    "dask": ("pipeline/run/",),
    "distributed": ("pipeline/run/",),
    "pandas": ("pipeline/tables/", "pipeline/publish/", "pipeline/run/", "schemas/"),
    "pandera": ("pipeline/tables/", "pipeline/publish/", "schemas/"),
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def floor(path: Path) -> int:
    parts = path.relative_to(ROOT).parts
    name = path.stem if len(parts) == 1 else parts[1]
    return FLOORS.index(name) if name in FLOORS else -1


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_point_downward(path: Path) -> None:
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "pipeline" and len(parts) > 1 and parts[1] in FLOORS:
            assert FLOORS.index(parts[1]) <= floor(path), f"{name(path)} imports {module} from a floor above"
        if parts[0] == "cli":
            pytest.fail(f"{name(path)} imports the command line")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_folders_of_a_stage_import_downward(path: Path) -> None:
    stage, *folder = path.relative_to(ROOT).parts[1:-1] or ("",)
    order = FOLDERS.get(stage, [])
    if not folder:
        return
    for module in imports(path):
        parts = module.split(".")
        if parts[:2] == ["pipeline", stage] and len(parts) > 2 and parts[2] in order:
            assert order.index(parts[2]) <= order.index(folder[0]), f"{name(path)} imports {module} from above"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_libraries_stand_where_they_belong(path: Path) -> None:
    for module in imports(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or name(path).startswith(homes), f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_are_one_job_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_names_say_something() -> None:
    for path in SOURCES:
        assert not VAGUE & set(path.with_suffix("").relative_to(ROOT).parts), name(path)


def test_every_module_and_public_function_is_documented() -> None:
    bare = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name != "__init__.py" and not ast.get_docstring(tree):
            bare.append(name(path))
        for node in tree.body:
            is_definition = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if is_definition and not node.name.startswith("_") and not ast.get_docstring(node):
                bare.append(f"{name(path)}:{node.name}")
    assert not bare
