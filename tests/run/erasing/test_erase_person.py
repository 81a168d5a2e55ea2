"""A person who is erased is nowhere but on the scan, whatever the year and the form."""

import pytest

from pipeline.errors import InputError
from pipeline.run import driver
from pipeline.run.driver import RunOptions
from pipeline.run.erasing import erase, erase_words
from tests.run.erasing.erased_run import erased, options, published_text, results, scan_again, table
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import write_old

__all__ = ["options"]


@pytest.mark.parametrize("recipe", ["the recipe of pages", "another"])
def test_an_erased_person_is_nowhere_but_on_the_scan(
    options: RunOptions, recipe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = table(options, "members")
    head = members[members["name"] == "Ahmad"].iloc[0]
    others = int((members["household_id"] == head["household_id"]).sum()) - 1
    made = erased(options, person=str(head["person_id"]))
    assert made.what == "person" and made.places >= 2
    for module in (driver, erase):
        monkeypatch.setattr(module, "page_recipe", lambda settings: recipe)
    write_old(options.inbox / "melati", **{"3__jpg": page_file("family Yusuf")})
    driver.run(options, Silent(), StandIn())
    assert "Ahmad" not in published_text(options) and "Sarip" in published_text(options)
    homes = table(options, "households")
    stand_in = homes[homes["head_name"].str.startswith("Dihapus ").fillna(False)]
    assert len(stand_in) == 1
    left = table(options, "members")
    assert int((left["household_id"] == stand_in.iloc[0]["household_id"]).sum()) == others
    assert "Ahmad" not in {name for entry in results(options) for name in entry}
    with pytest.raises(InputError, match="speaks of a person"):
        erased(options, person=str(head["person_id"]))


def test_a_person_is_erased_in_every_year(options: RunOptions) -> None:
    """Their id is the same in all of them; the books of later years kept them, under that id."""
    village = 'village_code = "35.22.13.2001"\n'
    (options.inbox / "melati" / "book.toml").write_text(village + "year = 2019\n")
    write_old(options.inbox / "melati later", **{"1__jpg": scan_again("family Ahmad")})
    (options.inbox / "melati later" / "book.toml").write_text(village + "year = 2021\n")
    driver.run(options, Silent(), StandIn())
    members = table(options, "members").query("name == 'Ahmad'")
    assert set(members["year"]) == {2019, 2021} and members["person_id"].nunique() == 1
    made = erased(options, person=str(members["person_id"].iloc[0]))
    assert made.look_at == ()
    assert "Ahmad" not in published_text(options)
    homes = table(options, "households")
    assert homes[homes["head_name"].str.startswith("Dihapus ").fillna(False)]["household_id"].nunique() == 1


def test_a_sheet_of_ones_own_leaves_no_ghost_behind(options: RunOptions) -> None:
    write_old(options.inbox / "melati", **{"3__jpg": page_file("person")})
    driver.run(options, Silent(), StandIn())
    before = table(options, "households"), table(options, "members")
    siti = before[1][before[1]["nik"].notna()].iloc[0]
    erased(options, person=str(siti["person_id"]))
    homes, members = table(options, "households"), table(options, "members")
    assert (len(homes), len(members)) == (len(before[0]), len(before[1]) - 1)
    assert members["name"].notna().all() and homes["head_name"].notna().all()


def test_pages_with_a_name_like_it_are_printed_as_commands(options: RunOptions) -> None:
    members = table(options, "members")
    siti = members[(members["name"] == "Siti") & (members["book_id"] == "mawar")].iloc[0]
    made = erased(options, person=str(siti["person_id"]))
    words = erase_words.in_words(made)
    assert made.look_at and "not complete until somebody has looked" in words
    assert f"  dasawisma erase {options.out} --page melati/1.jpg" in words.splitlines()
