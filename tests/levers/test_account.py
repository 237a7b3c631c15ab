"""What a budget allows: each line rounded once, no more than the budget, nothing for nothing."""

import math
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from simulator.agents.ledger import Account, Ledger
from simulator.agents.misuse import Misuse

COSTS = st.floats(0, 5, allow_subnormal=False) | st.sampled_from([0.4, 0.5, 0.6, 1.0, 1.5, 3000.0])


def account(budget: int | None, minor_per_major: int = 1) -> tuple[Ledger, Account]:
    """Books with a budget in minor units, and a strategy's access to them."""
    ledger = Ledger(minor_per_major, budget)
    return ledger, Account(ledger, "a test", 0)


@pytest.mark.parametrize(
    ("units", "cost", "budget", "bought", "booked"),
    [
        (100, 0.5, 60, 100, 50),  # rounded first, it was 60 for 60
        (100, 0.4, 60, 100, 40),
        (100, 0.4, 0, 0, 0),  # rounded first, all were free
        (100, 0.4, 30, 76, 30),  # 76 x .4 = 30.4; 77 would be 30.8
        (3, 3000.0, 7000, 2, 6000),
        (5, 0.0, 0, 5, 0),  # what costs nothing is no matter of the budget
        (0, 5.0, 10, 0, 0),
        (10**12, 1e9, 10**15, 10**6, 10**15),
        (7, 0.5, None, 7, 4),
    ],
)
def test_buying(units: int, cost: float, budget: int | None, bought: int, booked: int) -> None:
    ledger, own = account(budget)
    assert own.buy("product", units, cost) == bought
    assert [line.amount for line in ledger.lines] == ([booked] if booked else [])


@PROPERTY
@given(
    units=st.integers(0, 500), cost=COSTS, budget=st.integers(0, 300),
    coins=st.sampled_from([1, 100, 1000]),
)
def test_as_many_are_bought_as_there_is_money_for(
    units: int, cost: float, budget: int, coins: int
) -> None:
    """Against the slow way: try every number, reckoned in fractions of a coin."""
    ledger, own = account(budget, coins)
    bought = own.buy("product", units, cost)

    def price(number: int) -> int:
        return math.floor(Fraction(number * cost) * coins + Fraction(1, 2))

    can = [n for n in range(units + 1) if price(n) <= budget and (budget > 0 or n * cost == 0)]
    assert bought == max(can)
    assert ledger.booked == price(bought) <= budget


@PROPERTY
@given(amounts=st.lists(COSTS, max_size=8), budget=st.integers(0, 8))
def test_spending_stops_with_the_budget(amounts: list[float], budget: int) -> None:
    ledger, own = account(budget)
    for amount in amounts:
        left = ledger.left
        foreseen = own.set_aside(amount)
        share = own.spend("media", amount)
        assert share == foreseen
        assert 0.0 <= share <= 1.0
        assert ledger.booked <= budget
        if left == 0:
            assert share == (1.0 if amount == 0 else 0.0)


@pytest.mark.parametrize("amount", [0.4, 1e-9, 0.5, 1.0, 1e15])
def test_nothing_is_had_for_a_budget_of_nothing(amount: float) -> None:
    ledger, own = account(0)
    assert own.set_aside(amount) == own.spend("media", amount) == 0.0
    assert own.buy("product", 10, amount) == 0
    assert ledger.lines == []


def test_what_costs_nothing_is_had_without_money() -> None:
    _, own = account(0)
    assert own.spend("media", 0.0) == own.set_aside(0.0) == 1.0
    assert own.buy("product", 10, 0.0) == 10


@PROPERTY
@given(
    promised=st.integers(0, 15).map(float), greedy=st.lists(COSTS, max_size=6), budget=st.integers(0, 12),
    paid_at=st.integers(0, 6),
)
def test_what_is_set_aside_is_there_when_it_is_paid(
    promised: float, greedy: list[float], budget: int, paid_at: int
) -> None:
    """Whatever others ask for meanwhile; they get what is left beside it, and all of it afterwards."""
    ledger = Ledger(1, budget)
    own, other = Account(ledger, "own", 0), Account(ledger, "other", 0)
    share = own.set_aside(promised)
    assert ledger.booked == 0
    for amount in greedy[:paid_at]:
        other.spend("media", amount)
        other.buy("product", 3, amount)
    assert own.spend("donation", promised) >= share
    assert ledger.booked <= budget
    rest = ledger.left
    assert rest is not None
    assert other.spend("media", float(rest)) == 1.0
    assert ledger.left == 0


def test_a_promise_may_be_changed_and_is_kept_once() -> None:
    ledger = Ledger(1, 100)
    own, other = Account(ledger, "own", 0), Account(ledger, "other", 0)
    assert own.set_aside(80.0) == 1.0
    assert other.set_aside(80.0) == 0.25
    assert own.set_aside(50.0) == 1.0  # in place of the 80
    assert own.spend("donation", 50.0) == 1.0
    assert own.spend("donation", 50.0) == 30 / 50  # 20 are still promised by the other
    own.set_aside(0.0)
    other.set_aside(5.0)
    assert own.spend("media", 20.0) == 15 / 20
    assert other.spend("media", 5.0) == 1.0
    assert ledger.left == 0


def test_the_owners_money_keeps_no_promise_of_the_companys() -> None:
    ledger = Ledger(1, 100)
    own, other = Account(ledger, "own", 0), Account(ledger, "other", 0)
    assert own.set_aside(60.0) == 1.0
    assert own.spend("donation", 60.0, "owner") == 1.0
    assert other.spend("media", 100.0) == 0.4  # 60 are promised still
    assert own.spend("donation", 60.0) == 1.0


def test_a_budget_is_short_from_the_week_of_the_promise_on() -> None:
    ledger = Ledger(1, 100)
    assert Account(ledger, "own", 3).set_aside(200.0) == 0.5
    assert ledger.short_since == 3
    Account(ledger, "own", 9).spend("donation", 200.0)
    assert ledger.short_since == 3


@PROPERTY
@given(amount=COSTS, gift=COSTS, budget=st.none() | st.integers(0, 12))
def test_the_owners_money_is_not_the_budgets(amount: float, gift: float, budget: int | None) -> None:
    ledger, own = account(budget, 100)
    alone, same = account(budget, 100)
    assert own.set_aside(gift, "owner") == own.spend("donation", gift, "owner") == 1.0
    assert own.spend("media", amount) == same.spend("media", amount)
    assert ledger.left == alone.left
    assert ledger.cost(0) == alone.cost(0)
    assert ledger.cost(0, "owner") == ledger.minor(gift) == ledger.booked - alone.booked


WRONG: list[tuple[str, Callable[[Account], object]]] = [
    ("amount = nan", lambda own: own.spend("media", math.nan)),
    ("amount = inf", lambda own: own.spend("media", math.inf)),
    ("amount = -1", lambda own: own.spend("media", -1)),
    ("amount = 5", lambda own: own.spend("media", "5")),  # type: ignore[arg-type]
    ("amount = -0.1", lambda own: own.set_aside(-0.1)),
    ("payer = state", lambda own: own.set_aside(1.0, "state")),
    ("units = -1", lambda own: own.buy("product", -1, 1.0)),
    ("units = 2.5", lambda own: own.buy("product", 2.5, 1.0)),  # type: ignore[arg-type]
    ("unit_cost = nan", lambda own: own.buy("product", 1, math.nan)),
    ("unit_cost = -3", lambda own: own.buy("product", 1, -3)),
    ("kind = beer", lambda own: own.spend("beer", 1.0)),
    ("kind = beer", lambda own: own.buy("beer", 1, 1.0)),
    ("payer = state", lambda own: own.spend("media", 1.0, "state")),
]


@pytest.mark.parametrize(("said", "call"), WRONG)
@pytest.mark.parametrize("budget", [None, 0, 100])
def test_what_is_no_amount_is_refused_in_a_sentence(
    said: str, call: Callable[[Account], object], budget: int | None
) -> None:
    ledger, own = account(budget)
    with pytest.raises(Misuse, match="Allowed") as raised:
        call(own)
    assert said in str(raised.value)
    assert str(raised.value).startswith("ledger.")
    assert ledger.lines == []
