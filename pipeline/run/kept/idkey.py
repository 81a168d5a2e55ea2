"""The secret from which ids of people and households are made: the same key, the same ids, in every run and year."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.private_files import writing

ID_KEY_NAME = "id.key"
_MIN_BYTES = 16
_NEW_BYTES = 32


def id_key(out: Path, chosen: Path | None, last: str | None) -> bytes:
    """The key in `chosen`, else in OUT/id.key, which is made (0600) if it is not there.

    last: `name_of` the key of the last publication. Raises ConfigurationError for a key that is missing or too short,
    and where OUT/id.key is gone though tables were published with it: a new one would change every id unasked.
    """
    file = chosen if chosen is not None else out / ID_KEY_NAME
    if chosen is None and not file.exists():
        if last is not None:
            raise ConfigurationError(
                f"{file} hilang, dan dengannya semua id yang sudah terbit. Kembalikan dari cadangan; atau, bila semua"
                f" id boleh berubah, sebutkan berkas dengan rahasia baru lewat --id-key. / {file} is gone, and with it"
                " every id that was published. Restore it from a backup; or, if all ids may change, name a file with a"
                " new secret by --id-key."
            )
        _make(file)
    try:
        if chosen is None and file.stat().st_mode & 0o077:
            file.chmod(0o600)  # restored from a backup, perhaps: whoever reads it can tell people by their ids
        key = file.read_bytes().strip()
    except OSError as error:
        raise ConfigurationError(
            f"Kunci id {file} tidak dapat dibaca: {error.strerror}. Periksa nama dan hak aksesnya. / The id key {file}"
            f" cannot be read: {error.strerror}. See to its name and its rights."
        ) from error
    if len(key) < _MIN_BYTES:
        raise ConfigurationError(
            f"Kunci id {file} terlalu pendek; harus berisi paling sedikit {_MIN_BYTES} bita rahasia. / The id key"
            f" {file} is too short; it must hold at least {_MIN_BYTES} bytes of secret."
        )
    return key


def name_of(key: bytes) -> str:
    """A name by which a key is known again, from which it cannot be worked out."""
    return hashlib.blake2b(key, digest_size=8, person=b"dasawisma id key"[:16]).hexdigest()


def _make(file: Path) -> None:
    """Write a new key; whole or not at all, and never over one that is there."""
    neighbour = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with writing(file):
        try:
            with os.fdopen(os.open(neighbour, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(secrets.token_hex(_NEW_BYTES).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            os.link(neighbour, file)
        except FileExistsError:
            return
        finally:
            neighbour.unlink(missing_ok=True)
