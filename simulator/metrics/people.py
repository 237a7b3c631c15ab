"""How many people know, buy, come back, and would recommend."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.metrics.metric import Measure, Metric, Values, at_end, of_run, ratio, total
from simulator.metrics.paths import nps

if TYPE_CHECKING:
    import xarray

KNOWN = "discovered_by_cause"
BOUGHT = ("n_new", "n_repeat", "n_loyal")


def _everybody(data: "xarray.Dataset") -> Values:
    people = int(data.attrs["consumers"]) * int(data.attrs["people_per_consumer"])
    return np.full((data.sizes["arm"], data.sizes["replicate"]), float(people))


def _by_talk(data: "xarray.Dataset") -> Values:
    return data[KNOWN].sel(cause="word_of_mouth").sum("week").values.astype(float)


def _discoveries(data: "xarray.Dataset") -> Values:
    return data[KNOWN].sum(("week", "cause")).values.astype(float)


def _nps(data: "xarray.Dataset") -> Values:
    return nps(data)[..., -1]


def _nps_mean(data: "xarray.Dataset") -> Values:
    """Mean over the weeks in which there is somebody to ask."""
    weekly = nps(data)
    asked = np.isfinite(weekly)
    weeks = asked.sum(axis=-1)
    return np.where(weeks > 0, np.where(asked, weekly, 0.0).sum(axis=-1) / np.maximum(weeks, 1), np.nan)


def _nps_lowest(data: "xarray.Dataset") -> Values:
    """The worst of these weeks; nan where there is none."""
    return np.asarray(np.fmin.reduce(nps(data), axis=-1))


def _weeks_as(rung: str) -> Measure:
    """Weeks that a person stands on a rung of the ladder, mean over all who ever knew the brand."""
    return ratio(total(f"n_{rung}"), at_end("n_reached"))


def _repeat_units(data: "xarray.Dataset") -> Values:
    return total("units")(data) - total("new_customers")(data)


def _market_share(data: "xarray.Dataset") -> Values:
    """Of all units sold; nan where rivals sold none."""
    ours, theirs = (data[name].sum("week").values.astype(float) for name in ("units", "rival_units"))
    return np.where(theirs > 0, ours / np.where(theirs > 0, ours + theirs, 1.0), np.nan)


METRICS = (
    Metric("reach", "people", True, at_end("n_reached"), "end"),
    Metric("awareness", "people", True, at_end("n_aware"), "end"),
    Metric("discoveries", "people", True, _discoveries),
    Metric("discoveries_by_talk", "people", True, _by_talk),
    Metric("customers", "people", True, at_end("n_customers"), "end"),
    Metric("new_customers", "people", True, total("new_customers")),
    Metric("units", "units", True, total("units")),
    Metric("repeat_units", "units", True, _repeat_units),
    Metric("reached_share", "share", True, ratio(at_end("n_reached"), _everybody), "end"),
    Metric("penetration", "share", True, ratio(at_end("n_customers"), _everybody), "end"),
    Metric("market_share", "share", True, _market_share),
    Metric("bought_share", "share", True, ratio(at_end("n_customers"), at_end("n_reached")), "end"),
    Metric("returned_share", "share", True, ratio(at_end(*BOUGHT[1:]), at_end(*BOUGHT)), "end"),
    Metric("potentials", "people", False, at_end("n_potential"), "end"),
    Metric("prospects", "people", True, at_end("n_prospect"), "end"),
    Metric("bought_once", "people", True, at_end("n_new"), "end"),
    Metric("bought_again", "people", True, at_end("n_repeat"), "end"),
    Metric("loyal", "people", True, at_end("n_loyal"), "end"),
    Metric("lapsed", "people", False, at_end("n_lapsed"), "end"),
    Metric("lapses", "people", False, total("lapses")),
    Metric("weeks_to_buy", "weeks", False, of_run("weeks_to_buy")),
    Metric("prospect_weeks", "weeks per person", False, _weeks_as("prospect")),
    Metric("new_weeks", "weeks per person", True, _weeks_as("new")),
    Metric("repeat_weeks", "weeks per person", True, _weeks_as("repeat")),
    Metric("loyal_weeks", "weeks per person", True, _weeks_as("loyal")),
    Metric("lapsed_weeks", "weeks per person", False, _weeks_as("lapsed")),
    Metric("nps", "points", True, _nps, "end"),
    Metric("nps_mean", "points", True, _nps_mean),
    Metric("nps_lowest", "points", True, _nps_lowest),
    Metric("promoters", "people", True, at_end("n_promoters"), "end"),
    Metric("passives", "people", True, at_end("n_passives"), "end"),
    Metric("detractors", "people", False, at_end("n_detractors"), "end"),
    Metric("returning_positive", "people", True, at_end("n_returning_positive"), "end"),
    Metric("returning_negative", "people", False, at_end("n_returning_negative"), "end"),
    Metric("first_positive", "people", True, at_end("n_first_positive"), "end"),
    Metric("first_negative", "people", False, at_end("n_first_negative"), "end"),
)
