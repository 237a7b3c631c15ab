"""A comparison explained in a few sentences: which plan, how sure, through what, at what cost."""

import math
from collections.abc import Iterator
from typing import Any

from simulator.figures import figures, percent, three_digits, whole
from simulator.texts import Catalogue

RANKED_BY = "profit"  # by which plans are put in order
STAGES = {"reach": "reach", "bought": "bought_share", "value": "revenue"}
"""Stages of the journey, and the measure by which it is known that a plan changes them."""

STANDINGS = MORE, LESS, OPEN, SAME = ("more", "less", "open", "same")
"""How a plan's profit stands against the control's."""

NEXT_TO_NOTHING = 0.005  # of revenue, or of all discoveries that change: not worth explaining
MUCH_COMPLAINT = 0.2  # share of what is heard that speaks against the brand
Answer = dict[str, Any]


def explained(answer: Answer, text: Catalogue, asked: str = "command") -> list[str]:
    """Say what a comparison found, in sentences computed from its runs; nothing where there is no choice.

    Only what chance does not explain is explained.

    Parameters
    ----------
    answer : of `simulator.comparison.summary`; its currency perhaps from `simulator.figures.writable`.
    asked : where somebody reads it, who is told there how other assumptions are explored: command, page
        or report.
    """
    if len(answer["arms"]) == 1 or answer["replicates"] == 1:
        return []
    arm = _told(answer)
    standing = _standing(_pair(answer, arm, RANKED_BY))
    said = [*_which(answer, arm, text)]
    if standing != SAME:
        said += _how_sure(answer, arm, asked, text)
    if standing == MORE:
        said += _second(answer, arm, text)
    return [*said, *_stages(answer, arm, text), *_reach(answer, arm, text), *_cost(answer, arm, text)]


def claims(answer: Answer, text: Catalogue) -> list[str]:
    """Say which contested claims matter for what `explained` tells; of arms that are the same, none."""
    if len(answer["arms"]) == 1 or answer["replicates"] == 1:
        return []
    return [text.say(f"claim.{key}") for key in contested(answer, _told(answer))]


def contested(answer: Answer, arm: dict[str, Any]) -> list[str]:
    """Contested claims that matter for an arm: where it differs from the control, and of what moved it."""
    control = answer["arms"][0]
    both = [*arm["contested"], *control["contested"]]
    found = [key for key in both if (key in arm["contested"]) != (key in control["contested"])]
    changed = _discoveries(answer, arm)
    gained = sum(changed.values()) > 0
    if gained and max(changed, key=lambda cause: changed[cause]) == "word_of_mouth":
        found += ["weak_ties", "like_me"]
    against, all_heard = (arm["metrics"][name]["mean"] for name in ("talk_negative", "talk_true"))
    if gained and against > MUCH_COMPLAINT * all_heard:
        found.append("negative_talk")
    return found


def _most(arms: list[dict[str, Any]]) -> dict[str, Any]:
    """The arm that earns most on average."""
    return max(arms, key=lambda arm: arm["metrics"][RANKED_BY]["mean"])


def _told(answer: Answer) -> dict[str, Any]:
    """The plan that is told of: the one that earns most."""
    return _most(answer["arms"][1:])


def _pair(answer: Answer, arm: dict[str, Any], metric: str) -> dict[str, Any]:
    rows = (row for row in answer["paired"] if row["arm"] == arm["name"] and row["metric"] == metric)
    return next(rows)


def _standing(row: dict[str, Any]) -> str:
    """How a plan stands against the control, as far as it is known."""
    if row["low"] == row["high"] == 0:
        return SAME
    if _clear(row):
        return MORE if row["low"] > 0 else LESS
    return OPEN


def _which(answer: Answer, arm: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """Which plan earns most, and by how much; where none is known to pay, that first, and how each stands."""
    row, control, plans = _pair(answer, arm, RANKED_BY), answer["arms"][0]["name"], answer["arms"][1:]
    standing = _standing(row)
    values = {"arm": arm["name"], "control": control, **_interval(row, answer, text)}
    values |= {"percent": percent(row["p_better"], text.language), "runs": _runs(answer, text)}
    if standing == MORE or (standing == SAME and len(plans) == 1):
        yield text.say("explain.best" if standing == MORE else "explain.same", **values)
        return
    stand: dict[str, list[str]] = {one: [] for one in STANDINGS}
    for plan in plans:
        stand[_standing(_pair(answer, plan, RANKED_BY))].append(plan["name"])
    if not stand[MORE]:
        yield text.say("explain.none_known" if stand[OPEN] else "explain.none", control=control)
    for one, names in stand.items():
        if names and len(plans) > 1:
            yield text.say(f"explain.earn_{one}", arms=text.listed(names), **values)
    if standing != SAME:
        yield text.say(f"explain.nearest_{standing}", **values)


def _how_sure(answer: Answer, arm: dict[str, Any], asked: str, text: Catalogue) -> Iterator[str]:
    """What the interval leaves out; and what other assumptions do, where they were explored."""
    yield text.say("explain.chance")
    found = answer["assumptions"]
    spreads = [] if found is None else found["spreads"]
    for row in spreads:
        if row["arm"] == arm["name"] and row["metric"] == RANKED_BY:
            low, high = figures(
                [row["assumptions_low"], row["assumptions_high"]], text.language,
                currency=answer["currency"], sign=True,
            )  # fmt: skip
            better, worlds = percent(row["better"], text.language), whole(found["worlds"], text.language)
            named = {"control": row["control"], "low": low, "high": high, "percent": better}
            yield text.say("explain.worlds", worlds=worlds, **named)
    if not spreads:
        yield text.say(f"explain.explore_{asked}")


def _clear(row: dict[str, Any]) -> bool:
    """True if it is known which of two is more."""
    return row["low"] is not None and (row["low"] > 0 or row["high"] < 0)


def _runs(answer: Answer, text: Catalogue) -> str:
    return whole(answer["replicates"], text.language)


def _second(answer: Answer, best: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """How the best plan stands against the next best, where both are plans."""
    second = _most([arm for arm in answer["arms"] if arm is not best])
    if second is answer["arms"][0]:
        return
    names = {best["name"], second["name"]}
    row = next(
        row for row in answer["between"]
        if row["metric"] == RANKED_BY and {row["arm"], row["control"]} == names
    )  # fmt: skip
    if row["arm"] != best["name"]:
        row = {**row, "mean": -row["mean"], "low": -row["high"], "high": -row["low"]}
    key = "explain.second" if row["low"] > 0 else "explain.second_open"
    values = _interval(row, answer, text)
    yield text.say(key, arm=second["name"], best=best["name"], runs=_runs(answer, text), **values)


def _interval(row: dict[str, Any], answer: Answer, text: Catalogue) -> dict[str, str]:
    ends = ("mean", "low", "high")
    written = figures(
        [row[end] for end in ends], text.language, currency=answer["currency"], sign=True
    )
    return dict(zip(ends, written, strict=True))


def stages(answer: Answer, arm: dict[str, Any]) -> dict[str, float]:
    """By what an arm's revenue is a multiple of the control's: three factors whose product it is.

    How many times as many people know the brand; as large a share of them has bought; as much does
    each customer bring. Nothing where one of them is undefined.
    """
    names = ("reach", "customers", "revenue")
    ours, theirs = (
        [one["metrics"][name]["mean"] for name in names] for one in (arm, answer["arms"][0])
    )
    if not all([*ours, *theirs]):
        return {}
    ratios = [x / y for x, y in zip(ours, theirs, strict=True)]
    return dict(zip(STAGES, (ratios[0], ratios[1] / ratios[0], ratios[2] / ratios[1]), strict=True))


def _stages(answer: Answer, arm: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """Through which stage of the journey it comes."""
    factors = stages(answer, arm)
    whole_factor = math.prod(factors.values())
    if not factors or abs(whole_factor - 1) < NEXT_TO_NOTHING:
        return
    most = (max if whole_factor > 1 else min)(factors, key=lambda name: factors[name])
    if not all(_clear(_pair(answer, arm, metric)) for metric in ("revenue", STAGES[most])):
        return
    why = text.say(f"explain.why_{most}_{'more' if factors[most] > 1 else 'less'}")
    values = {name: three_digits(x, text.language) for name, x in factors.items()}
    yield text.say(
        "explain.stages", arm=arm["name"], control=answer["arms"][0]["name"], why=why,
        ratio=three_digits(whole_factor, text.language), **values,
    )  # fmt: skip


def _discoveries(answer: Answer, arm: dict[str, Any]) -> dict[str, float]:
    """How many discoveries an arm has more than the control, by cause; none where chance explains them."""
    if not _clear(_pair(answer, arm, "discoveries")):
        return {}
    theirs = answer["arms"][0]["discovered_by_cause"]
    return {cause: count - theirs[cause] for cause, count in arm["discovered_by_cause"].items()}


def _reach(answer: Answer, arm: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """How many people more get to know the brand, and through which channels it is discovered more or less.

    Discoveries are more than people: who has forgotten the brand can discover it again.
    """
    row, changed = _pair(answer, arm, "reach"), _discoveries(answer, arm)
    if not _clear(row):
        return
    reach, *_ = figures([row[end] for end in ("mean", "low", "high")], text.language, sign=True)
    yield text.say("explain.reach", reach=reach, control=answer["arms"][0]["name"])
    least = NEXT_TO_NOTHING * sum(map(abs, changed.values()))
    causes = sorted((one for one in changed if abs(changed[one]) > least), key=lambda one: -abs(changed[one]))
    if causes:
        amounts = [sum(changed.values()), *(changed[cause] for cause in causes)]
        discoveries, *numbers = figures(amounts, text.language, sign=True)
        named = (
            text.say("explain.of_cause", cause=text.say(f"cause.{cause}"), number=number)
            for cause, number in zip(causes, numbers, strict=True)
        )
        listed = text.sentences["part.comma"].join(named)
        yield text.say("explain.discoveries", discoveries=discoveries, causes=listed)


def _cost(answer: Answer, arm: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """What it costs more, what it brings for that, and when that has come back."""
    pairs = [_pair(answer, arm, name) for name in ("cost", "contribution")]
    if not _clear(pairs[0]):
        return
    means = [row["mean"] for row in pairs]
    cost, contribution = figures(means, text.language, currency=answer["currency"], sign=True)
    if not _clear(pairs[1]):
        yield text.say("explain.cost_alone", cost=cost, runs=_runs(answer, text))
        return
    yield text.say("explain.cost", cost=cost, contribution=contribution)
    if means[0] > 0 and arm["measured"]["payback"] == answer["replicates"]:
        weeks = figures([arm["metrics"]["payback"]["mean"]], text.language)[0]
        yield text.say("explain.payback", weeks=weeks)
