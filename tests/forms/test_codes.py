"""Written variants lead to the canonical word, on each form to its own; a list that contradicts itself is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codes import load_codes, word_key
from pipeline.errors import ConfigurationError

CODES = load_codes()
OLD_MARITAL = ("Menikah", "Lajang", "Cerai Mati", "Cerai Hidup")
NEW_MARITAL = ("Kawin", "Belum Kawin", "Janda", "Duda")
TWO_MARITAL = ("Kawin", "Tidak Kawin")
RELATION = ("Suami", "Istri", "Anak", "Menantu", "Orang Tua", "Keluarga Lain")


@pytest.mark.parametrize(
    ("name", "written", "label"),
    [
        ("education", "SLTP", "SMP/Sederajat"),
        ("education", "mts.", "SMP/Sederajat"),
        ("education", "S D", "SD/MI"),
        ("education", "Blm Tamat SD", "Tidak Tamat SD"),
        # Who left a school is of the level before it; without these it was read as the SD not completed, accepted.
        ("education", "Tdk Tamat SMP", "SD/MI"),
        ("education", "Tidak Lulus SMA", "SMP/Sederajat"),
        ("education", "D-III", "Diploma"),
        ("education", "D4", "S1"),
        ("education", "Kejar Paket C", "SMA/SMK/Sederajat"),
        ("education", "Blm Sekolah", "Belum Sekolah"),
        ("occupation", "Tani", "Petani"),
        ("occupation", "IRT", "Ibu Rumah Tangga"),
        ("occupation", "ibu r.t.", "Ibu Rumah Tangga"),
        ("occupation", "Sopir", "Sopir"),
        ("occupation", "Guru TK", "Guru TK"),
        ("occupation", "Wiraswasta", "Wirausaha"),
        ("religion", "Katholik", "Katolik"),
        ("sex", "Laki-laki", "L"),
        ("sex", "Pr", "P"),
        ("month", "Nop", "November"),
        ("month", "Agt.", "Agustus"),
        ("month", "Peb", "Februari"),
        ("month", "VIII", "Agustus"),
        ("month", "03", "Maret"),
        ("yes_no", "Tdk", "T"),
        ("ownership", "sdh", "sudah"),
        ("mother_status", "Hamil", "HAMIL"),
        ("deceased_status", "bayi", "BAYI"),
        ("family_planning", "spiral", "IUD"),
        ("disability", "tuna netra", "Cacat Netra"),
    ],
)
def test_canonical_word(name: str, written: str, label: str) -> None:
    assert CODES[name].canonical(written) == label


@pytest.mark.parametrize(
    ("name", "written", "values", "word"),
    [
        ("marital_status", "Kawin", OLD_MARITAL, "Menikah"),
        ("marital_status", "K", OLD_MARITAL, "Menikah"),
        ("marital_status", "K", NEW_MARITAL, "Kawin"),
        ("marital_status", "BK", OLD_MARITAL, "Lajang"),
        ("marital_status", "BK", NEW_MARITAL, "Belum Kawin"),
        ("marital_status", "Lajang", TWO_MARITAL, "Tidak Kawin"),
        ("marital_status", "Janda", TWO_MARITAL, "Janda"),
        ("marital_status", "Janda", OLD_MARITAL, "Janda"),
        ("marital_status", "janda mati", OLD_MARITAL, "Cerai Mati"),
        ("relation", "Isteri", RELATION, "Istri"),
        ("relation", "Famili Lain", RELATION, "Keluarga Lain"),
        ("relation", "Cucu", RELATION, "Cucu"),
        ("sex", "Perempuan", ("Laki-laki", "Perempuan"), "Perempuan"),
    ],
)
def test_the_form_has_its_own_words(name: str, written: str, values: tuple[str, ...], word: str) -> None:
    assert CODES[name].canonical(written, values) == word


def test_a_word_on_no_list_stays_unknown() -> None:
    assert CODES["occupation"].canonical("Astronaut") is None
    assert CODES["occupation"].canonical("") is None


def test_codes_of_other_systems_follow_what_is_written() -> None:
    education = CODES["education"]
    written = ["MTs", "SMP", "Paket B", "SMP/Sederajat", "Tidak Tamat SD", "D3", "S3", "Astronaut"]
    assert [education.code(one, "regsosek_415") for one in written] == ["9", "8", "6", None, "23", "18", "22", None]
    assert education.code("Tidak Tamat SD", "regsosek_413") is None
    assert [education.code(one, "opensid_pendidikan_kk") for one in ("D1", "D3", "Diploma")] == ["6", "7", None]
    assert CODES["marital_status"].code("Janda", "opensid_status_kawin") is None


@given(st.data())
def test_case_spaces_and_punctuation_do_not_matter(data: st.DataObject) -> None:
    codes = CODES[data.draw(st.sampled_from(sorted(CODES.lists)))]
    variant, label = data.draw(st.sampled_from(codes.written()))
    ends = st.sampled_from(["", " ", ".", " ,"])
    written = data.draw(ends) + data.draw(st.sampled_from([str.upper, str.lower, str.title]))(variant) + data.draw(ends)
    assert codes.canonical(written) == label
    assert codes.canonical(label) == label


def test_every_list_says_each_word_once_and_names_its_source() -> None:
    for file in sorted((Path(__file__).parents[2] / "schemas" / "codes").glob("*.csv")):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert all(line.split(",")[3] for line in lines), file.name
        written = CODES[file.stem].written()
        assert len(set(written)) == len(written) == len(lines) - 1, file.name
        assert len({(word_key(text), label) for text, label in written}) == len({word_key(text) for text, _ in written})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("label,variant,source\n", "line 1: the first columns"),
        ("label,variant,concept,source\nA,,,x\nB,a.,,x\n", "line 3: 'a.' stands for 'A'"),
        ("label,variant,concept,source\nA,,,x\nA,,,x\n", "line 3: 'A' stands here twice"),
        ("label,variant,concept,source,y\nA,,,x,1\nA,a,,x,2\n", "line 3: 'a' stands for 'A' already"),
        ("label,variant,concept,source\nA,b,,x\n", "line 2: 'A' needs a first row"),
        ("label,variant,concept,source\n-,,,x\n", "line 2: neither"),
        ("label,variant,concept,source\nA,,\n", "line 2: not as many cells"),
        ("label,variant,concept,source\nA,,,x,y\n", "line 2: not as many cells"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "bad.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        load_codes(tmp_path)
    assert f"bad.csv, {message}" in refused.value.message
