"""The id key is made once, kept private, and never replaced unasked."""

import stat
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.run.kept.idkey import id_key, name_of


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = id_key(tmp_path, None, None)
    assert len(key) >= 32
    assert id_key(tmp_path, None, name_of(key)) == key
    assert stat.S_IMODE((tmp_path / "id.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["id.key"]


def test_a_key_that_a_backup_left_open_is_private_again(tmp_path: Path) -> None:
    key = id_key(tmp_path, None, None)
    (tmp_path / "id.key").chmod(0o644)
    assert id_key(tmp_path, None, name_of(key)) == key
    assert stat.S_IMODE((tmp_path / "id.key").stat().st_mode) == 0o600


def test_a_chosen_key_is_used_and_none_is_made(tmp_path: Path) -> None:
    chosen = tmp_path / "secret"
    chosen.write_bytes(b"0123456789abcdef\n")
    assert id_key(tmp_path / "out", chosen, None) == b"0123456789abcdef"
    assert not (tmp_path / "out").exists()


def test_a_lost_key_is_not_replaced_unasked(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Restore it"):
        id_key(tmp_path, None, "the name of the last")
    assert not (tmp_path / "id.key").exists()


@pytest.mark.parametrize("content", [b"", b"short\n"])
def test_a_short_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "id.key").write_bytes(content)
    with pytest.raises(ConfigurationError, match="too short"):
        id_key(tmp_path, None, None)


def test_a_chosen_key_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        id_key(tmp_path, tmp_path / "nowhere", None)


def test_names_tell_keys_apart_and_do_not_hold_them() -> None:
    assert name_of(b"a" * 32) != name_of(b"b" * 32)
    assert b"a" * 4 not in name_of(b"a" * 32).encode()
