"""The wheel holds all that the program needs, and nothing that it does not: it runs from an empty folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    # A copy of what git would give: building in the checkout leaves build/ and egg-info behind.
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, files.split("\0")):
        if name.startswith(("pipeline/", "schemas/")) or "/" not in name:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_ships_only_the_product(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"cli.py", "pipeline", "schemas"}


def test_the_installed_wheel_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    target, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(target)
    # The checkout is installed in this environment in editable form: the wheel has to come first.
    program = f"import sys; sys.path.insert(0, {str(target)!r}); import cli; sys.exit(cli.main())"
    for arguments, expected in ((["forms", "list"], "catatan-keluarga"), (["--version"], "dasawisma")):
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.argv = ['dasawisma', *{arguments!r}]; {program}"],
            cwd=empty,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert expected in done.stdout + done.stderr
    where = subprocess.run(
        [sys.executable, "-c", f"{program.split('import cli')[0]}import pipeline.formfile as f; print(f.__file__)"],
        cwd=empty,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(target))
