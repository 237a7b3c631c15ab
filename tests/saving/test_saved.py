"""A saved comparison comes back as it went, and nothing is ever written over or left half."""

import json
import os
from datetime import date
from importlib.metadata import version
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray
from support import arm, lively, scenario

from simulator import Results, compare, new_files, summary
from simulator.errors import Mistake
from simulator.new_files import check_place
from simulator.saved import ATTRIBUTES, FORM, load_results, save_results

SEEDING = {"kind": "seeding", "seeds": 5, "cost_per_seed": 10}


def results(seed: int = 3, **more: object) -> Results:
    """A small comparison in which everything happens."""
    rows = lively(market={"consumers": 40, "weeks": 5})
    arms = [arm("対照"), arm("贈る", SEEDING, budget=30)]
    return compare(scenario({**rows, "arms": arms, **more}), 3, seed)


@pytest.mark.parametrize("seed", [3, 2**63 - 1])
def test_what_comes_back_is_what_went(seed: int, tmp_path: Path) -> None:
    made = results(seed, start=date(2027, 4, 5))
    place = save_results(made, tmp_path / "plan.nc")
    again = load_results(place)
    assert again.data.identical(made.data)
    assert again.scenario == made.scenario
    assert {name: type(x) for name, x in again.data.attrs.items()} == {
        name: type(x) for name, x in made.data.attrs.items()
    }
    assert json.dumps(summary(again)) == json.dumps(summary(made))
    assert [one.name for one in tmp_path.iterdir()] == ["plan.nc"]


def test_the_file_says_where_it_came_from_and_is_read_by_others(tmp_path: Path) -> None:
    made = results()
    with xarray.open_dataset(save_results(made, tmp_path / "plan.nc"), engine="h5netcdf") as data:
        assert data.attrs["digest"] == made.data.attrs["digest"]
        assert data.attrs["seed"] == 3
        assert json.loads(data.attrs["resolved"])["name"] == made.scenario["name"]
        assert json.loads(data.attrs["made_with"])["numpy"] == np.__version__
        assert data.attrs["version"] == version("kuchikomi")
        assert data["revenue"].attrs["units"] == "minor"


def test_a_file_that_exists_is_not_written_over(tmp_path: Path) -> None:
    place = tmp_path / "plan.nc"
    place.write_text("mine")
    with pytest.raises(Mistake, match="exists already"):
        save_results(results(), place)
    assert place.read_text() == "mine"


def test_nor_one_that_somebody_made_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "plan.nc"
    move = new_files._move
    monkeypatch.setattr(new_files, "_move", lambda half, to: (to.write_text("theirs"), move(half, to)))
    with pytest.raises(Mistake, match="exists already"):
        save_results(results(), place)
    assert place.read_text() == "theirs"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.nc"]


def test_what_cannot_be_finished_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xarray.Dataset, "to_netcdf", full)
    with pytest.raises(Mistake, match=r"cannot be written \(No space left on device\)"):
        save_results(results(), tmp_path / "plan.nc")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["plan.txt", "plan", "plan.nc.old"])
def test_other_names_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"does not end in \.nc"):
        check_place(tmp_path / name, ".nc")


def test_a_folder_that_is_not_there_is_told_beforehand(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="cannot be written"):
        check_place(tmp_path / "nowhere" / "plan.nc", ".nc")


def test_the_file_is_as_readable_as_others_that_one_makes(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("")
    place = save_results(results(), tmp_path / "plan.nc")
    assert oct(place.stat().st_mode) == oct(mine.stat().st_mode)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_half_a_file_is_told(share: float, tmp_path: Path) -> None:
    content = save_results(results(), tmp_path / "plan.nc").read_bytes()
    half = tmp_path / "half.nc"
    half.write_bytes(content[: int(share * len(content))])
    with pytest.raises(Mistake, match="damaged, incomplete"):
        load_results(half)


@pytest.mark.parametrize("content", [b"CDF\x01 no", b"\x89HDF\r\n\x1a\n", b"name = 3", os.urandom(999)])
def test_what_is_no_such_file_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.nc").write_bytes(content)
    with pytest.raises(Mistake, match="damaged, incomplete, or no netCDF file"):
        load_results(tmp_path / "plan.nc")


def test_other_datasets_and_other_forms_are_told(tmp_path: Path) -> None:
    other = tmp_path / "other.nc"
    xarray.Dataset({"rain": ("day", [1.0])}).to_netcdf(other, engine="h5netcdf")
    with pytest.raises(Mistake, match="holds no comparison"):
        load_results(other)
    place = save_results(results(), tmp_path / "plan.nc")
    for form in (FORM + 1, FORM - 1):
        with h5py.File(place, "r+") as file:
            file.attrs["form"] = form
            file.attrs["version"] = "9.9"
        with pytest.raises(Mistake, match=r"written by version 9\.9 .* a form that this version does not"):
            load_results(place)
    with h5py.File(place, "r+") as file:
        file.attrs["form"] = FORM
        del file["revenue"]
    with pytest.raises(Mistake, match="holds no comparison"):
        load_results(place)


@pytest.mark.parametrize(
    "missing", ["n_loyal", "n_reached_paid", "messages_earned", "weeks_to_buy", "booked", "rival_units"]
)
def test_a_file_that_lacks_something_is_of_another_form(missing: str, tmp_path: Path) -> None:
    place = save_results(results(), tmp_path / "plan.nc")
    with h5py.File(place, "r+") as file:
        del file[missing]
    with pytest.raises(Mistake, match="in a form that this version does not read"):
        load_results(place)


@pytest.mark.parametrize("missing", ATTRIBUTES)
def test_so_is_one_that_does_not_say_where_it_came_from(missing: str, tmp_path: Path) -> None:
    made = results()
    place = save_results(made, tmp_path / "plan.nc")
    assert set(ATTRIBUTES) == {*made.data.attrs, "resolved", "made_with", "explored"}
    with h5py.File(place, "r+") as file:
        del file.attrs[missing]
    with pytest.raises(Mistake, match="in a form that this version does not read"):
        load_results(place)


def test_a_file_that_unpacks_to_more_than_memory_is_not_read(tmp_path: Path) -> None:
    """A few kilobytes can stand for many gigabytes of noughts."""
    place = save_results(results(), tmp_path / "plan.nc")
    with h5py.File(place, "r+") as file:
        file.create_dataset("n_loyal_", (10**6, 10**6), "i8", chunks=(1000, 1000), compression="gzip")
    assert place.stat().st_size < 10**7
    with pytest.raises(Mistake):
        load_results(place)


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere.nc", tmp_path):
        with pytest.raises(Mistake, match="There is no file"):
            load_results(place)
