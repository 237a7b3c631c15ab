"""Print how often intervals hold the truth, family by family: this product's, and Student's."""

import sys

import numpy as np
from scipy import stats
from truths import BEYOND, SKEWED, SYMMETRIC, Family, luck

from simulator.intervals import interval

RUNS, TRUTHS = (4, 10, 40, 200), 20_000


def covered(family: Family, runs: int, seed: int) -> tuple[float, float]:
    """Shares of intervals that hold the truth, in percent."""
    made = np.asarray(family.draw(luck(seed), (TRUTHS, runs)), float)
    near = 1e-9 * (abs(family.mean) + 1)
    ours = [low - near <= family.mean <= high + near for low, high in map(interval, made)]
    half = stats.t.ppf(0.95, runs - 1) * made.std(axis=1, ddof=1) / runs**0.5
    students = np.abs(made.mean(axis=1) - family.mean) <= half + near
    return 100 * float(np.mean(ours)), 100 * float(students.mean())


if __name__ == "__main__":
    sys.stdout.write("| differences | " + " | ".join(f"{runs} runs" for runs in RUNS) + " |\n")
    sys.stdout.write("|---" * (1 + len(RUNS)) + "|\n")
    for k, family in enumerate(SYMMETRIC + SKEWED + BEYOND):
        pairs = (covered(family, runs, 1000 * k + runs) for runs in RUNS)
        cells = (f"{ours:.1f} ({students:.1f})" for ours, students in pairs)
        sys.stdout.write(f"| {family.name} | " + " | ".join(cells) + " |\n")
