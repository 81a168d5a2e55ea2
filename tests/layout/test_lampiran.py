"""The LAMPIRAN number is found among the titles."""

import pytest

from pipeline.layout.lampiran import lampiran_of


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), ""),
        (("DATA WARGA",), ""),
        (("LAMPIRAN 4.16a", "REKAPITULASI"), "LAMPIRAN 4.16a"),
        (("Lampiran", "4.17a", "CATATAN"), "Lampiran 4.17a"),
        (("Lampiran", "CATATAN DATA"), ""),
        (("LAMP.", "III-16b"), "LAMP. III-16b"),
    ],
)
def test_the_lampiran_is_told_with_its_number(texts: tuple[str, ...], expected: str) -> None:
    assert lampiran_of(texts) == expected
