"""Writes pages as files that are the same to the byte every time: JPEG, PDF of JPEG, TIFF of several pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pipeline.model import Grey

PDF_DPI = 300
"""A page of the PDF is as large on paper as its pixels at this resolution."""


def jpeg(image: Grey, quality: int) -> bytes:
    """The page as a grey JPEG."""
    done, coded = cv2.imencode(".jpg", np.ascontiguousarray(image), [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise OSError("a page cannot be encoded as JPEG")
    return coded.tobytes()


def write_pdf(path: Path, pages: Sequence[Grey], quality: int) -> None:
    """A PDF with one grey JPEG a page, without dates or ids."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for image in pages:
        height, width = image.shape
        coded = jpeg(image, quality)
        points = f"{width * 72 / PDF_DPI:.2f}", f"{height * 72 / PDF_DPI:.2f}"
        drawing = f"q {points[0]} 0 0 {points[1]} 0 0 cm /Scan Do Q".encode()
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {points[0]} {points[1]}] /Contents {number + 1} 0 R "
            f"/Resources << /XObject << /Scan {number + 2} 0 R >> >> >>".encode()
        )
        objects.append(_stream(f"<< /Length {len(drawing)} >>", drawing))
        objects.append(
            _stream(
                f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
                f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(coded)} >>",
                coded,
            )
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode()
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(bytes(written))


def _stream(head: str, content: bytes) -> bytes:
    return head.encode() + b"\nstream\n" + content + b"\nendstream"


def write_tiff(path: Path, pages: Sequence[Grey], quality: int) -> None:
    """A TIFF with a grey JPEG-compressed image a page."""
    first, *others = [Image.fromarray(page) for page in pages]
    first.save(
        path, format="TIFF", save_all=True, append_images=others, compression="jpeg", quality=quality, dpi=(300, 300)
    )
