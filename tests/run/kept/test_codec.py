"""Results survive the way to the disk and back, and broken bytes are known as such."""

import contextlib
import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.geometry import Box
from pipeline.model import Decision, FieldValue, OtherValue, PageContent, PageFault, Part, State
from pipeline.run.kept.codec import BrokenEntryError, decode, encode
from tests.tables.invented_books import family_page

shares = st.floats(0, 1)
pixels = st.floats(-1e6, 1e6)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.builds(
    FieldValue,
    part=st.sampled_from(Part),
    row=st.none() | st.integers(0, 99),
    field=words,
    state=st.sampled_from(State),
    raw_text=st.none() | words,
    value=st.none() | words,
    age=st.none() | st.integers(0, 120),
    confidence=shares,
    decision=st.sampled_from(Decision),
    evidence=st.lists(words, max_size=3).map(tuple),
    alternatives=st.lists(st.builds(OtherValue, words, shares), max_size=3).map(tuple),
    box=st.builds(Box, pixels, pixels, pixels, pixels),
    engine=st.sampled_from(["ppocr 6", "ink 1"]),
)
contents = st.builds(
    PageContent,
    form=words,
    edition=words,
    match_score=shares,
    runner_up=words,
    quarter_turns=st.integers(0, 3),
    skew_deg=st.floats(-45, 45),
    grid_residual_px=st.floats(0, 9),
    values=st.lists(values, max_size=4).map(tuple),
)
faults = st.builds(PageFault, words, words)


@given(st.lists(contents | faults, min_size=1, max_size=2))
def test_what_is_encoded_is_decoded(pages: list[PageContent | PageFault]) -> None:
    assert decode("k1", encode("k1", *pages)) == tuple(pages)


def test_words_that_stand_in_every_page_are_held_once() -> None:
    """The pages of a village are in memory together."""
    content = family_page().content
    assert content is not None
    (one,), (other,) = (decode("k1", encode("k1", content)) for _ in range(2))
    assert isinstance(one, PageContent) and isinstance(other, PageContent)
    assert all(this.field is that.field for this, that in zip(one.values, other.values, strict=True))


@given(contents)
def test_the_bytes_are_the_same_every_time(content: PageContent) -> None:
    (again,) = decode("k1", encode("k1", content))
    assert isinstance(again, PageContent)
    assert encode("k1", again) == encode("k1", content)


def test_numbers_of_numpy_come_back_as_plain_ones() -> None:
    content = PageContent("f", "e", np.float32(0.5), "", np.int64(1), np.float64(0.25), 0.0, ())  # type: ignore[arg-type]
    assert decode("k1", encode("k1", content)) == (PageContent("f", "e", 0.5, "", 1, 0.25, 0.0, ()),)


WHOLE = encode("k1", PageFault("broken_file", "Berkas rusak."))


BROKEN = {
    "empty": b"",
    "cut short": WHOLE[:-9],
    "shifted": b"\0" + WHOLE,
    "a list": gzip.compress(b"[]"),
    "no pages": gzip.compress(b'{"version":2,"key":"k1"}'),
    "another version": gzip.compress(b'{"version":1,"key":"k1","pages":[{"fault":["a","b"]}]}'),
    "not all": gzip.compress(b'{"version":3,"key":"k1","pages":[{"content":{"form":"f"}}]}'),
    "no page": encode("k1"),
    "another key": encode("k2", PageFault("broken_file", "Berkas rusak.")),
}


@pytest.mark.parametrize("entry", BROKEN.values(), ids=BROKEN)
def test_broken_bytes_and_entries_of_other_pages_are_refused(entry: bytes) -> None:
    with pytest.raises(BrokenEntryError):
        decode("k1", entry)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_found_or_harmless(at: int, flip: int) -> None:
    spoiled = WHOLE[:at] + bytes([WHOLE[at] ^ flip]) + WHOLE[at + 1 :]
    with contextlib.suppress(BrokenEntryError):
        assert decode("k1", spoiled) == (PageFault("broken_file", "Berkas rusak."),)
