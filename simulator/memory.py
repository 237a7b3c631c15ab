"""Whether a market fits into memory: about what it takes, worked out before anything is made.

Columns and weekly buffers are counted exactly. What depends on how a run goes (how much is said, how
often people discover the brand) is that of a lively market; `tests/running/test_memory.py` holds
the whole against what is really taken.
"""

import math

import psutil

from simulator.agents import consumers
from simulator.errors import Mistake
from simulator.kernels import buffers
from simulator.scenarios.schema import FileGraph, Scenario

ARC_BYTES = 5  # listener and kind
WEIGHT_BYTES = 4  # of an arc whose tie passes with a probability
BUILD_ARC_BYTES = 32  # what a generator needs while it works; the hungriest, scale-free with triangles
PASSING_ARC_BYTES = {"rate": 0, "probability": 24, "weighted": 100, "arcs": 100}  # while worked out
WORLD_BYTES = 40  # of a consumer: place in the graph, degrees, segment; and while it is made

RUN_BYTES = 100_000  # levers, terms and books
WEEK_BYTES = 4_000  # every count of a week
RESULT_BYTES = 20_000  # of a run that is complete: books and measures
RESULT_WEEK_BYTES = 1_300  # and every count of a week, once more while all runs are put together
ROW_BYTES = 4  # a consumer's row, looked up by uid
THRESHOLD_BYTES = 16  # a consumer's threshold, and the weight of all whom he hears
TRACE_BYTES = 24  # of a consumer while cascades are traced; hearing needs less, and earlier
TALK_ACT_BYTES = 26  # in the log of a run, and again while its cascades are traced
DISCOVERY_BYTES = 8  # in the log
DISCOVERY_TRACE_BYTES = 40  # and again, of our brand
TALK_SHARE = 0.1  # of people who talk in a week of a lively market
DISCOVERIES = 2  # of a brand by the same consumer, in a lively market whose people forget


def check_memory(scenario: Scenario, runs: int, at_once: int = 1, markets: int = 1) -> None:
    """Raise a `Mistake` if so many runs would not fit into the free memory.

    Parameters
    ----------
    runs : in all; what comes out of each is kept. at_once : how many go on at a time.
    markets : how many copies of the market there are; threads share one.
    """
    held = markets * kept_bytes(scenario) + at_once * run_bytes(scenario)
    results = runs * result_bytes(scenario)
    need = max(making_bytes(scenario), held + results)
    free = psutil.virtual_memory().available
    if need > free:
        sizes = {"need": math.ceil(need / 1e9), "free": f"{free / 1e9:.1f}"}
        if results > held:
            raise Mistake("no_memory_for_results", runs=runs, weeks=scenario.market.weeks, **sizes)
        raise Mistake(
            "no_memory", consumers=scenario.market.consumers, ties=_ties(scenario), **sizes
        )


def making_bytes(scenario: Scenario) -> int:
    """About how much making the market takes at most; a network from a file is there already."""
    made = scenario._social_graph is None
    passing = PASSING_ARC_BYTES[scenario.switches.passing] + (ARC_BYTES if made else 0)
    each = max(passing, BUILD_ARC_BYTES if made else 0)
    return scenario.market.consumers * WORLD_BYTES + _arcs(scenario) * each


def kept_bytes(scenario: Scenario) -> int:
    """About how much the market takes, which all runs of a process share."""
    each = ARC_BYTES if scenario._social_graph is None else 0
    each += WEIGHT_BYTES if scenario.switches.passing != "rate" else 0
    return scenario.market.consumers * WORLD_BYTES + _arcs(scenario) * each


def run_bytes(scenario: Scenario) -> int:
    """About how much one run takes at most, besides the market."""
    brands, weeks = 1 + len(scenario.rivals), scenario.market.weeks
    each = consumers.bytes_per_consumer(brands) + buffers.bytes_per_consumer(brands)
    each += ROW_BYTES + TRACE_BYTES
    each += THRESHOLD_BYTES if scenario.switches.choice == "threshold" else 0
    each += DISCOVERIES * (DISCOVERY_TRACE_BYTES + brands * DISCOVERY_BYTES)
    acts = {"rate": TALK_SHARE * weeks, "always": weeks, "once": 1}[scenario.switches.talk]
    talk = math.ceil(scenario.market.consumers * acts * TALK_ACT_BYTES)
    return RUN_BYTES + weeks * WEEK_BYTES + scenario.market.consumers * each + talk


def result_bytes(scenario: Scenario) -> int:
    """About how much is kept of one run at most."""
    return RESULT_BYTES + scenario.market.weeks * RESULT_WEEK_BYTES


def _arcs(scenario: Scenario) -> int:
    """How many arcs the network has, or about how many once it is made."""
    known, table = scenario._social_graph, scenario.graph
    if known is not None:
        return len(known.targets)
    return 0 if isinstance(table, FileGraph) else table.expected_arcs(scenario.market.consumers)


def _ties(scenario: Scenario) -> int:
    """How many ties that is."""
    known = scenario._social_graph
    return _arcs(scenario) // 2 if known is None else known.ties
