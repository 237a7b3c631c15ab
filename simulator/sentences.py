"""What is said around a comparison's tables, sentence by sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from simulator.figures import figures, percent, three_digits, whole
from simulator.metrics import HEADLINE
from simulator.scenarios.files import shipped
from simulator.texts import Catalogue

RANKED_BY = "profit"  # by which plans are ranked in other worlds
PARTLY = "*"  # marks a mean that is not over all runs


def title_line(scenario: Mapping[str, Any], text: Catalogue) -> str:
    """What stands above an answer: the question; else what the planner calls it, else what is compared.

    The name of a shipped scenario says nothing of what was made of it.

    Parameters
    ----------
    scenario : resolved.
    """
    if scenario["question"]:
        return text.own(scenario["question"])
    control, *plans = [str(arm["name"]) for arm in scenario["arms"]]
    if not plans or scenario["name"] not in shipped():
        return str(scenario["name"])
    return text.say("table.compared", plans=text.sentences["part.comma"].join(plans), control=control)


def network_line(ties: int, directed: bool, notes: dict[str, Any], text: Catalogue) -> str:
    """What was read from a network file, and what was guessed; nothing for another graph.

    Parameters
    ----------
    ties : how many there are.
    directed : whether they go one way.
    notes : of the import.
    """
    if "file" not in notes:
        return ""
    key = "table.network" if "ends" in notes else "table.network_plain"
    if "first_line" in notes:
        key = "table.network_headless"
    counts = {
        "ties": counted("ties", ties, text),
        "merged": counted("merged", notes["merged"], text),
        "dropped": counted("dropped", notes["self_loops_dropped"], text),
    }
    parts = [text.say(key, **(notes | counts))]
    if "mirrored" in notes:
        parts.append(text.say("table.network_mirrored"))
    parts.append(text.say("table.network_one_way" if directed else "table.network_both_ways"))
    if "direction" in notes:
        parts.append(text.say("table.network_direction", column=notes["direction"]))
    for role in ("weight", "strong", "online"):
        key = f"table.network_{role}" + ("" if role in notes else "_guessed")
        parts.append(text.say(key, column=notes.get(role, "")))
    if "impossible" in notes:
        parts.append(text.say("table.network_impossible", count=notes["impossible"]))
    if "ignored" in notes:
        parts.append(text.say("table.network_ignored", columns=notes["ignored"]))
    if "comments" in notes:
        values = {"count": notes["comments"], "lines": notes["comment_lines"]}
        parts.append(text.say("table.network_comments", **values))
    if "encoding" in notes:
        parts.append(text.say("table.network_encoding", encoding=notes["encoding"]))
    return " ".join(parts)


def budget_sentence(arm: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    """What an arm had to spend, and what is left of it on average, or since when it was short."""
    names = ("budget", "budget_left")
    amounts = figures([arm[name] for name in names], text.language, currency=answer["currency"])
    money = dict(zip(names, amounts, strict=True))
    if arm["budget_short"]:
        if arm["budget_left"] == arm["budget"]:
            return text.say("table.budget_for_nothing", arm=arm["name"], **money)
        share, week = percent(arm["budget_short"], text.language), arm["budget_short_week"] + 1
        return text.say("table.budget_short", arm=arm["name"], week=week, percent=share, **money)
    return text.say("table.budget", arm=arm["name"], **money)


def spender(name: str, text: Catalogue) -> str:
    """What a strategy of a ledger is called; the second of a kind in an arm has a number behind it."""
    kind, space, number = name.partition(" ")
    return text.title(kind) + space + number


def goal_sentences(answer: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """What is to be reached, and how far each arm is from it; nothing where there is no goal."""
    goal = answer["goal"]
    if goal is None:
        return
    unit = answer["arms"][0]["metrics"][goal["metric"]]["unit"]
    metric, (target,) = text.say(f"metric.{goal['metric']}"), in_unit([goal["target"]], unit, answer, text)
    yield text.say("table.goal", metric=metric, target=target)
    for row in goal["arms"]:
        if not row["runs"]:
            yield text.say("table.goal_undefined", arm=row["arm"], metric=metric)
            continue
        ends = [row["mean"], row["low"], row["high"]]
        gap, low, high = in_unit(ends, unit, answer, text, sign=True)
        values = {"arm": row["arm"], "gap": gap, "low": low, "high": high}
        counts = {"reached": whole(row["reached"], text.language), "runs": whole(row["runs"], text.language)}
        yield text.say(f"table.goal_{distance(row)}", **values, **counts)


def in_unit(
    values: Sequence[float | None], unit: str, answer: dict[str, Any], text: Catalogue, *, sign: bool = False
) -> list[str]:
    """Write values of one metric that are read together; shares in per cent, with a sign in points."""
    if unit != "share":
        return figures(values, text.language, currency=currency_of(unit, answer), sign=sign)
    hundreds = figures([None if x is None else 100 * x for x in values], text.language, sign=sign)
    return [text.say("table.points" if sign else "table.percent", number=one) for one in hundreds]


def distance(row: dict[str, Any]) -> str:
    """Whether the mean of an arm is known to be above a goal, or below it."""
    if row["low"] is None:
        return "one_run"
    if row["low"] >= 0 or row["high"] < 0:
        return "above" if row["low"] >= 0 else "below"
    return "open"


def until_sentence(until: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    """Whether profit is known as well as was asked for; if not, what would do."""
    amounts = figures(
        [until["within"], until["known_within"]], text.language, currency=answer["currency"]
    )
    within, known = amounts
    key = "reached" if until["reached"] else "missed" if until["runs_needed"] else "never"
    needed = until["runs_needed"] or 0
    return text.say(
        f"table.until_{key}", within=within, known=known, runs=whole(answer["replicates"], text.language),
        pilot=whole(until["pilot"], text.language), needed=whole(needed, text.language), typed=needed,
    )  # fmt: skip


def paired_sentence(row: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> str:
    """What one paired difference says."""
    unit = answer["arms"][0]["metrics"][row["metric"]]["unit"]
    mean, low, high = figures(
        [row["mean"], row["low"], row["high"]], text.language,
        currency=currency_of(unit, answer), sign=True,
    )  # fmt: skip
    more = row["more_runs_needed"]
    return text.say(
        f"table.{verdict(row)}", metric=text.say(f"metric.{row['metric']}"),
        arm=row["arm"], control=row["control"], mean=mean, low=low, high=high,
        p_better=percent(row["p_better"], text.language),
        more="" if more is None else whole(more, text.language), pairs=row["pairs"],
    )  # fmt: skip


def verdict(row: dict[str, Any]) -> str:
    """Which sentence a paired difference deserves: precise enough is not yet a difference."""
    if row["mean"] == row["low"] == row["high"] == 0:
        return "same"
    if row["low"] > 0 or row["high"] < 0:
        return "paired"
    if row["enough"]:
        return "paired_small"
    return "paired_endless" if row["more_runs_needed"] is None else "paired_open"


def best_sentences(answer: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """Which arm, of all, was most often the best, metric by metric."""
    for name in HEADLINE:
        chances = {arm["name"]: arm["metrics"][name]["p_best"] for arm in answer["arms"]}
        top = max(chances.values())
        arms = [arm for arm, chance in chances.items() if chance == top]
        key, named = "table.best", arms[0]
        if len(arms) > 1:
            key, named = "table.best_together", text.listed(arms)
        values = {"metric": text.say(f"metric.{name}"), "percent": percent(top, text.language)}
        yield text.say(key, arms=named, **values)
    shares = [arm["metrics"][name]["p_best"] for arm in answer["arms"] for name in HEADLINE]
    if any(_shared(share, answer["replicates"]) for share in shares):
        yield text.say("table.best_shared")


def robust_sentences(found: dict[str, Any], answer: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """What holds in other worlds, and what flips it."""
    say, language = text.say, text.language
    worlds, parameters = whole(found["worlds"], language), whole(len(found["parameters"]), language)
    if found["worlds"]:
        yield say("table.assumptions", worlds=worlds, parameters=parameters, runs=found["replicates"])
    else:
        yield say("table.assumptions_none", asked=whole(found["asked"], language))
    if found["left_out"]:
        yield say("table.assumptions_left_out", number=whole(found["left_out"], language))
    if 0 < found["worlds"] < found["asked"] - found["left_out"]:
        yield say("table.assumptions_stopped", asked=whole(found["asked"], language))
    ends = ("low", "high", "chance_low", "chance_high")
    for row in found["spreads"]:
        if row["metric"] == RANKED_BY and row["assumptions_low"] == row["assumptions_high"] == 0:
            yield say("table.assumptions_same", arm=row["arm"], control=row["control"])
        elif row["metric"] == RANKED_BY:
            amounts = figures(
                [row[f"assumptions_{end}"] for end in ends[:2]] + [row[end] for end in ends[2:]], language,
                currency=answer["currency"], sign=True,
            )  # fmt: skip
            named = dict(zip(ends, amounts, strict=True))
            better = percent(row["better"], language)
            yield say(
                "table.assumptions_spread", arm=row["arm"], control=row["control"], percent=better, **named
            )
    if any(row["assumptions_low"] or row["assumptions_high"] for row in found["spreads"]):
        yield from _flips(found, text)


def _flips(found: dict[str, Any], text: Catalogue) -> Iterator[str]:
    """Whether the ranking holds, and the parameters that decide it."""
    say, language, ranking = text.say, text.language, found["ranking"]
    best = ranking["order"][0]
    yield say(
        "table.assumptions_order", best=best, best_percent=percent(ranking["best_holds"], language),
        arms=text.listed(ranking["order"]), percent=percent(ranking["holds"], language),
    )  # fmt: skip
    if ranking["best_holds"] == 1:
        yield say("table.assumptions_always", best=best)
    for one in found["flips"]:
        unit = "" if one["unit"] == "-" else one["unit"]
        values = {name: three_digits(one[name], language) for name in ("assumed",)}
        values |= {end: three_digits(one[f"{end}_third"], language) for end in ("low", "high")}
        lost = {name: percent(one[name], language) for name in ("lost_low", "lost_high")}
        key = "table.assumptions_flip" if one["clear"] else "table.assumptions_flip_perhaps"
        called = text.called(one["name"])
        yield say(key, called=called, name=one["name"], unit=unit, best=best, **values, **lost)


def _shared(share: float, runs: int) -> bool:
    """True if so large a share of the runs is no whole number of them: an arm had equals in one."""
    return not round(share * runs, 6).is_integer()


def currency_of(unit: str, answer: dict[str, Any]) -> str | None:
    """The currency of what is measured in money; None for anything else."""
    currency: str = answer["currency"]
    return currency if unit == currency else None
def counted(what: str, number: int, text: Catalogue, **values: Any) -> str:
    """Say how many there are, in the form that the number asks for."""
    form = "one" if number == 1 else "many"
    return text.say(f"table.{what}_{form}", number=whole(number, text.language), **values)


def people_of(answer: dict[str, Any], text: Catalogue) -> tuple[str, str]:
    """How many consumers there are, and how many people they stand for."""
    consumers = answer["consumers"]
    people = consumers * answer["people_per_consumer"]
    return whole(consumers, text.language), whole(people, text.language)


def setting_line(answer: dict[str, Any], scenario: dict[str, Any], text: Catalogue) -> str:
    """Who, how long, how often: the line above the table."""
    consumers, people = people_of(answer, text)
    each = answer["people_per_consumer"]
    several = "runs" if len(answer["arms"]) > 1 else "lone_runs"
    return text.say(
        "table.setting",
        people=counted("people", each, text, consumers=consumers, people=people),
        weeks=counted("weeks", scenario["market"]["weeks"], text),
        runs=counted(several, answer["replicates"], text),
        seed=answer["seed"],
    )


def interval_label(answer: dict[str, Any]) -> str:
    """Key of the sentence that says what intervals are about: chance, or what worlds show besides."""
    other_worlds = answer["assumptions"] is not None and answer["assumptions"]["worlds"]
    return "table.chance_and_assumptions" if other_worlds else "table.chance_only"


def is_partial(arm: dict[str, Any], metric: str, answer: dict[str, Any]) -> bool:
    """True if a metric has a value in some runs of an arm, and none in the others."""
    return bool(0 < arm["measured"][metric] < answer["replicates"])


def legend_lines(answer: dict[str, Any], shown: Iterable[str], text: Catalogue) -> Iterator[str]:
    """What the table's short words and marks mean; of the rare ones those that it has.

    Parameters
    ----------
    shown : metrics that are columns.
    """
    yield text.say("table.legend")
    arms = answer["arms"]
    if any(arm["measured"]["k_factor"] < answer["replicates"] for arm in arms):
        yield text.say("table.legend_k")
    if any(is_partial(arm, name, answer) for arm in arms for name in shown):
        yield text.say("table.legend_partly", mark=PARTLY)
