"""As many gifts as anybody may get, and a purchase, in every week that there can be, are counted."""

from pathlib import Path

import pytest
from support import PLAIN_SWITCHES, arm, stepped, table

from simulator.agents import misuse
from simulator.agents.consumers import Consumers
from simulator.agents.misuse import MOST_GIFTS
from simulator.errors import Mistake
from simulator.scenarios.files import load_scenario
from simulator.scenarios.schema import MAX_WEEKS
from simulator.world import make_world

GENEROUS = """
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
class Generous(Strategy):
    'Give everybody the product, again and again.'
    kind = 'generous'
    intensity = ('gifts',)
    gifts: int = parameter(1, unit='-', description='To each, a week', source='assumption')
    def act(self, plan, week, market, levers, ledger):
        for uid in range(market.consumers):
            levers.give([uid] * self.gifts)
"""
BEFORE = 3  # experiences and purchases of a loyal customer before the start


def people_given(folder: Path, gifts: int) -> Consumers:
    """Two people who buy in every week of the longest horizon and are given so many besides."""
    path = folder / "generous.py"
    path.write_text(GENEROUS, "utf-8")
    rows = table(
        arm("Generous", {"kind": "generous", "gifts": gifts}),
        market={"consumers": 2, "weeks": MAX_WEEKS, "initial": {"loyal": 1.0}},
        behaviour={"utility_base": 20.0}, switches={**PLAIN_SWITCHES, "opportunity": "sure"},
        graph={"kind": "complete"},
    )  # fmt: skip
    return stepped(make_world(load_scenario(rows, strategy_files=[path]), 1), 1).people


def test_the_columns_hold_the_most_gifts_and_a_purchase_in_every_week(tmp_path: Path) -> None:
    people = people_given(tmp_path, MOST_GIFTS)
    assert people.purchases[0].tolist() == [BEFORE + MAX_WEEKS] * 2
    assert people.experiences[0].tolist() == [BEFORE + MAX_WEEKS * (1 + MOST_GIFTS)] * 2


def test_one_gift_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as raised:
        people_given(tmp_path, MOST_GIFTS + 1)
    assert "generous.py" in str(raised.value)
    said = f"uid 0 is given the product {MOST_GIFTS + 1} times in one week"
    assert said in str(raised.value)


def test_without_the_limit_they_would_not_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong twin: the columns wrap, and the first test would see it."""
    monkeypatch.setattr(misuse, "MOST_GIFTS", 200)
    people = people_given(tmp_path, 30)
    assert people.experiences[0].max() < MAX_WEEKS * 30
