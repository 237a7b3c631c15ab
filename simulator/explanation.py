"""A comparison explained in a few sentences: which plan, how sure, through what, at what cost."""

import math
from collections.abc import Iterator
from typing import Any

from simulator.figures import figures, percent, three_digits
from simulator.texts import Catalogue

RANKED_BY = "profit"  # by which plans are put in order
STAGES = ("reach", "bought", "value")
NEXT_TO_NOTHING = 0.005  # of revenue: a change not worth explaining
MUCH_COMPLAINT = 0.2  # share of what is heard that speaks against the brand
Answer = dict[str, Any]


def explained(answer: Answer, text: Catalogue) -> list[str]:
    """Say what a comparison found, in sentences computed from its runs; nothing where there is no choice.

    Parameters
    ----------
    answer : of `simulator.comparison.summary`; its currency perhaps from `simulator.figures.writable`.
    """
    if len(answer["arms"]) == 1 or answer["replicates"] == 1:
        return []
    best, arm = _best(answer), _told(answer)
    said = [_which(answer, best, arm, text)]
    if _clear(_pair(answer, arm, RANKED_BY)):
        said += _second(answer, best, text)
    if any(_pair(answer, arm, name)["mean"] for name in (RANKED_BY, "revenue", "reach")):
        said += [*_stages(answer, arm, text), *_causes(answer, arm, text), *_cost(answer, arm, text)]
    return said


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
    gained = _gained(answer, arm)
    if gained and max(gained, key=lambda cause: gained[cause]) == "word_of_mouth":
        found += ["weak_ties", "like_me"]
    against, all_heard = (arm["metrics"][name]["mean"] for name in ("talk_negative", "talk_true"))
    if gained and against > MUCH_COMPLAINT * all_heard:
        found.append("negative_talk")
    return found


def _best(answer: Answer) -> dict[str, Any]:
    arms: list[dict[str, Any]] = answer["arms"]
    return max(arms, key=lambda arm: arm["metrics"][RANKED_BY]["mean"])


def _told(answer: Answer) -> dict[str, Any]:
    """The plan that is told of: the one that earns most."""
    return _best({**answer, "arms": answer["arms"][1:]})


def _pair(answer: Answer, arm: dict[str, Any], metric: str) -> dict[str, Any]:
    rows = (row for row in answer["paired"] if row["arm"] == arm["name"] and row["metric"] == metric)
    return next(rows)


def _which(answer: Answer, best: dict[str, Any], arm: dict[str, Any], text: Catalogue) -> str:
    """Which arm earns most, by how much, and how sure that is."""
    row, control = _pair(answer, arm, RANKED_BY), answer["arms"][0]
    values = {"arm": arm["name"], "control": control["name"], **_interval(row, answer, text)}
    values["percent"] = percent(row["p_better"], text.language)
    if row["low"] == row["high"] == 0:
        return text.say("explain.same", **values)
    clear = _clear(row)
    if best is control:
        return text.say("explain.control" if clear else "explain.control_perhaps", **values)
    if not clear:
        return text.say("explain.perhaps", **values)
    return text.say("explain.best", **values)


def _clear(row: dict[str, Any]) -> bool:
    """True if it is known which of two is more."""
    return bool(row["low"] > 0 or row["high"] < 0)


def _second(answer: Answer, best: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """How the best plan stands against the next best, where both are plans."""
    control = answer["arms"][0]
    second = _best({**answer, "arms": [arm for arm in answer["arms"] if arm is not best]})
    if control is best or control is second:
        return
    names = {best["name"], second["name"]}
    row = next(
        row for row in answer["between"]
        if row["metric"] == RANKED_BY and {row["arm"], row["control"]} == names
    )  # fmt: skip
    if row["arm"] != best["name"]:
        row = {**row, "mean": -row["mean"], "low": -row["high"], "high": -row["low"]}
    key = "explain.second" if row["low"] > 0 else "explain.second_open"
    yield text.say(key, arm=second["name"], **_interval(row, answer, text))


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
    whole = math.prod(factors.values())
    if not factors or abs(whole - 1) < NEXT_TO_NOTHING:
        return
    most = (max if whole > 1 else min)(factors, key=lambda name: factors[name])
    why = text.say(f"explain.why_{most}_{'more' if factors[most] > 1 else 'less'}")
    values = {name: three_digits(x, text.language) for name, x in factors.items()}
    yield text.say(
        "explain.stages", arm=arm["name"], control=answer["arms"][0]["name"], why=why,
        ratio=three_digits(whole, text.language), **values,
    )  # fmt: skip


def _gained(answer: Answer, arm: dict[str, Any]) -> dict[str, float]:
    """Discoveries that an arm has more than the control, by cause; those that it has fewer of left out."""
    causes = {
        cause: count - answer["arms"][0]["discovered_by_cause"][cause]
        for cause, count in arm["discovered_by_cause"].items()
    }
    if sum(causes.values()) <= 0 or _pair(answer, arm, "discoveries")["low"] <= 0:
        return {}
    return {cause: more for cause, more in causes.items() if more > 0}


def _causes(answer: Answer, arm: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """Through which channels more people discover the brand."""
    gained = _gained(answer, arm)
    order = sorted(gained, key=lambda cause: -gained[cause])[:2]
    shares = [percent(gained[cause] / sum(gained.values()), text.language) for cause in order]
    if shares:
        number = figures([sum(gained.values())], text.language)[0]
        named = {"number": number, "cause": text.say(f"cause.{order[0]}"), "percent": shares[0]}
        if len(order) == 1 or shares[1] == "0":
            yield text.say("explain.causes_one", **named)
        else:
            other = text.say(f"cause.{order[1]}")
            yield text.say("explain.causes_two", other=other, other_percent=shares[1], **named)


def _cost(answer: Answer, arm: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """What it costs more, what it brings for that, and when that has come back."""
    pairs = [_pair(answer, arm, name)["mean"] for name in ("cost", "contribution")]
    cost, contribution = figures(pairs, text.language, currency=answer["currency"], sign=True)
    if pairs[0]:
        yield text.say("explain.cost", cost=cost, contribution=contribution)
    if pairs[0] > 0 and arm["measured"]["payback"] == answer["replicates"]:
        weeks = figures([arm["metrics"]["payback"]["mean"]], text.language)[0]
        yield text.say("explain.payback", weeks=weeks)
