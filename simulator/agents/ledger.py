"""The books of one arm: integers of the currency's minor unit, each line rounded once."""

import math
from typing import NamedTuple

from simulator.agents.misuse import LARGEST_AMOUNT, choice, number, whole
from simulator.errors import Mistake

MOST_MONEY = 10**18  # minor units of the currency; 64 bits hold nine times as much
KINDS = ("media", "product", "staff", "donation", "reward", "prize", "moderation", "tool")
PAYERS = ("company", "owner")


class Line(NamedTuple):
    """One booking: `amount` in minor units."""

    week: int
    strategy: str
    kind: str
    payer: str
    amount: int


class Ledger:
    """What an arm's strategies spend; books no more on the company than the budget.

    Parameters
    ----------
    minor_per_major : minor units in one major unit of the currency (100 for dollars, 1 for yen).
    budget : most that may be booked on the company, in minor units; None for no limit. The owner's
        money is his own.
    """

    def __init__(self, minor_per_major: int, budget: int | None = None) -> None:
        self.minor_per_major = minor_per_major
        self.budget = budget
        self.lines: list[Line] = []
        self._booked = dict.fromkeys(PAYERS, 0)
        self._aside: dict[str, int] = {}  # promised by a strategy, and not paid yet
        self._costs: dict[tuple[int, str], int] = {}
        self.short_since: int | None = None
        """First week in which the budget did not allow all that was asked of it."""

    @property
    def booked(self) -> int:
        """Sum of all lines, whoever pays, in minor units."""
        return sum(self._booked.values())

    @property
    def left(self) -> int | None:
        """What the budget still holds, in minor units; None without a budget."""
        return None if self.budget is None else self.budget - self._booked["company"]

    def left_for(self, strategy: str, payer: str = "company") -> int | None:
        """What a strategy may still spend, in minor units: not what others have set aside."""
        if self.left is None or payer != "company":
            return None
        return self.left - sum(self._aside.values()) + self._aside.get(strategy, 0)

    def set_aside(self, strategy: str, minor: int) -> None:
        """Keep up to `minor` for a strategy that has promised it; no line is booked."""
        left = self.left_for(strategy)
        if left is not None:
            self._aside[strategy] = min(minor, left)

    def minor(self, amount: float) -> int:
        """Turn major units into minor units, half up."""
        return math.floor(amount * self.minor_per_major + 0.5)

    def book(self, week: int, strategy: str, kind: str, minor: int, payer: str = "company") -> int:
        """Book up to `minor`; return what the budget allowed.

        Raises
        ------
        Mistake : more than the books can hold.
        """
        if kind not in KINDS or payer not in PAYERS or minor < 0:
            raise ValueError(f"no such booking: {kind}, {payer}, {minor}")
        left = self.left_for(strategy, payer)
        allowed = minor if left is None else min(minor, left)
        if self.booked + allowed > MOST_MONEY:
            raise Mistake("strategy.too_much_money", strategy=strategy, week=week + 1)
        if allowed > 0:
            self._booked[payer] += allowed
            if strategy in self._aside and payer == "company":
                self._aside[strategy] = max(0, self._aside[strategy] - allowed)
            self._costs[week, payer] = self._costs.get((week, payer), 0) + allowed
            self.lines.append(Line(week, strategy, kind, payer, allowed))
        return allowed

    def fall_short(self, week: int) -> None:
        """Note that the budget did not allow all that was asked of it in a week."""
        if self.short_since is None:
            self.short_since = week

    def cost(self, week: int, payer: str = "company") -> int:
        """What was booked in a week on a payer, in minor units."""
        return self._costs.get((week, payer), 0)


class Account:
    """A strategy's access to the ledger: it can spend in its own name, this week, and no more.

    Amounts are in major units and rounded once, when they are booked. Once the budget is used up,
    whatever costs anything cannot be had, be it less than half of the smallest coin.

    Raises
    ------
    Misuse : every call, where it is handed something that is no amount, number, kind or payer.
    """

    def __init__(self, ledger: Ledger, strategy: str, week: int) -> None:
        self._ledger, self._strategy, self._week = ledger, strategy, week

    def set_aside(self, amount: float, payer: str = "company") -> float:
        """Keep what was promised today to be spent later; return the share that the budget allowed.

        Nobody else can spend it; a later `spend` draws on it first. It is no cost until then. What
        was set aside before is replaced; who pays less than he promised gives the rest back with 0.
        """
        call = "ledger.set_aside"
        amount = number(call, "amount", amount, 0, LARGEST_AMOUNT)
        choice(call, "payer", payer, PAYERS)
        share = self._share(amount, payer)
        if payer == "company":
            self._ledger.set_aside(self._strategy, self._ledger.minor(amount))
        if share < 1.0:
            self._ledger.fall_short(self._week)
        return share

    def spend(self, kind: str, amount: float, payer: str = "company") -> float:
        """Spend `amount`; return the share of it that the budget allowed, 0 to 1."""
        call = "ledger.spend"
        amount = number(call, "amount", amount, 0, LARGEST_AMOUNT)
        choice(call, "kind", kind, KINDS)
        choice(call, "payer", payer, PAYERS)
        share = self._share(amount, payer)
        self._ledger.book(self._week, self._strategy, kind, self._ledger.minor(amount), payer)
        if share < 1.0:
            self._ledger.fall_short(self._week)
        return share

    def buy(self, kind: str, units: int, unit_cost: float) -> int:
        """Buy whole `units` at `unit_cost` each, as one line; return how many were affordable."""
        call = "ledger.buy"
        units = whole(call, "units", units)
        unit_cost = number(call, "unit_cost", unit_cost, 0, LARGEST_AMOUNT)
        choice(call, "kind", kind, KINDS)
        bought = self._units(units, unit_cost)
        cost = self._ledger.minor(bought * unit_cost)
        self._ledger.book(self._week, self._strategy, kind, cost)
        if bought < units:
            self._ledger.fall_short(self._week)
        return bought

    def _share(self, amount: float, payer: str) -> float:
        left = self._ledger.left_for(self._strategy, payer)
        if left is None or amount == 0:
            return 1.0
        minor = self._ledger.minor(amount)
        return 1.0 if left > 0 and minor <= left else left / max(minor, 1)

    def _units(self, units: int, unit_cost: float) -> int:
        """Find the largest number whose cost, rounded once, is within the budget."""
        left = self._ledger.left_for(self._strategy)
        if left is None or unit_cost == 0:
            return units
        if left == 0:
            return 0
        low, high = 0, units
        while low < high:
            middle = (low + high + 1) // 2
            if self._ledger.minor(middle * unit_cost) <= left:
                low = middle
            else:
                high = middle - 1
        return low
