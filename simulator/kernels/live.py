"""The people's week, compiled as one: from what is said to what is forgotten, phase by phase."""

from simulator.agents.stages import ChoiceMode
from simulator.compiled import compiled
from simulator.kernels.buffers import BUYERS
from simulator.kernels.close import follow, forget, recommend, win_back
from simulator.kernels.discover import discover
from simulator.kernels.evaluate import adopt_by_threshold, buy, evaluate, opportunity_bounds
from simulator.kernels.experience import experience
from simulator.kernels.hear import hear, hear_everybody
from simulator.kernels.stocks import count, take_stock
from simulator.kernels.support import support
from simulator.kernels.talk import talk

# mypy: disable-error-code="no-untyped-def"


@compiled
def begin(rates, flags, minds, opportunity, stocks):
    """Work out what is kept from week to week: how likely opportunities are, and who stands where.

    Parameters
    ----------
    rates : float32 (n,), opportunities per week. flags, minds : of all consumers.
    opportunity : int64 (n,), out. stocks : int64 (brands, standings), out.
    """
    opportunity_bounds(rates, opportunity)
    for b in range(flags.shape[0]):
        take_stock(flags[b], minds[b], stocks[b])


@compiled
def live(
    week, seed, setting, terms, people, place, buffers, given, helpers, wins_back, makes_follow
):
    """Live through one week, in the order of `simulator.week.WEEK`.

    Parameters
    ----------
    week : int. seed : uint64 of the run.
    setting, terms, people, place, buffers : see `Setting`, `Terms`, `Consumers`, `Place`, `Buffers`.
    given : int32, rows of those who are given our product, once per product.
    helpers : int32, uids of the community members who may answer our cases.
    wins_back, makes_follow : bool, whether any lever does.
    """
    brands, arcs = people.flags.shape[0], place.arcs
    talk(week, seed, setting, terms, people, buffers)
    if place.complete:
        hear_everybody(
            week, seed, setting, people, place.by_uid, place.pair_weight, place.online_share, buffers
        )
    else:
        hear(week, seed, setting, people, arcs, buffers)
    discover(week, seed, setting, terms, people, given, buffers)
    if setting.choice_mode == ChoiceMode.THRESHOLD:
        adopt_by_threshold(people, place, terms.brand[0].owners, buffers)
    else:
        evaluate(week, seed, setting, terms, people, arcs.in_degree, place.complete, buffers)
    buy(week, setting.people_per_consumer, terms, people, buffers)
    for b in range(brands):
        if b == 0:
            experience(given, given.shape[0], b, week, seed, setting, terms, people, arcs, buffers)
        buyers, number = buffers.lists[b, BUYERS], buffers.lengths[b, BUYERS]
        experience(buyers, number, b, week, seed, setting, terms, people, arcs, buffers)
    support(week, seed, setting, terms, people, arcs, helpers, buffers)
    recommend(people, buffers)
    forget(week, seed, setting, people, buffers)
    if wins_back:
        win_back(week, seed, terms, people, arcs, buffers)
    if makes_follow:
        follow(week, seed, terms, people, buffers)
    for b in range(brands):
        count(buffers.stocks[b], buffers.counts[b])
