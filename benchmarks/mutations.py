"""Files of strangers: scans cut short, with flipped bits, wrong heads, giant sizes, and bombs of every file type."""

from __future__ import annotations

import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import cv2
import numpy as np

from benchmarks.page_files import KINDS, ending

_HEAD_BYTES = (8, 16, 64, 512, 1024)
_BOMB_BYTES = 1 << 30
_WRONG_NEXT = 0.25
_SIGNATURES = {
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "tif": b"II*\0\x08\0\0\0",
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0",
    "webp": b"RIFF\xff\xff\0\0WEBPVP8 ",
}


def mutants(good: dict[str, bytes], count: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """`count` files, each way and each kind of file in turn: how each was made, its kind, its content.

    good: see page_files.
    """
    chance = random.Random(seed)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        name, mutate = _MUTATIONS[number // len(KINDS) % len(_MUTATIONS)]
        yield name, kind, mutate(kind, good, chance)


Mutation = Callable[[str, dict[str, bytes], random.Random], bytes]


def _truncated(kind: str, good: dict[str, bytes], chance: random.Random) -> bytes:
    content = good[kind]
    return content[: chance.randrange(len(content))]


def _bits_flipped(kind: str, good: dict[str, bytes], chance: random.Random) -> bytes:
    content = bytearray(good[kind])
    # Half of them near the head, where a decoder decides what it allocates.
    reach = min(len(content), 2048) if chance.random() < 0.5 else len(content)
    for _ in range(chance.choice((1, 4, 16, 64))):
        content[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    return bytes(content)


def _head_swapped(kind: str, good: dict[str, bytes], chance: random.Random) -> bytes:
    other = chance.choice([one for one in KINDS if ending(one) != ending(kind)])
    size = chance.choice(_HEAD_BYTES)
    return good[other][:size] + good[kind][size:]


def _giant(kind: str, good: dict[str, bytes], chance: random.Random) -> bytes:
    """Sizes that no memory holds, or that are 0, in the place where the type states them."""
    content = bytearray(good[kind])
    match ending(kind):
        case "jpg":
            at = next(m.start() for m in re.finditer(rb"\xff[\xc0\xc2]\0[\x0b\x11]", content))
            content[at + 5 : at + 9] = struct.pack(">HH", *chance.choices((0, 1, 12_000, 65_535), k=2))
        case "png":
            content[16:24] = struct.pack(">II", *chance.choices((0, 1, 12_000, 70_000, 2**31 - 1, 2**32 - 1), k=2))
            content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
        case "tif":
            content = bytearray(_with_tags(bytes(content), chance))
        case "pdf":
            sides = chance.choices(("0", "-5", "0.001", "14400", "99999999", "1e30", "nan"), k=2)
            box = f"/MediaBox [ 0 0 {sides[0]} {sides[1]} ]".encode()
            return re.sub(rb"/MediaBox \[[^]]*\]", box, bytes(content))
        case "zip":
            for at in (18, 22):  # packed and unpacked size of the first entry
                struct.pack_into("<I", content, at, chance.choice((0, 1, 2**31 - 1, 2**32 - 1)))
        case "webp":
            struct.pack_into("<HH", content, 26, *chance.choices((0, 1, 12_000, 16_383), k=2))
    return bytes(content)


def _with_tags(content: bytes, chance: random.Random) -> bytes:
    """A TIFF with wrong numbers in some entries of a directory, and now and then with a wrong place of the next."""
    made = bytearray(content)
    order, big = "<" if content[:2] == b"II" else ">", content[2:4] in (b"+\0", b"\0+")
    number, count, first, entry_bytes = ("Q", "Q", 8, 20) if big else ("I", "H", 4, 12)
    (at,) = struct.unpack_from(order + number, content, first)
    directories = []
    while at:
        (entries,) = struct.unpack_from(order + count, content, at)
        start = at + struct.calcsize(count)
        directories.append((start, entries))
        (at,) = struct.unpack_from(order + number, content, start + entries * entry_bytes)
    start, entries = chance.choice(directories)
    for entry in chance.sample(range(entries), k=min(entries, 3)):
        value = chance.choice((0, 1, 65_535, 2**31 - 1, 2**32 - 1, len(content)))
        place = start + entry * entry_bytes + chance.choice((4, 4 + struct.calcsize(number)))
        struct.pack_into(order + number, made, place, value)
    if chance.random() < _WRONG_NEXT:
        value = chance.choice((start, directories[0][0] - struct.calcsize(count), len(content) - 1, 2**32 - 1))
        struct.pack_into(order + number, made, start + entries * entry_bytes, value)
    return bytes(made)


def _noise(kind: str, good: dict[str, bytes], chance: random.Random) -> bytes:
    return _SIGNATURES[ending(kind)] + chance.randbytes(chance.choice((0, 1, 100, 100_000)))


_MUTATIONS: tuple[tuple[str, Mutation], ...] = (
    ("truncated", _truncated),
    ("bits flipped", _bits_flipped),
    ("head swapped", _head_swapped),
    ("giant sizes", _giant),
    ("noise", _noise),
)


def bombs(good: dict[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Small files that ask for much memory or time, in the same form."""
    white = np.full((12_000, 12_000), 255, np.uint8)
    yield "bomb: 144 megapixels of white", "png", cv2.imencode(".png", white)[1].tobytes()
    yield "bomb: 144 megapixels of white", "jpg", cv2.imencode(".jpg", white)[1].tobytes()
    yield "bomb: 1 GB in a strip", "tif", _deflated_strip()
    yield "bomb: a directory that leads to itself", "tif", _looping_directory()
    yield "bomb: 60,000 directories", "tif", _many_directories(60_000)
    yield "bomb: 2,000 scans", "jpg", _many_scans(good["jpg"])
    for name, objects in _pdf_bombs().items():
        yield f"bomb: {name}", "pdf", _pdf(objects)
    for kind in ("pdf", "docx", "jpg", "zip"):
        yield "bomb: zip in zip in zip", kind, _zips()


def _deflated_strip() -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    strip = b"".join(packer.compress(block) for _ in range(_BOMB_BYTES >> 20)) + packer.flush()
    tags = [
        (256, 2000),
        (257, 2000),
        (258, 8),
        (259, 8),
        (262, 1),
        (273, 122),
        (277, 1),
        (278, 2000),
        (279, len(strip)),
    ]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4) + strip


def _looping_directory() -> bytes:
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 256, 4, 1, 1000, 8)


def _many_directories(count: int) -> bytes:
    """Directories of one page each over the same eight pixels."""
    made, size = bytearray(b"II*\0\x08\0\0\0"), 2 + 2 * 12 + 4
    for number in range(count):
        following = 8 + (number + 1) * size if number + 1 < count else 0
        made += struct.pack("<HHHIIHHIII", 2, 256, 4, 1, 2000, 257, 4, 1, 2000, following)
    return bytes(made)


def _many_scans(jpeg: bytes) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    grey = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    whole = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1].tobytes()
    last = whole.rfind(b"\xff\xda")
    return whole[:last] + (whole[last:-2][:2000]) * 2000 + b"\xff\xd9"


def _pdf_bombs() -> dict[str, list[bytes]]:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    page += b"/Resources << /XObject << /X 5 0 R >> >> >>"
    start = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page]
    packer = zlib.compressobj(9)
    block = b"0 0 m 500 800 l S\n" * 60_000
    drawn = b"".join(packer.compress(block) for _ in range(_BOMB_BYTES // len(block))) + packer.flush()
    nested = [
        _stream(
            b"/X Do " * 10, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n} 0 R >> >>"
        )
        for n in range(6, 26)
    ]
    image = "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    black = _stream(zlib.compress(bytes(1 << 20)), image)
    many = b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"
    return {
        "1 GB of drawing": [*start, _stream(drawn, "/Filter /FlateDecode"), b"null"],
        "forms in forms, 10 to the 20": [*start, _stream(b"/X Do"), *nested, _stream(b"f")],
        "an image of 3,600 megapixels": [*start, _stream(b"500 0 0 800 0 0 cm /X Do"), black],
        "a billion pages": [start[0], many, page, _stream(b""), b"null"],
        "pages that hold themselves": [start[0], b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>", page],
        "a page of 5 by 5 metres": [*start[:2], page.replace(b"595 842", b"14400 14400"), _stream(b""), b"null"],
        "filters on filters": [*start, _stream(bytes(100), f"/Filter [{'/FlateDecode ' * 5000}]"), b"null"],
    }  # fmt: skip


def _stream(content: bytes, entries: str = "") -> bytes:
    return f"<< {entries} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _pdf(objects: list[bytes]) -> bytes:
    made, offsets = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _zips() -> bytes:
    content = bytes(50 << 20)
    for level in range(4):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for number in range(1 if level == 0 else 8):
                archive.writestr(zipfile.ZipInfo(f"word/{number}.xml"), content, zipfile.ZIP_DEFLATED, 9)
        content = packed.getvalue()
    return content
