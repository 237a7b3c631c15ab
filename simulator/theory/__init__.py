"""What theory knows in closed form, or exactly: what the engine and its users are held against.

No run depends on anything here. SciPy searches for roots and maxima; of the models themselves no library
that is kept up fits: those for the BG/NBD have stood still since 2020 (lifetimes) or bring a whole sampler
with them, and no library has the others.
"""

from simulator.theory.bass import BassFit, fit_bass
from simulator.theory.bg_nbd import BgNbd, fit_bg_nbd
from simulator.theory.cascades import exact_mean, exact_sizes, structural_virality
from simulator.theory.random_graphs import giant_share, outbreak_share, watts_window

__all__ = [
    "BassFit",
    "BgNbd",
    "exact_mean",
    "exact_sizes",
    "fit_bass",
    "fit_bg_nbd",
    "giant_share",
    "outbreak_share",
    "structural_virality",
    "watts_window",
]
