"""``kuchikomi classic``: a classical model of diffusion, on a network of one's own."""

import argparse
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
from simulator.figures import figures, three_digits, whole
from simulator.graph.files import read_graph
from simulator.graph.names import read_names
from simulator.graph.seeds import choose_seeds
from simulator.graph.social_graph import SocialGraph
from simulator.interruption import Interruption
from simulator.progress import progress_bar
from simulator.texts import Catalogue
from simulator.typed import at_half_width

NETWORK = ("graph", "directed", "weights", "seeds_file", "k", "rule")
TAKES: dict[str, tuple[str, ...]] = {
    "bass": ("p", "q", "consumers", "steps", "dt"),
    "ic": (*NETWORK, "p"),
    "lt": NETWORK,
    "watts": (*NETWORK, "phi"),
}
NEEDS = {"bass": ("p", "q"), "ic": ("graph",), "lt": ("graph",), "watts": ("graph", "phi")}
FOR_ALL = ("runs", "seed")
DEFAULT_RULE, DEFAULT_K = "degree", 1
DEFAULT_CONSUMERS, DEFAULT_STEPS, DEFAULT_BASS_RUNS = 10_000, 20, 40
NAMES_SHOWN = 20


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
    mean, error = figures([found.mean, found.se if runs > 1 else None], text.language)
    told = {"mean": mean, "error": error, "number_of_runs": whole(runs, text.language), "seed": seed}
    for line in (*lines, text.say(f"classic.reached_{options.model}", **told)):
        print(line)
    return OK


def check_options(options: argparse.Namespace) -> None:
    """Raise a `Mistake` for a model that is missing or not known, or an option that is not for it."""
    known = ", ".join(TAKES)
    if options.model is None:
        raise Mistake("classic.no_model", known=known)
    if options.model not in TAKES:
        raise Mistake("classic.unknown_model", model=shortened(options.model), known=known)
    every = {name for names in TAKES.values() for name in names}
    for name in sorted(every - set(TAKES[options.model])):
        if getattr(options, name) not in (None, False):
            raise Mistake("classic.not_for", option=_option(name), model=options.model,
                          known=", ".join(map(_option, (*TAKES[options.model], *FOR_ALL))))  # fmt: skip
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


def _bass(
    options: argparse.Namespace, text: Catalogue, how: dict[str, Any]
) -> tuple[Adoption, list[str], None]:
    n = DEFAULT_CONSUMERS if options.consumers is None else whole_number("--consumers", options.consumers)
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
    p: float | str = "arcs"
    if options.model == "ic" and options.p is not None:
        p = options.p if options.p in ("weighted", "arcs") else decimal("--p", options.p)
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
    told = {"people": whole(graph.n, language), "ties_of_it": whole(graph.ties, language)}
    lines = [text.say("classic.network", file=options.graph, **told)]
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
    if options.seeds_file is not None:
        return read_names(options.seeds_file)
    if options.model == "watts" and options.k is None and options.rule is None:
        return None
    k = DEFAULT_K if options.k is None else whole_number("--k", options.k)
    chosen = choose_seeds(graph, k, options.rule or DEFAULT_RULE, model, seed)
    return [str(uid) if graph.labels is None else graph.labels[uid] for uid in chosen]


def decimal(option: str, typed: str) -> float:
    """Read a number that was typed."""
    try:
        return float(at_half_width(typed) or typed)
    except ValueError:
        raise Mistake("classic.number", option=option, value=shortened(typed)) from None
