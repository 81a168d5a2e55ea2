"""A picture that was drawn is known again, opens as before, and no scan is taken for one."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scan.drawn import is_drawn, noted
from pipeline.scan.headers import png_extent


@pytest.fixture(scope="module")
def png() -> bytes:
    """A small picture as OpenCV writes it."""
    _, encoded = cv2.imencode(".png", np.arange(600, dtype=np.uint8).reshape(20, 30))
    return encoded.tobytes()


def test_the_note_is_seen_and_the_picture_is_the_same(png: bytes) -> None:
    drawn = noted(png)
    assert is_drawn(drawn[:1024]) and not is_drawn(png)
    extent = png_extent(drawn)
    assert extent is not None and extent.whole
    before, after = (cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) for data in (png, drawn))
    assert np.array_equal(before, after)


@given(st.binary(max_size=80))
def test_no_other_bytes_are(head: bytes) -> None:
    assert not is_drawn(head)
