"""Corrections are taken to the field that they correct, and both fields are named."""

from pipeline.read.as_meant import as_meant
from pipeline.read.ink import find_ink
from tests.read.test_hanging import NEW, OLD, head
from tests.read.test_put_in import year


def test_a_field_in_whose_room_a_correction_stands_loses_it() -> None:
    cells = head("Kanor", NEW, OLD)
    crops, inks = [crop for crop, _ in cells.values()], {at: ink for at, (_, ink) in cells.items()}
    meant = as_meant(crops, inks)
    assert meant.corrected == {0, 1}
    assert [len(meant.inks[at].parts) for at in (0, 1)] == [5, 2]


def test_a_digit_above_its_own_number_is_put_in_with_a_crop_of_its_own() -> None:
    crop = year("2015", "8", 3, struck=True)
    name, ink = head("Kanor")[0]
    meant = as_meant([name, crop], {0: ink, 1: find_ink(crop, 180.0)})
    assert meant.corrected == {1}
    assert meant.crops[0] is name
    assert meant.crops[1] is not crop
