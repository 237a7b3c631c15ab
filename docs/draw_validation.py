"""Draw the pictures of docs/validation.md: closed form against people, Watts' window, cascade sizes.

``python docs/draw_validation.py`` writes them to docs/pictures.
"""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from simulator import load_scenario, make_world
from simulator.classic import bass, watts
from simulator.graph.generators.random_ties import RandomTies
from simulator.runs import cascades_of, finished_model
from simulator.theory import watts_window
from simulator.theory.bass import adopted

PICTURES = Path(__file__).resolve().parent / "pictures"
P, Q, WEEKS, YEARS = 0.03, 0.38, 52, 16
N, PHI = 5_000, 0.18


def main() -> None:
    """Draw all three."""
    for name, draw in {"bass": closed_form, "window": window, "cascades": sizes}.items():
        figure = Figure(figsize=(7, 3.6), layout="constrained")
        draw(figure.add_subplot())
        FigureCanvasAgg(figure).print_png(PICTURES / f"{name}.png", metadata={"Software": None})


def closed_form(axes: Axes) -> None:
    """The share of adopters: the closed form, and five runs with people who meet everybody."""
    found = bass(P, Q, 3_000, YEARS * WEEKS, 1 / WEEKS, 5)
    years = np.arange(1, YEARS * WEEKS + 1) / WEEKS
    for run in found.adopted:
        axes.plot(years, run / 3_000, color="#0072B2", linewidth=0.8, alpha=0.6)
    axes.plot([], [], color="#0072B2", linewidth=0.8, label="runs of 3,000 people")
    axes.plot(years, [adopted(P, Q, one) for one in years], color="black", label="closed form")
    axes.set(xlabel="years", ylabel="share of adopters", title=f"Bass model, p = {P}, q = {Q} a year")
    axes.legend()


def window(axes: Axes) -> None:
    """How often one person moves a tenth of the world, by mean ties; theory shades its window."""
    ties = np.arange(0.5, 8.1, 0.25)
    shares = []
    for mean in ties:
        graph = RandomTies(mean_degree=float(mean)).build(N, 5)
        shares.append(float((watts(graph, PHI, 200).sizes > N // 10).mean()))
    low, high = watts_window(PHI) or (0.0, 0.0)
    axes.axvspan(low, high, color="#E69F00", alpha=0.25, label="window in theory")
    axes.plot(ties, shares, "o-", color="#0072B2", markersize=3, label=f"{N:,} people, 200 runs each")
    axes.set(xlabel="mean number of ties", ylabel="share of runs", title=f"Watts model, threshold {PHI}")
    axes.legend()


def sizes(axes: Axes) -> None:
    """Share of message cascades of at least each size, in one run of each market."""
    for kind, colour in {"launch": "#0072B2", "running_brand": "#D55E00"}.items():
        size = cascades_of(finished_model(make_world(load_scenario(kind), 1), 0, 0)).size
        values, counts = np.unique(size, return_counts=True)
        at_least = counts[::-1].cumsum()[::-1] / len(size)
        axes.loglog(values, at_least, "o-", color=colour, markersize=3, label=f"{kind}: {len(size):,}")
    axes.set(xlabel="size", ylabel="share at least so large", title="Message cascades")
    axes.legend()


if __name__ == "__main__":
    main()
