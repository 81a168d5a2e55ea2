"""A sample of the files of strangers: each comes to pixels or to a reason, and the same seed makes the same files."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.mutations import mutants
from benchmarks.page_files import KINDS, page_files
from pipeline.model import PageFault
from pipeline.scan.load import load_page, page_count
from pipeline.settings import Settings


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("good") / "page.jpg"
    grey = np.full((700, 650), 220, np.uint8)
    cv2.putText(grey, "a page", (50, 300), cv2.FONT_HERSHEY_SIMPLEX, 3, 0, 5)
    cv2.imwrite(str(path), grey)
    return page_files(path)


def test_every_file_type_is_mutated_in_every_way(good: dict[str, bytes]) -> None:
    count = 5 * len(KINDS)
    made = list(mutants(good, count, seed=1))
    assert len(made) == count and made == list(mutants(good, count, seed=1))
    assert len({(how, kind) for how, kind, _ in made}) == count


def test_each_comes_to_pixels_or_to_a_reason(good: dict[str, bytes], tmp_path: Path) -> None:
    settings = Settings(max_pixels=4_000_000, max_pages=5, page_limit_s=5)
    refused = 0
    for number, (how, kind, content) in enumerate(mutants(good, 2 * 5 * len(KINDS), seed=2)):
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(content)
        count = page_count(path, settings)
        found = count if isinstance(count, PageFault) else load_page(path, 0, settings)
        assert isinstance(found, PageFault) or found.ndim == 2, (how, kind)
        refused += isinstance(found, PageFault)
    assert 50 < refused < 2 * 5 * len(KINDS)
