"""The pages of benchmarks.silent: each kind does to the page what it says, and the truth stays that of the page."""

import numpy as np
import pytest

from benchmarks.pale_pens import PENS, make_pale_page
from benchmarks.silent_pages import KINDS, make_silent_page
from pipeline.formfile import load_forms

FORMS = {form.key: form for form in load_forms()}
RECAP, FAMILY = FORMS["rekap-rt III-16b"], FORMS["catatan-keluarga III-15"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "plain"])
def test_a_kind_changes_the_page_and_not_what_its_truth_tells(kind: str) -> None:
    form = FAMILY if kind in ("touching", "over_letter") else RECAP
    plain, page = make_silent_page(form, "plain", 5), make_silent_page(form, kind, 5)
    assert plain is not None
    assert page is not None
    assert page.image.shape != plain.image.shape or (page.image != plain.image).any()
    assert page.truth.keys() == plain.truth.keys()
    written = [cell for cell in page.truth.values() if cell["state"] == "value"]
    assert len(written) > 20


@pytest.mark.parametrize("pen", PENS)
def test_a_pale_pen_leaves_its_page_nearly_as_light_as_an_empty_form(pen: str) -> None:
    page, again = make_pale_page(FAMILY, pen, 5), make_pale_page(FAMILY, pen, 5)
    assert np.array_equal(page.image, again.image)
    assert sum(cell["state"] == "value" for cell in page.truth.values()) > 20
    plain = make_silent_page(FAMILY, "plain", 5)
    assert plain is not None
    dark, usual = ((image < np.median(image) - 70).mean() for image in (page.image, plain.image))
    assert dark < usual or pen in ("runs_dry", "starts_late", "photographed")


def test_the_same_seed_makes_the_same_page() -> None:
    once, again = make_silent_page(RECAP, "feigned", 4), make_silent_page(RECAP, "feigned", 4)
    assert once is not None
    assert again is not None
    assert np.array_equal(once.image, again.image)


def test_a_form_without_a_table_has_no_rows_to_fold() -> None:
    single = next(form for form in FORMS.values() if not form.columns)
    assert make_silent_page(single, "swallowed", 1) is None
