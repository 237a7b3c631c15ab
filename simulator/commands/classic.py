"""``kuchikomi classic``: a classical model of diffusion, on a network of one's own."""

import argparse
import math
from typing import Any

from simulator.arguments import DEFAULT_SEED, whole_number
from simulator.classic import (
    DEFAULT_RUNS,
    Adoption,
    Sizes,
    bass,
    independent_cascade,
    linear_threshold,
    watts,
)
from simulator.commands.ending import OK
from simulator.commands.output import print_json
from simulator.errors import Mistake, shortened
from simulator.figures import figures, significant, three_digits, whole
from simulator.graph.files import read_graph
from simulator.graph.names import read_names
from simulator.graph.passing import NAMED
from simulator.graph.seeds import choose_seeds
from simulator.graph.social_graph import SocialGraph
from simulator.interruption import Interruption
from simulator.options import CLASSIC
from simulator.progress import progress_bar
from simulator.sentences import counted, network_line
from simulator.texts import Catalogue
from simulator.typed import at_half_width

NEEDS = {"bass": ("p", "q"), "ic": ("graph",), "lt": ("graph",), "watts": ("graph", "phi")}
FOR_ALL = ("runs", "seed")
DEFAULT_RULE, DEFAULT_K = "degree", 1
DEFAULT_CONSUMERS, DEFAULT_STEPS, DEFAULT_BASS_RUNS = 10_000, 20, 40
NAMES_SHOWN = 20
LEAST_SHOWN, ERROR_DIGITS = 0.005, 2  # a smaller error would be written as 0.00


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Run a model, and tell how many people it reached."""
    check_options(options)
    default = DEFAULT_BASS_RUNS if options.model == "bass" else DEFAULT_RUNS
    runs = default if options.runs is None else whole_number("--runs", options.runs)
    seed = DEFAULT_SEED if options.seed is None else whole_number("--seed", options.seed)
    how: dict[str, Any] = {"replicates": runs, "seed": seed, "cancel": interruption}
    with progress_bar(text) as progress:
        how["progress"] = progress
        found, lines, seeds = (_bass if options.model == "bass" else _on_network)(options, text, how)
    if options.json:
        se = found.se if runs > 1 else None
        answer: dict[str, Any] = {"mean": found.mean, "se": se, "runs": runs, "seeds": seeds}
        if isinstance(found, Adoption):
            answer["adopted"] = found.adopted.mean(axis=0).tolist()
        print_json(answer)
        return OK
    for line in (*lines, _reached(options, found, runs, seed, text)):
        print(line)
    return OK


def _reached(
    options: argparse.Namespace, found: Sizes, runs: int, seed: int, text: Catalogue
) -> str:
    """How many people a model reached, in a sentence."""
    mean, error = mean_and_error(found.mean, found.se if runs > 1 else None, text.language)
    told: dict[str, Any] = {"error": error, "number_of_runs": whole(runs, text.language), "seed": seed}
    if isinstance(found, Adoption):
        steps = found.adopted.shape[1]
        told |= {"mean": mean, "ended": _counted("ended", steps, whole(steps, text.language), text)}
        told["everybody"] = whole(_consumers(options), text.language)
    else:
        told["people"] = _counted("person", found.mean, mean, text)
    return text.say(f"classic.reached_{options.model}", **told)


def mean_and_error(mean: float, error: float | None, language: str) -> list[str]:
    """Write a mean and its standard error, however small: only an error of 0 is written as 0."""
    if error is None or not 0 < error < LEAST_SHOWN:
        return figures([mean, error], language)
    decimals = ERROR_DIGITS - 1 - math.floor(math.log10(error))
    digits = len(str(int(mean))) + decimals
    return [significant(mean, digits, language), significant(error, ERROR_DIGITS, language)]


def _counted(what: str, number: float, written: str, text: Catalogue) -> str:
    """Say how many there are, in the form that the number asks for, as it is written."""
    form = "one" if number == 1 else "many"
    return text.say(f"classic.{what}_{form}", number=written)


def check_options(options: argparse.Namespace) -> None:
    """Raise a `Mistake` for a model that is missing or not known, or an option that is not for it."""
    known = ", ".join(CLASSIC)
    if options.model is None:
        raise Mistake("classic.no_model", known=known)
    if options.model not in CLASSIC:
        raise Mistake("classic.unknown_model", model=shortened(options.model), known=known)
    every = {name for names in CLASSIC.values() for name in names}
    for name in sorted(every - set(CLASSIC[options.model])):
        if getattr(options, name) not in (None, False):
            raise Mistake("classic.not_for", option=_option(name), model=options.model,
                          known=", ".join(map(_option, (*CLASSIC[options.model], *FOR_ALL))))  # fmt: skip
    for name in NEEDS[options.model]:
        if getattr(options, name) is None:
            raise Mistake("classic.needs", option=_option(name), model=options.model)
    if options.model == "ic" and options.p is None and options.weights is None:
        raise Mistake("classic.needs_p")
    if options.model != "bass" and options.seeds_file is not None:
        for name in ("k", "rule"):
            if getattr(options, name) is not None:
                raise Mistake("classic.seeds_twice", option=_option(name))


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _consumers(options: argparse.Namespace) -> int:
    """How many people there are in the Bass model."""
    given = options.consumers
    return DEFAULT_CONSUMERS if given is None else whole_number("--consumers", given)


def _bass(
    options: argparse.Namespace, text: Catalogue, how: dict[str, Any]
) -> tuple[Adoption, list[str], None]:
    n = _consumers(options)
    steps = DEFAULT_STEPS if options.steps is None else whole_number("--steps", options.steps)
    dt = 1.0 if options.dt is None else decimal("--dt", options.dt)
    found = bass(decimal("--p", options.p), decimal("--q", options.q), n, steps, dt, **how)
    language, mean = text.language, found.adopted.mean(axis=0)
    told = {"people": whole(n, language), "number_of_steps": whole(steps, language)}
    lines = [text.say("classic.bass", **told, dt=three_digits(dt, language))]
    lines += [
        text.say("classic.step", time=three_digits((one + 1) * dt, language), adopted=amount)
        for one, amount in enumerate(figures(mean.tolist(), language))
    ]
    return found, lines, None


def _on_network(
    options: argparse.Namespace, text: Catalogue, how: dict[str, Any]
) -> tuple[Sizes, list[str], list[str] | None]:
    p = "arcs" if options.p is None else passing_typed(options.p)
    graph = read_graph(
        options.graph, directed=options.directed or None, weight=options.weights,
        chances=options.model == "ic" and p == "arcs",
    )  # fmt: skip
    seeds = _seeds(options, graph, p if options.model == "ic" else "threshold", how["seed"])
    if options.model == "watts":
        found = watts(graph, decimal("--phi", options.phi), seeds=seeds, **how)
    elif options.model == "lt":
        found = linear_threshold(graph, seeds or [], **how)
    else:
        found = independent_cascade(graph, seeds or [], p, **how)
    language = text.language
    people = _counted("person", graph.n, whole(graph.n, language), text)
    told = {"people": people, "ties_of_it": counted("ties", graph.ties, text)}
    lines = [network_line(graph.ties, graph.directed, graph.notes, text)]
    lines.append(text.say("classic.network", file=options.graph, **told))
    if seeds is None:
        lines.append(text.say("classic.anybody"))
        return found, lines, None
    shown = ", ".join(seeds[:NAMES_SHOWN]) + (", ..." if len(seeds) > NAMES_SHOWN else "")
    lines.append(text.say("classic.seeds", number_of_seeds=whole(len(seeds), language), names=shown))
    return found, lines, seeds


def _seeds(
    options: argparse.Namespace, graph: SocialGraph, model: float | str, seed: int
) -> list[str] | None:
    """Names of the people whom the cascades begin with; None: another one in each run (Watts2002)."""
    names = graph.labels or tuple(map(str, range(graph.n)))  # GraphML may number its people
    if options.seeds_file is not None:
        return read_names(options.seeds_file, names)
    if options.model == "watts" and options.k is None and options.rule is None:
        return None
    k = DEFAULT_K if options.k is None else whole_number("--k", options.k)
    chosen = choose_seeds(graph, k, options.rule or DEFAULT_RULE, model, seed)
    return [names[uid] for uid in chosen]


def passing_typed(typed: str) -> float | str:
    """Read how ties pass, as it was typed: a number, or one of the names, in capitals too."""
    name = typed.strip().lower()
    if name in NAMED:
        return name
    try:
        return decimal("--p", typed)
    except Mistake:
        known = ", ".join(NAMED)
        raise Mistake("classic.typed", value=shortened(typed), known=known) from None


def decimal(option: str, typed: str) -> float:
    """Read a number that was typed."""
    try:
        return float(at_half_width(typed) or typed)
    except ValueError:
        raise Mistake("classic.number", option=option, value=shortened(typed)) from None
