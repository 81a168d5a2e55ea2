"""Every kind of file becomes pixels or a fault with its reason, whatever the bytes."""

import errno
import os
import shutil
import struct
import time
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import MachineError
from pipeline.model import Grey, PageFault
from pipeline.scan import load, pdf
from pipeline.scan.headers import tiff_extents
from pipeline.scan.load import load_page, page_count
from pipeline.scan.sniff import HEAD_BYTES
from pipeline.settings import Settings
from pipeline.time_limits import Answer

HEIGHT, WIDTH = 700, 900


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """A grey ramp with a black corner at top left, so that turns show."""
    ramp = np.linspace(100, 250, WIDTH)[None, :].repeat(HEIGHT, axis=0).astype(np.uint8)
    ramp[:100, :200] = 0
    return Image.fromarray(ramp)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, picture: Image.Image) -> dict[str, Path]:
    """A good file of every kind that is read; the names tell nothing."""
    folder = tmp_path_factory.mktemp("good")
    files = {kind: folder / f"{kind}.dat" for kind in ("jpeg", "png", "tiff", "bigtiff", "pdf")}
    picture.save(files["jpeg"], "JPEG", quality=95)
    picture.convert("RGB").save(files["png"], "PNG")
    others = [picture.rotate(180), picture.resize((1000, 800))]
    picture.save(files["tiff"], "TIFF", compression="tiff_lzw", save_all=True, append_images=others)
    picture.save(files["bigtiff"], "TIFF", big_tiff=True)
    picture.save(files["pdf"], "PDF", resolution=100, save_all=True, append_images=others)
    return files


@pytest.mark.parametrize(("kind", "pages"), [("jpeg", 1), ("png", 1), ("tiff", 3), ("bigtiff", 1), ("pdf", 3)])
def test_good_files_are_read_by_content(good: dict[str, Path], kind: str, pages: int) -> None:
    assert page_count(good[kind], Settings(pdf_dpi=100)) == pages
    page = _pixels(good[kind], 0, Settings(pdf_dpi=100))
    assert page.shape == (HEIGHT, WIDTH)
    assert page[20:80, 20:180].max() < 20 and page[300, 880] > 230


@pytest.mark.parametrize("kind", ["tiff", "pdf"])
def test_pages_are_told_apart(good: dict[str, Path], kind: str) -> None:
    turned, other = (_pixels(good[kind], index, Settings(pdf_dpi=100)) for index in (1, 2))
    assert turned[620:690, 720:880].max() < 20
    assert other.shape == (800, 1000)
    assert _reason(good[kind], 3) in ("broken_file", "no_pages")


def test_exif_orientation_is_applied(tmp_path: Path, picture: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "phone.jpg", exif=exif)
    page = _pixels(tmp_path / "phone.jpg", 0)
    assert page.shape == (WIDTH, HEIGHT)
    assert page[20:180, 620:680].max() < 20


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK"])
def test_tiff_of_any_ink(tmp_path: Path, picture: Image.Image, mode: str) -> None:
    compression = "group4" if mode == "1" else "tiff_deflate"
    picture.convert(mode).save(tmp_path / "page.tif", compression=compression)
    assert _pixels(tmp_path / "page.tif", 0)[20:80, 20:180].max() < 20


@pytest.mark.parametrize("used_bits", [10, 12, 14, 16])
@pytest.mark.parametrize("ending", [".tif", ".png"])
def test_a_page_of_16_bits_is_as_bright_as_its_scanner_saw_it(
    tmp_path: Path, picture: Image.Image, used_bits: int, ending: str
) -> None:
    deep = np.array(picture).astype(np.uint16) << (used_bits - 8)
    cv2.imwrite(str(tmp_path / f"page{ending}"), deep)
    assert np.array_equal(_pixels(tmp_path / f"page{ending}", 0), np.array(picture))


@pytest.mark.parametrize(
    ("compression", "mode", "detail"),
    [("zstd", "L", "zstd compression"), ("lzma", "L", "LZMA compression"), ("tiff_lzw", "F", "32 bits, no whole")],
)
def test_a_tiff_that_is_stored_in_another_way_is_not_called_broken(
    tmp_path: Path, picture: Image.Image, compression: str, mode: str, detail: str, capfd: pytest.CaptureFixture[str]
) -> None:
    picture.convert(mode).save(tmp_path / "page.tif", compression=compression)
    assert page_count(tmp_path / "page.tif", Settings()) == 1
    page = load_page(tmp_path / "page.tif", 0, Settings())
    assert isinstance(page, PageFault) and page.reason == "other_tiff" and detail in page.message
    assert capfd.readouterr().err == "", "a decoder's words would be mailed by cron"


def test_a_jpeg_with_a_wound_in_its_middle_says_nothing_on_stderr(
    good: dict[str, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(good["jpeg"].read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = b"\x55" * 40
    (tmp_path / "page.jpg").write_bytes(data)
    load_page(tmp_path / "page.jpg", 0, Settings())
    assert capfd.readouterr().err == ""


def test_a_large_pdf_without_an_end_is_not_searched_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "holes.pdf").open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(1_900_000_000)
    monkeypatch.setenv("PATH", str(tmp_path))  # no poppler is asked
    count = page_count(tmp_path / "holes.pdf", Settings())
    assert isinstance(count, PageFault) and count.reason == "broken_file" and "its end is missing" in count.message


def _wounded(data: bytes, at: int) -> bytes:
    return data[:at] + b"\xff" * 40 + data[at + 40 :]


def test_a_tiff_of_which_a_strip_is_lost_is_broken_and_its_other_pages_are_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A decoder puts black or white where it cannot make out the pixels, and what was written there is gone."""
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH), dtype=np.uint8))
    noise.save(tmp_path / "page", "TIFF", compression="tiff_adobe_deflate", save_all=True, append_images=[noise])
    with Image.open(tmp_path / "page") as book:
        book.seek(1)
        strip = int(book.tag_v2[273][3])  # type: ignore[attr-defined]
    (tmp_path / "page").write_bytes(_wounded((tmp_path / "page").read_bytes(), strip))
    assert not isinstance(load_page(tmp_path / "page", 0, Settings()), PageFault)
    second = load_page(tmp_path / "page", 1, Settings())
    assert isinstance(second, PageFault) and second.reason == "broken_file" and "cannot be decoded" in second.message
    assert capfd.readouterr().err == ""


def test_a_jpeg_of_which_pixels_are_lost_is_broken(tmp_path: Path) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH), dtype=np.uint8))
    noise.save(tmp_path / "page", "JPEG", restart_marker_rows=1)
    data = (tmp_path / "page").read_bytes()
    (tmp_path / "page").write_bytes(_wounded(data, len(data) // 2))
    page = load_page(tmp_path / "page", 0, Settings())
    assert isinstance(page, PageFault) and page.reason == "broken_file"


def test_words_beside_the_pixels_are_no_wound(good: dict[str, Path], tmp_path: Path) -> None:
    """Some cameras leave bytes before the end of a picture, which libjpeg names and all programs show whole; a broken
    directory of a TIFF costs the pages behind it alone."""
    data = good["jpeg"].read_bytes()
    (tmp_path / "page").write_bytes(data[:-2] + bytes(7) + data[-2:])
    assert not isinstance(load_page(tmp_path / "page", 0, Settings()), PageFault)
    tiff = bytearray(good["tiff"].read_bytes())
    with Image.open(good["tiff"]) as book:
        book.seek(1)
        at = book.tag_v2._offset  # type: ignore[attr-defined]
    tiff[at : at + 12] = b"\xff" * 12
    (tmp_path / "book").write_bytes(tiff)
    assert not isinstance(load_page(tmp_path / "book", 0, Settings()), PageFault)


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "bigtiff", "pdf"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_files_cut_short_are_broken(good: dict[str, Path], tmp_path: Path, kind: str, share: float) -> None:
    data = good[kind].read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(data[: int(len(data) * share)])
    pages = page_count(cut, Settings())
    last = _reason(cut, pages - 1) if isinstance(pages, int) else pages.reason
    assert last == "broken_file"


def test_a_jpeg_whose_thumbnail_ends_is_not_whole(tmp_path: Path, picture: Image.Image) -> None:
    """The end marker of the thumbnail inside the EXIF block must not pass for the picture's."""
    thumbnail = tmp_path / "thumbnail.jpg"
    picture.resize((90, 70)).save(thumbnail)
    picture.save(tmp_path / "page.jpg")
    block = b"Exif\x00\x00" + thumbnail.read_bytes()
    data = (tmp_path / "page.jpg").read_bytes()
    whole = data[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
    (tmp_path / "whole.jpg").write_bytes(whole)
    (tmp_path / "cut.jpg").write_bytes(whole[:-500])
    assert _pixels(tmp_path / "whole.jpg", 0).shape == (HEIGHT, WIDTH)
    assert _reason(tmp_path / "cut.jpg", 0) == "broken_file"


def _gif(picture: Image.Image, path: Path) -> None:
    picture.save(path, "GIF")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _, path: path.write_bytes(b""), "empty_file"),
        (lambda _, path: path.write_text("Nama: Siti"), "not_an_image"),
        (lambda _, path: path.write_bytes(b"PK\x03\x04 word/document.xml"), "not_an_image"),
        (lambda _, path: path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(64)), "archive"),
        (lambda _, path: path.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(64)), "not_an_image"),
        (_gif, "not_an_image"),
        (lambda _, path: path.mkdir(), "unreadable_file"),
        (lambda _, path: None, "unreadable_file"),
        (lambda _, path: path.write_bytes(b"%PDF-1.4\n"), "broken_file"),
        (lambda _, path: path.write_bytes(b"II*\x00\x00\x00\x00\x00"), "no_pages"),
        (lambda picture, path: picture.resize((200, 150)).save(path, "JPEG"), "too_small"),
    ],
)
def test_other_files_are_faults(
    tmp_path: Path, picture: Image.Image, make: Callable[[Image.Image, Path], object], reason: str
) -> None:
    path = tmp_path / "halaman.jpg"
    make(picture, path)
    pages = page_count(path, Settings())
    assert (_reason(path, 0) if isinstance(pages, int) else pages.reason) == reason


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "pdf"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.EACCES])
def test_a_file_that_cannot_be_read_now_is_not_called_broken(
    good: dict[str, Path], monkeypatch: pytest.MonkeyPatch, kind: str, number: int
) -> None:
    class Failing(FileIO):
        """Gives its head, and then no more."""

        def read(self, size: int | None = -1) -> bytes:
            if self.tell() or size is None or not 0 <= size <= HEAD_BYTES:
                raise OSError(number, os.strerror(number))
            return super().read(size)

        def readall(self) -> bytes:
            raise OSError(number, os.strerror(number))

        def seek(self, at: int, whence: int = 0) -> int:
            return self.read() and 0 if whence else super().seek(at)

    for module in (load, pdf):
        monkeypatch.setattr(module, "open_plain", Failing)
    monkeypatch.setattr(pdf, "run_program", lambda *_: Answer(0, b"Pages: 1", ""))
    page = load_page(good[kind], 0, Settings())
    assert isinstance(page, PageFault) and page.reason == "unreadable_file"
    assert os.strerror(number) in page.message


def test_a_process_without_files_blames_no_page(good: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(load, "open_plain", none_left)
    with pytest.raises(OSError, match="Too many"):
        load_page(good["jpeg"], 0, Settings())


def test_a_tiff_that_names_the_same_bytes_again_and_again_takes_no_time(tmp_path: Path) -> None:
    """60,000 directories, each of which says that its 100,000 strips stand in the same place."""
    count, directories = 100_000, 60_000
    array_at, first_at = 8, 8 + 4 * count
    size = 2 + 12 * 3 + 4
    with (tmp_path / "bomb.tif").open("wb") as file:
        file.write(struct.pack("<2sHI", b"II", 42, first_at) + bytes(4 * count))
        for number in range(directories):
            entries = ((256, 4, 1, 900), (257, 4, 1, 900), (273, 4, count, array_at))
            following = first_at + (number + 1) * size if number + 1 < directories else 0
            file.write(struct.pack("<H", 3) + b"".join(struct.pack("<HHII", *entry) for entry in entries))
            file.write(struct.pack("<I", following))
    began = time.process_time()
    with (tmp_path / "bomb.tif").open("rb") as file:
        extents = list(tiff_extents(file))
    assert time.process_time() - began < 5
    assert not extents[-1].whole and len(extents) < 20
    assert isinstance(page_count(tmp_path / "bomb.tif", Settings()), int)


def test_encrypted_pdf(tmp_path: Path, good: dict[str, Path]) -> None:
    """A PDF whose trailer asks for a standard password that is not the empty one."""
    data = good["pdf"].read_bytes()
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    identity = b" /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    path = tmp_path / "book.pdf"
    path.write_bytes(data.replace(b"trailer\n<<", b"trailer\n<< " + locked + identity, 1))
    pages = page_count(path, Settings())
    assert isinstance(pages, PageFault) and pages.reason == "encrypted"


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "pdf"])
def test_limits_are_kept_before_decoding(good: dict[str, Path], kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("decoded")

    for module, name in ((cv2, "imdecode"), (cv2, "imreadmulti"), (pdf, "_picture")):
        monkeypatch.setattr(module, name, never)
    assert _reason(good[kind], 0, Settings(max_pixels=10_000)) == "too_large"
    assert _reason(good[kind], 0, Settings(max_bytes=100)) == "too_many_bytes"
    if kind in ("tiff", "pdf"):
        pages = page_count(good[kind], Settings(max_pages=2))
        assert isinstance(pages, PageFault) and pages.reason == "too_many_pages"


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("kill -KILL $$", "crashed"),  # as the kernel does where memory ends: the file may be whole
        ("while :; do :; done", "time_limit"),
        ("echo 'P5 3 2 255'; printf 12345", "broken_file"),
        ("echo 'Incorrect password' >&2; exit 1", "encrypted"),
        ("exit 99", "broken_file"),
    ],
)
def test_what_pdftoppm_comes_to(
    good: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, reason: str
) -> None:
    (tmp_path / "pdftoppm").write_text(f"#!/bin/sh\n{does}\n")
    (tmp_path / "pdftoppm").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert _reason(good["pdf"], 0, Settings(page_limit_s=1)) == reason


def test_what_pdftoppm_has_to_say_of_a_page_is_not_collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms in forms that end in what is none: an error for each of a thousand ways through them."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >> /Length 60"
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    own = "/MediaBox [0 0 595 842] /Contents 8 0 R /Resources << /XObject << /X 4 0 R >> >>"
    parts += [f"<< /Type /Page /Parent 2 0 R {own} >>"]
    parts += [f"<< {form.format(number)} >>\nstream\n{'/X Do ' * 10}\nendstream" for number in (5, 6, 7)]
    parts += ["<< /Length 1 >>\nstream\nf\nendstream", "<< /Length 5 >>\nstream\n/X Do\nendstream"]
    listed = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    path = tmp_path / "forms.pdf"
    path.write_text(f"%PDF-1.5\n{listed}trailer << /Root 1 0 R /Size {len(parts) + 1} >>\n%%EOF\n")
    run, said = pdf.run_program, {}

    def listening(command: list[str], limit_s: float, handles: tuple[int, ...]) -> Answer | None:
        answer = run(command, limit_s, handles)
        said[command[0]] = None if answer is None else answer.said
        return answer

    monkeypatch.setattr(pdf, "run_program", listening)
    assert isinstance(load_page(path, 0, Settings()), np.ndarray)
    assert said["pdftoppm"] == ""


def test_poppler_that_cannot_be_started_blames_no_page(good: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_process_left(*_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(pdf, "run_program", no_process_left)
    with pytest.raises(MachineError, match="cannot be started"):
        load_page(good["pdf"], 0, Settings())


def test_a_pipe_that_takes_the_place_of_a_pdf_as_poppler_begins_keeps_nobody_waiting(
    good: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Poppler, waiting for somebody to write into it, would be given up after ten seconds."""
    path, begin, begun = tmp_path / "book.pdf", pdf.run_program, time.monotonic()

    def swap_and_begin(*arguments: Any) -> Answer | None:
        path.unlink()
        os.mkfifo(path)
        return begin(*arguments)

    monkeypatch.setattr(pdf, "run_program", swap_and_begin)
    shutil.copy(good["pdf"], path)
    assert page_count(path, Settings(page_limit_s=1)) == 3, "the file that was there is open"
    path.unlink()
    shutil.copy(good["pdf"], path)
    assert _reason(path, 1, Settings(page_limit_s=1)) == "unreadable_file"
    assert time.monotonic() - begun < 8


def test_missing_poppler_names_the_command(good: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert shutil.which("pdfinfo") is None
    for call in (lambda: page_count(good["pdf"], Settings()), lambda: load_page(good["pdf"], 0, Settings())):
        with pytest.raises(MachineError, match="apt-get install poppler-utils"):
            call()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_raise(good: dict[str, Path], tmp_path: Path, data: st.DataObject) -> None:
    """Good files with bytes changed, cut, doubled: pixels or a fault, never an exception."""
    raw = bytearray(good[data.draw(st.sampled_from(["jpeg", "png", "tiff", "bigtiff"]))].read_bytes())
    head = data.draw(st.booleans())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, min(len(raw), 400) - 1 if head else len(raw) - 1))
        if data.draw(st.booleans()):
            raw[at] = data.draw(st.integers(0, 255))
        else:
            length = data.draw(st.integers(0, 50))
            raw[at : at + length] = data.draw(st.binary(max_size=50))
    path = tmp_path / "changed"
    path.write_bytes(bytes(raw))
    pages = page_count(path, Settings(max_pixels=20_000_000))
    assert isinstance(pages, PageFault) or pages >= 1
    page = load_page(path, 0, Settings(max_pixels=20_000_000))
    assert isinstance(page, PageFault) or (page.ndim == 2 and page.dtype == np.uint8)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_no_pdf_raises(good: dict[str, Path], tmp_path: Path, places: list[tuple[float, int]]) -> None:
    raw = bytearray(good["pdf"].read_bytes())
    for share, value in places:
        raw[int(share * (len(raw) - 1))] = value
    path = tmp_path / "changed.pdf"
    path.write_bytes(bytes(raw))
    limited = Settings(pdf_dpi=50, max_pixels=5_000_000, page_limit_s=10)
    assert isinstance(page_count(path, limited), int | PageFault)
    assert isinstance(load_page(path, 0, limited), np.ndarray | PageFault)


def _pixels(path: Path, index: int, chosen: Settings | None = None) -> Grey:
    page = load_page(path, index, chosen or Settings())
    assert not isinstance(page, PageFault), page
    return page


def _reason(path: Path, index: int, chosen: Settings | None = None) -> str:
    page = load.load_page(path, index, chosen or Settings())
    assert isinstance(page, PageFault)
    return page.reason


def test_a_tiff_is_read_whatever_bytes_its_name_has(tmp_path: Path) -> None:
    page = np.full((1200, 900), 200, np.uint8)
    plain = tmp_path / "page.tif"
    cv2.imwrite(str(plain), page)
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfes.tif"))
    plain.rename(odd)
    loaded = load_page(odd, 0, Settings())
    assert isinstance(loaded, np.ndarray) and loaded.shape == page.shape
