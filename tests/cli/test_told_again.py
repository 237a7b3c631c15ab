"""What a comparison claims, recomputed from its saved file by code that shares nothing with the product."""

import copy
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray
from chance import recounted
from command import TINY, said

HOW = (["--replicates", "12"], ["--until", "90000"], ["--replicates", "9", "--assumptions", "10"])


COMPARED: dict[tuple[str, ...], tuple[dict[str, Any], xarray.Dataset, Path]] = {}


@pytest.fixture(params=HOW)
def kept(
    request: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[dict[str, Any], xarray.Dataset, Path]:
    """What was printed as JSON, and what lies in the file; compared once for all tests."""
    if (before := COMPARED.get(tuple(request.param))) is not None:
        return copy.deepcopy(before)
    file = tmp_path / "kept.nc"
    market = [*TINY[:4], *TINY[6:]]  # without its number of replicates
    done = said(capsys, "compare", "first_look", *market, *request.param, "--save", str(file), "--json")
    assert done.code == 0
    COMPARED[tuple(request.param)] = json.loads(done.out), xarray.load_dataset(file, engine="h5netcdf"), file
    return copy.deepcopy(COMPARED[tuple(request.param)])


def values(data: xarray.Dataset) -> dict[str, np.ndarray]:
    """Reach, revenue and profit of each run, by plain loops: (arms, runs)."""
    arms, runs, weeks = (range(data.sizes[name]) for name in ("arm", "replicate", "week"))
    coin, cost = int(data.attrs["minor_per_major"]), int(data.attrs["unit_cost_minor"])
    one = {name: data[name].values for name in ("n_reached", "revenue", "units", "cost")}
    revenue = [[sum(int(one["revenue"][a, r, w]) for w in weeks) for r in runs] for a in arms]
    profit = [
        [sum(int(one["revenue"][a, r, w]) - cost * int(one["units"][a, r, w]) - int(one["cost"][a, r, w])
             for w in weeks) for r in runs] for a in arms
    ]  # fmt: skip
    return {
        "reach": one["n_reached"][..., -1].astype(float), "revenue": np.array(revenue) / coin,
        "profit": np.array(profit) / coin,
    }  # fmt: skip


def test_differences_intervals_and_chances_are_those_of_the_runs(
    kept: tuple[dict[str, Any], xarray.Dataset, Path],
) -> None:
    answer, data, _ = kept
    found, names = values(data), [str(one) for one in data["arm"].values]
    pilot = int(data.attrs["pilot"]) or data.sizes["replicate"]
    rows = [row for row in answer["paired"] + answer["between"] if row["metric"] in found]
    assert len(rows) == 3 * 6  # three plans against the control, and three pairs of plans
    for row in rows:
        ours, theirs = (found[row["metric"]][names.index(row[name])] for name in ("arm", "control"))
        change = ours - theirs
        assert row["mean"] == pytest.approx(change.mean())
        assert (row["low"], row["high"]) == pytest.approx(recounted(change, pilot))
        wins = sum(1.0 if x > 0 else 0.5 if x == 0 else 0.0 for x in change)
        assert row["p_better"] == pytest.approx(wins / len(change))


def test_the_chance_to_be_best_is_that_of_the_runs(
    kept: tuple[dict[str, Any], xarray.Dataset, Path],
) -> None:
    answer, data, _ = kept
    for name, each in values(data).items():
        shares = np.zeros(each.shape[0])
        for run in each.T:
            best = [a for a, x in enumerate(run) if x == max(run)]
            shares[best] += 1 / len(best)
        told = [arm["metrics"][name]["p_best"] for arm in answer["arms"]]
        assert told == pytest.approx((shares / each.shape[1]).tolist())


def test_what_holds_in_other_worlds_is_that_of_their_runs(
    kept: tuple[dict[str, Any], xarray.Dataset, Path],
) -> None:
    answer, data, file = kept
    if answer["assumptions"] is None:
        return
    worlds = xarray.load_dataset(file, engine="h5netcdf", group="worlds")
    profit = [[sum(arm) / len(arm) for arm in world] for world in worlds["profit"].values.tolist()]
    ours = values(data)["profit"].mean(axis=1).tolist()
    order = sorted(range(len(ours)), key=lambda a: -ours[a])
    holds = [all(world[a] >= world[b] for a, b in pairwise(order)) for world in profit]
    first = [world[order[0]] == max(world) for world in profit]
    ranking = answer["assumptions"]["ranking"]
    names = [str(one) for one in data["arm"].values]
    assert ranking["order"] == [names[a] for a in order]
    assert ranking["holds"] == pytest.approx(sum(holds) / len(holds))
    assert ranking["best_holds"] == pytest.approx(sum(first) / len(first))
