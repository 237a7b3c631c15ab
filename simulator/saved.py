"""Comparisons on disk: one netCDF file holds what was recorded, the scenario and where it came from.

The file is an ordinary netCDF-4 file of the dataset, so that xarray and others read it too.
"""

import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from simulator.agents.counts import NAMES
from simulator.errors import Mistake
from simulator.new_files import completed
from simulator.results import OF_RUNS, OF_WEEKS, Results

if TYPE_CHECKING:
    import xarray

FORM = 2  # of the file; a later program may write another
SUFFIX = ".nc"
WORLDS = "worlds"  # group of the file with the worlds of other assumptions
MAKERS = ("numba", "numpy", "mesa", "networkx", "scipy", "xarray")
"""Packages whose versions stand in the file beside that of the product."""
CORE = ("revenue", "units", "cost")  # without which it is something else
BY_CAUSE = ("discovered_", "revenue_")  # counts that are recorded along their cause
VARIABLES: set[Any] = {name for name in NAMES if not name.startswith(BY_CAUSE)} | {*OF_WEEKS, *OF_RUNS}
ATTRIBUTES = (
    "scenario", "digest", "control", "seed", "version", "currency", "minor_per_major", "discount_rate",
    "unit_cost_minor", "consumers", "people_per_consumer", "ties", "directed", "hearing_factor",
    "graph_notes", "requested", "interrupted", "seconds", "contested", "until", "pilot", "within", "most",
    "resolved", "made_with", "explored",
)  # fmt: skip
"""What a comparison says of itself, as `simulator.results` writes it, and what is added here."""


def save_results(results: Results, path: str | os.PathLike[str]) -> Path:
    """Write a comparison to a file that does not exist yet; `load_results` reads it.

    Raises
    ------
    Mistake : it exists already, ends otherwise than in .nc, or cannot be made.
    """
    data = results.data.assign_attrs(
        form=FORM,
        explored=int(results.worlds is not None),
        resolved=json.dumps(results.scenario, ensure_ascii=False),
        made_with=json.dumps({name: version(name) for name in MAKERS}),
    )
    packed = {name: {"zlib": True, "complevel": 4} for name in data.data_vars}
    with completed(path, SUFFIX) as place:
        data.to_netcdf(place, engine="h5netcdf", encoding=packed)
        if results.worlds is not None:
            results.worlds.to_netcdf(place, mode="a", group=WORLDS, engine="h5netcdf")
    return Path(path)


def load_results(path: str | os.PathLike[str]) -> Results:
    """Read a comparison that `save_results` or ``kuchikomi compare --save`` wrote.

    Raises
    ------
    Mistake : there is none, or not all of one; it is of a later program, or larger than memory.
    """
    import xarray

    place = Path(path)
    if not place.is_file():
        raise Mistake("saved.missing", file=str(place))
    try:
        with xarray.open_dataset(place, engine="h5netcdf") as lazy:
            _check_form(lazy, place)
            data = lazy.load()
        scenario = json.loads(data.attrs.pop("resolved"))
        worlds = None
        if data.attrs.pop("explored"):
            with xarray.open_dataset(place, engine="h5netcdf", group=WORLDS) as lazy:
                worlds = lazy.load()
    except Mistake:
        raise
    except Exception as error:
        raise Mistake("saved.broken", file=str(place)) from error
    data.attrs.pop("form"), data.attrs.pop("made_with")
    for one in (data, *(() if worlds is None else (worlds,))):
        for name, value in one.attrs.items():
            one.attrs[name] = value.item() if hasattr(value, "item") else value
    return Results(data, scenario, worlds)


def _check_form(lazy: "xarray.Dataset", place: Path) -> None:
    """Refuse what is no comparison, or not as this program reads it, before it is read."""
    form = lazy.attrs.get("form")
    if form is None:
        raise Mistake("saved.no_comparison", file=str(place))
    if form != FORM:
        raise Mistake("saved.other_form", file=str(place), version=lazy.attrs.get("version", "?"))
    if not set(CORE) <= set(lazy.data_vars):
        raise Mistake("saved.no_comparison", file=str(place))
    if set(lazy.data_vars) != VARIABLES or not set(ATTRIBUTES) <= set(lazy.attrs):
        raise Mistake("saved.other_form", file=str(place), version=lazy.attrs.get("version", "?"))
    if lazy.nbytes > psutil.virtual_memory().available:
        raise Mistake("saved.too_large", file=str(place), size=round(lazy.nbytes / 1e9, 1))
