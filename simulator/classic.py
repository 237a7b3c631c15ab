"""The classical models of diffusion, as settings of the engine (model page, classical limits).

Independent cascades and thresholds (Kempe2003; Watts2002) are run by kernels of their own, which look only
at who is reached, with the rules and the draws of the engine: a run of the engine with the same settings
reaches the same people. The model of Bass1969 is the engine itself, on the complete graph.
"""

import math
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from numbers import Real
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import (
    DEFAULT_REPLICATES,
    DEFAULT_SEED,
    Flag,
    as_python,
    asking,
    check_helpers,
    whole_number,
)
from simulator.draws import Draws, Stream, replicate_seed
from simulator.errors import Mistake
from simulator.graph.given import Given, given
from simulator.graph.passing import passing_graph, passing_of, share_of
from simulator.graph.social_graph import SocialGraph
from simulator.jobs import Progress
from simulator.kernels.cascade import adopt, live_bounds, parts_of, spread, tell
from simulator.model import WordOfMouthModel
from simulator.scenarios.files import load_scenario
from simulator.workers import cores
from simulator.world import World, make_world

OFF = dict.fromkeys(("forgetting", "belief", "reviews", "support", "churn", "trouble"), False)
BASS = {**OFF, "talk": "always", "choice": "sure", "opportunity": "sure"}
PARTS = 50  # that the work is done in: after each it tells how far it is, and can be stopped
DEFAULT_RUNS = 1000


MOST_RATE = 10.0  # per step; what the engine takes, and far more than a step should have


class Cascade(NamedTuple):
    """One cascade: whom it reached, in the order of steps."""

    person: NDArray[np.int32]  # uid
    teller: NDArray[np.int32]  # uid of who told; -1 for a seed, and with thresholds, where nobody does alone
    step: NDArray[np.int32]  # 0 for a seed


@dataclass(frozen=True)
class Sizes:
    """How many people each run reached, seeds included."""

    sizes: NDArray[np.int64]  # (replicates,)
    cascades: tuple[Cascade, ...] | None = None  # one per run, where they were asked for

    @property
    def mean(self) -> float:
        """Mean size over the runs, in people."""
        return float(self.sizes.mean())

    @property
    def se(self) -> float:
        """Standard error of the mean; nan with a single run, which says nothing of it."""
        runs = len(self.sizes)
        return float(self.sizes.std(ddof=1)) / math.sqrt(runs) if runs > 1 else math.nan


@dataclass(frozen=True)
class Adoption(Sizes):
    """How many have adopted by the end of each step, too."""

    adopted: NDArray[np.int64] = field(  # (replicates, steps)
        default_factory=lambda: np.empty((0, 0), np.int64)
    )


def bass(
    p: float,
    q: float,
    consumers: int,
    steps: int,
    dt: float = 1.0,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Adoption:
    """Run the model of Bass1969 with people: each adopts on his own or because of those who have.

    In a step somebody adopts with probability 1 - exp(-(p + q M / N) dt), where M of N have by then; this
    becomes the closed form as N grows and dt falls.

    Parameters
    ----------
    p, q : coefficients of innovation and imitation, per unit of time. consumers : N.
    steps : how many. dt : how long each is, in the unit of time of p and q (with both per year, 1 / 52 is a
        week). The others : as for `independent_cascade`.

    Raises
    ------
    Mistake : numbers below 0 or beyond what the engine takes; stopped before all was done.
    """
    rates = {}
    for name, value in (("p", p), ("q", q)):
        rates[name] = rate_in_step(name, value, dt)
    n, weeks = whole_number("consumers", consumers), whole_number("steps", steps)
    replicates, seed = whole_number("replicates", replicates), whole_number("seed", seed)
    scenario = load_scenario({
        "name": "Bass", "arms": [{"name": "Control"}],
        "market": {"consumers": n, "weeks": weeks, "price": 0, "category_price": 1, "unit_cost": 0},
        "graph": {"kind": "complete", "contacts": (n - 1) / n},  # each pair weighs 1 / N
        "behaviour": {"organic_discovery": rates["p"], "hearing_strong": rates["q"]},
        "switches": BASS,
    })  # fmt: skip
    world = make_world(scenario, seed)

    def play(first: int, end: int) -> list[list[int]]:
        return [_adopted(world, one) for one in range(first, end)]

    adopted = np.array(_in_parts(play, replicates, workers, progress, cancel), np.int64)
    return Adoption(adopted[:, -1], adopted=adopted)


def _adopted(world: World, replicate: int) -> list[int]:
    model = WordOfMouthModel(world, 0, replicate)
    model.run_model()
    return [int(one) for one in model.datacollector.model_vars["n_customers"]]


def rate_in_step(name: str, value: object, dt: object) -> float:
    """How much of a rate falls into a step."""
    for called, number in ((name, value), ("dt", dt)):
        if isinstance(number, bool) or not isinstance(number, Real) or not 0.0 <= float(number) < math.inf:
            raise Mistake("classic.rate", name=called, value=as_python(number))
    step = float(cast(float, dt))
    if not step:
        raise Mistake("classic.no_time")
    rate = float(cast(float, value)) * step
    if rate > MOST_RATE:
        raise Mistake("classic.step", name=name, rate=f"{rate:g}", most=f"{MOST_RATE:g}")
    return rate


def independent_cascade(
    graph: Any,
    seeds: Iterable[Hashable],
    p: float | str,
    replicates: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    *,
    cascades: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Sizes:
    """Run the independent cascade (Kempe2003): who is reached tells each listener once, and is heard or not.

    Parameters
    ----------
    graph : a `SocialGraph`, or what `SocialGraph.of` takes; an undirected tie has a coin for each direction.
    seeds : whom it begins with: nodes of a NetworkX graph; of any other, uids, or names in its data.
    p : a number: each unit of a tie's weight passes with it, so that a tie of weight w passes with
        1 - (1 - p) ** w; "weighted": a tie passes with its share of all the weight that its listener hears;
        "arcs": a tie's weight is its probability.
    replicates : runs. seed : of all draws.
    cascades : whether to keep who told whom.
    workers, progress, cancel : threads, and how to follow and to stop them; results do not depend on them.

    Raises
    ------
    Mistake : a probability outside [0, 1], "arcs" without weights, nobody to begin with, somebody who is not
        in the graph, a complete graph (which stores no ties); stopped before all was done.
    """
    network = _stored(graph, p)
    passing = passing_graph(network.graph, *passing_of(network.graph, p))
    starts, run_seeds = _rows(network, seeds)[None, :], _run_seeds(replicates, seed)
    assert passing.weights is not None  # noqa: S101 - they are rates now
    rates, uids = passing.weights, passing.uids
    if cascades:
        kept = _in_parts(
            lambda first, end: [_told(one, starts[0], passing, rates) for one in run_seeds[first:end]],
            len(run_seeds), workers, progress, cancel,
        )  # fmt: skip
        return _of(kept)
    bounds = np.empty(len(rates), np.int64)
    live_bounds(rates, bounds)

    def sizes(first: int, end: int) -> list[int]:
        found = np.empty(end - first, np.int64)
        spread(run_seeds[first:end], starts, passing.offsets, passing.targets, bounds, uids, found)
        return found.tolist()

    return Sizes(np.array(_in_parts(sizes, len(run_seeds), workers, progress, cancel), np.int64))


def linear_threshold(
    graph: Any,
    seeds: Iterable[Hashable],
    replicates: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    *,
    cascades: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Sizes:
    """Run the linear threshold model (Kempe2003): who hears enough of his neighbours adopts.

    Each person's threshold is uniform on [0, 1) and drawn anew in each run; ties count by their weights.

    Parameters
    ----------
    All as for `independent_cascade`.

    Raises
    ------
    Mistake : as `independent_cascade`.
    """
    network = _stored(graph)
    starts = _rows(network, seeds)[None, :]
    return _thresholds(network.graph, starts, math.nan, replicates, seed, cascades, workers, progress, cancel)


def watts(
    graph: Any,
    phi: float,
    replicates: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    *,
    seeds: Iterable[Hashable] | None = None,
    cascades: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Flag | Callable[[], bool] | None = None,
) -> Sizes:
    """Run the cascade model of Watts2002: everybody waits for the same share of his neighbours.

    Parameters
    ----------
    phi : that share, in [0, 1].
    seeds : whom it begins with; None: one person, drawn anew for each run.
    The others : as for `independent_cascade`.

    Raises
    ------
    Mistake : a share outside [0, 1]; as `independent_cascade`.
    """
    network = _stored(graph)
    social = network.graph
    share = share_of("phi", phi)
    replicates, seed = whole_number("replicates", replicates), whole_number("seed", seed)
    if seeds is None:
        place = Draws(seed).uniform(Stream.FIRST_ADOPTER, np.arange(replicates, dtype=np.int32))
        starts = np.argsort(social.uids)[(place * social.n).astype(np.int64), None].astype(np.int32)
    else:
        starts = _rows(network, seeds)[None, :]
    return _thresholds(social, starts, share, replicates, seed, cascades, workers, progress, cancel)


def _thresholds(
    graph: SocialGraph, starts: NDArray[np.int32], threshold: float, replicates: int, seed: int,
    cascades: bool, workers: int | None, progress: Progress | None,
    cancel: Flag | Callable[[], bool] | None,
) -> Sizes:
    """Run a threshold model from rows that adopt first."""
    run_seeds, arcs = _run_seeds(replicates, seed), len(graph.targets)
    weights = np.ones(arcs, np.float32) if graph.weights is None else graph.weights
    parts, heard = np.empty(arcs, np.int64), np.zeros(graph.n, np.int64)
    parts_of(weights, graph.targets, parts, heard)

    def play(first: int, end: int, begin: NDArray[np.int32]) -> tuple[list[int], Cascade]:
        """Sizes of these runs, and the last one's cascade."""
        queue, step = np.empty(graph.n, np.int32), np.empty(graph.n, np.int32)
        sizes = np.empty(end - first, np.int64)
        adopt(
            run_seeds[first:end], begin, graph.offsets, graph.targets, parts, heard, threshold, graph.uids,
            sizes, queue, step,
        )  # fmt: skip
        people = graph.uids[queue[: sizes[-1]]]
        return sizes.tolist(), Cascade(people, np.full_like(people, -1), step[: sizes[-1]].copy())

    def begun(first: int, end: int) -> NDArray[np.int32]:
        return starts if len(starts) == 1 else starts[first:end]

    def followed(first: int, end: int) -> list[Cascade]:
        return [play(one, one + 1, begun(one, one + 1))[1] for one in range(first, end)]

    def counted(first: int, end: int) -> list[int]:
        return play(first, end, begun(first, end))[0]

    if cascades:
        return _of(_in_parts(followed, len(run_seeds), workers, progress, cancel))
    return Sizes(np.array(_in_parts(counted, len(run_seeds), workers, progress, cancel), np.int64))


def _of(cascades: list[Cascade]) -> Sizes:
    return Sizes(np.array([len(one.person) for one in cascades], np.int64), tuple(cascades))


def _told(
    run_seed: np.uint64, start: NDArray[np.int32], graph: SocialGraph, rates: NDArray[np.float32]
) -> Cascade:
    queue, teller, step = (np.empty(graph.n, np.int32) for _ in range(3))
    size = tell(run_seed, start, graph.offsets, graph.targets, rates, graph.uids, queue, teller, step)
    return Cascade(graph.uids[queue[:size]], teller[:size].copy(), step[:size].copy())


def _in_parts(
    work: Callable[[int, int], list[Any]], runs: int, workers: int | None, progress: Progress | None,
    cancel: Flag | Callable[[], bool] | None,
) -> list[Any]:
    """Do the runs on threads, a part at a time.

    Parameters
    ----------
    work : does the runs from one number up to another.
    """
    workers = None if workers is None else whole_number("workers", workers)
    check_helpers(workers, None, progress)
    cancelled, each = asking(cancel), -(-runs // PARTS)
    parts = [(first, min(first + each, runs)) for first in range(0, runs, each)]
    done: list[Any] = []

    def unless_cancelled(part: tuple[int, int]) -> list[Any] | None:
        return None if cancelled() else work(*part)

    with ThreadPoolExecutor(min(workers or cores(), len(parts))) as pool:
        for found in pool.map(unless_cancelled, parts):
            if found is None:
                raise Mistake("interrupted_early")
            done += found
            if progress is not None:
                progress(len(done), runs, None)
    return done


def _stored(graph: Any, way: object = None) -> Given:
    """The network, whose ties are stored."""
    network = given(graph, way)
    if network.graph.complete:
        raise Mistake("classic.complete")
    return network


def _run_seeds(replicates: int, seed: int) -> NDArray[np.uint64]:
    """The seed of each run, that of the engine's replicate of the same number."""
    seed = whole_number("seed", seed)
    return np.array(
        [replicate_seed(seed, one) for one in range(whole_number("replicates", replicates))], np.uint64
    )


def _rows(network: Given, seeds: Any) -> NDArray[np.int32]:
    """Rows of the seeds, each once, ascending by uid."""
    uids = network.uids_of(seeds)
    if not uids:
        raise Mistake("classic.nobody")
    return np.argsort(network.graph.uids)[uids].astype(np.int32)
