"""The commands parse, answer in words or one JSON document, and load nothing heavy to say how they are used."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

import cli
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table
from pipeline.run import driver
from pipeline.run.kept.lock import locked
from pipeline.run.kept.log import RunLog
from pipeline.run.status import status
from tests.run.stand_in_reader import StandIn, page_file
from tests.run.written_files import write_old

ROOT = Path(__file__).parents[2]
COMMANDS = ["run", "plan", "show", "status", "erase", "doctor", "village", "forms list", "forms check", "evaluate"]


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """An OUT after a run over one good page, one refused page and none waiting."""
    monkeypatch.setattr(driver, "executor", lambda *options: StandIn())
    pages = {"1__jpg": page_file("family Ahmad"), "2__jpg": page_file("refuse cut_off")}
    write_old(tmp_path / "in" / "mawar", **pages)
    assert call("run", tmp_path / "in", "--out", tmp_path / "out") == 6
    capsys.readouterr()
    return tmp_path / "out"


def call(*arguments: object) -> int:
    try:
        cli.app([str(argument) for argument in arguments])
    except SystemExit as ending:
        return int(ending.code or 0)
    return 0


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    assert call(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("run", "INBOX"),
        ("plan", "INBOX"),
        ("show", "PAGE"),
        ("status", "OUT"),
        ("erase", "OUT"),
        ("evaluate", "OUT TRUTH"),
    ],
)
def test_help_names_folders_as_the_documents_do(command: str, names: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--help") == 0
    usage = capsys.readouterr().out.splitlines()[0].translate(str.maketrans("", "", "{}[]"))
    assert usage.endswith(f" {command} OPTIONS {names}")


def test_help_and_version_load_nothing_heavy() -> None:
    script = (
        "import sys, cli\n"
        "try: cli.app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'cv2', 'onnxruntime', 'pyarrow', 'pandera', 'tqdm'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    for arguments in (["--help"], ["run", "--help"], ["--version"]):
        subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, check=True, capture_output=True)


def test_python_cli_py_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "forms", "list", "--json"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert {"form": "data-warga", "edition": "4.14.1a"}.items() <= json.loads(done.stdout)[4].items()


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_name_that_the_terminal_has_no_letters_for_ends_no_command(tmp_path: Path, as_json: list[str]) -> None:
    """A run ended with 1 after it had published, and said that OUT/current is as it was."""
    write_old(tmp_path / "in" / "buku é", **{"1__jpg": page_file("family Ahmad")})
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "plan", str(tmp_path / "in"), "--out", str(tmp_path / "out"), *as_json],
        env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True, capture_output=True,
    )  # fmt: skip
    said = json.loads(done.stdout.decode("utf-8")) if as_json else done.stdout.decode("ascii")
    assert ("buku é" if as_json else r"buku \xe9: new 1") in (json.dumps(said, ensure_ascii=False) if as_json else said)


def test_every_command_and_option_says_what_it_is_for() -> None:
    waiting, found = [("", typer.main.get_command(cli.app))], []
    while waiting:
        name, command = waiting.pop()
        below = getattr(command, "commands", {})
        waiting += [(f"{name} {part}".strip(), sub) for part, sub in below.items()]
        found += [] if below else [name]
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name}: {parameter.name}"
    assert sorted(found) == sorted(COMMANDS)


def test_the_run_says_all_that_the_contract_lists(capsys: pytest.CaptureFixture[str]) -> None:
    call("run", "--help")
    shown = capsys.readouterr().out
    for option in ("--out", "--workers", "--scheduler", "--json", "--allow-partial", "--accept-drop", "--id-key"):
        assert option in shown
    assert "--verify" in shown and "--no-" not in shown


def test_a_page_of_a_book_that_begins_with_a_dash_is_no_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was `No such option: -d`, exit 2."""
    assert call("show", "-d#1", "--out", tmp_path) == 4
    assert "No run was ever made" in capsys.readouterr().err


def test_a_page_that_a_file_does_not_have_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_old(tmp_path, **{"1__jpg": page_file("family Ahmad")})
    assert call("show", f"{tmp_path / '1.jpg'}#7", "--to", tmp_path / "x.png") == 4
    assert "has no page 7; it has 1" in capsys.readouterr().err and not (tmp_path / "x.png").exists()


def test_names_of_files_steer_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", f"{tmp_path}/\x1b[2J", "--out", tmp_path / "out") == 4
    assert "\\x1b[2J" in (told := capsys.readouterr().err) and "\x1b" not in told


def test_erase_says_what_went_and_publishes_without_it(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(capsys, "erase", out, "--page", "mawar/1.jpg")
    assert made["what"] == "page" and made["places"] == 1 and made["run"]["pages_found"] == 1
    given = answer(capsys, "erase", out, "--page", "mawar/1.jpg", "--give-back")
    assert given["places"] == 1 and given["run"] is None
    assert call("erase", out) == 2


def test_plan_says_what_a_run_would_do_and_touches_nothing(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_old(tmp_path / "in" / "melati", **{"1__jpg": page_file("family Karto")})
    (tmp_path / "in" / "mawar" / "2.jpg").unlink()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    found = answer(capsys, "plan", tmp_path / "in", "--out", out)
    assert found["why"] == {"known": 1, "new": 1} and found["to_read"] == 1 and found["gone"] == ["mawar/2.jpg"]
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert call("plan", tmp_path / "in", "--out", tmp_path / "never") == 0
    assert "would be read" in capsys.readouterr().out
    assert not (tmp_path / "never").exists()


def test_status_says_where_things_stand(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "status", out)
    assert found["last_run"]["exit_code"] == 6  # type: ignore[index]
    assert [page["reason"] for page in found["refused"]] == ["cut_off"]  # type: ignore[attr-defined]
    assert found["rows"]["pages"] == 2  # type: ignore[index]
    assert sum(village["households"] for village in found["villages"]) == found["rows"]["households"]  # type: ignore
    assert call("status", out) == 0
    shown = capsys.readouterr().out
    assert "mawar/2.jpg" in shown and "To review" in shown and "Ahmad" not in shown
    assert found["unfinished"] is None and "killed" not in shown
    log = RunLog(out / "work" / "log", "20990101T011500Z-aaaa")
    log.event("page", picture=1)
    assert call("status", out) == 0
    told = capsys.readouterr().out
    assert "it was killed" in told and "1 picture looked at and kept, run again" in told and str(log.path) in told
    with locked(out / "work"):
        assert call("status", out) == 0
    told = capsys.readouterr().out
    assert "A run is at work, 1 picture looked at so far" in told and "killed" not in told
    log.close()


def test_out_is_named_as_a_word_or_as_for_run_and_status_looks_into_out(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(capsys, "status", out)
    assert answer(capsys, "status", "--out", out) == answer(capsys, "status", out / "current") == asked
    monkeypatch.chdir(out.parent)
    assert answer(capsys, "status")["run_id"] == asked["run_id"]
    assert call("status", out, "--out", "elsewhere") == call("erase", "--book", "mawar") == 2
    assert "dasawisma erase OUT --page" in capsys.readouterr().err
    assert call("evaluate", "--out", out, "nowhere.jsonl") == call("evaluate", out, "nowhere.jsonl") == 4
    assert call("erase", "--out", out, "--page", "mawar/1.jpg", "--accept-drop") == 0


def test_status_counts_what_is_for_review_by_book_and_names_villages(out: Path, tmp_path: Path) -> None:
    write_old(tmp_path / "in" / "mawar", book__toml=b'village_code = "35.22.15.2002"\nyear = 2016\n')
    assert call("run", tmp_path / "in", "--out", out, "--accept-drop") == 0
    run_folder = current_run(out)
    assert run_folder is not None
    readings = load_table(run_folder, "readings")
    wanted = readings[readings["decision"] == "review"].groupby("book_id").size().to_dict()
    found = status(out)
    assert found.to_review == wanted
    households = load_table(run_folder, "households")
    years = {code: years.max() for code, years in households.groupby("village_code")["year"]}
    assert {village.village_code: village.newest_year for village in found.villages} == years == {"35.22.15.2002": 2016}
    assert [(village.name, village.households) for village in found.villages] == [
        ("Pacul, Bojonegoro", len(households))
    ]


def test_status_of_a_run_that_published_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out" / "work" / "log").mkdir(parents=True)
    (tmp_path / "out" / "work" / "log" / "20260101T011500Z-aaaa.jsonl").touch()
    assert call("status", tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "Nothing is published" in shown and "20260101T011500Z-aaaa.jsonl" in shown


def test_the_code_of_a_village_is_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = answer(capsys, "village", "Pacul", "Bojonegoro")["villages"]  # type: ignore[misc]
    assert found["code"] == "35.22.15.2002"
    assert call("village", "Xqzw") == 4 and "daftar resmi" in capsys.readouterr().err


def test_doctor_finds_this_machine_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("doctor", "--out", tmp_path / "out", "--json") == 0
    findings = json.loads(capsys.readouterr().out)
    assert {"tesseract", "pdftoppm", "handwriting model", "print model", "form files", "right to write OUT"} <= {
        finding["name"] for finding in findings
    }
    assert not (tmp_path / "out").exists()


def test_forms_are_listed_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("forms", "list") == 0
    assert "III-18a / 4.18a" in capsys.readouterr().out
    assert call("forms", "check") == 0
    assert "17 forms are right" in capsys.readouterr().out


def test_a_json_run_is_one_document_and_words_go_to_stderr(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("run", tmp_path / "in", "--out", tmp_path / "new", "--json") == 6
    shown = capsys.readouterr()
    document = json.loads(shown.out)
    assert (document["pages_found"], document["pages_read"], document["pages_refused"]) == (2, 1, 1)
    assert document["refusals"][0]["reason"] == "cut_off"
    assert (document["pages_repeated"], document["copies"]) == (0, {})
    assert "1 read, 1 refused" in shown.err
