"""Levers take additions only, and refuse whatever makes no sense, in a sentence that blames right."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import arm, lively, stepped, world

from simulator import load_scenario
from simulator.agents.consumers import MIND
from simulator.agents.groups import Groups
from simulator.agents.levers import Levers, Pulled
from simulator.agents.misuse import MOST_GIFTS, Misuse
from simulator.agents.stages import N_CHANNELS, Channel
from simulator.errors import Mistake
from simulator.scenarios.schema import MAX_WEEKS
from simulator.texts import LANGUAGES
from simulator.world import make_world

PEOPLE = 100
FACTORS = ("opportunity", "talk", "review")
RATES = ("win_back", "follow")
SHARES = ("price_cut", "listen", "open_share")
LOG_ODDS = ("choice", "ability")
AUDIENCES = ("choice", "opportunity", "price_cut", "talk", "review", "listen", "win_back", "follow")
NO_NUMBERS = (math.nan, math.inf, -math.inf, "2", None, np.array([1.0, 2.0]), 1j, True, False)

WRONG = [
    *((name, value) for name in (*FACTORS, *RATES) for value in (-0.1, *NO_NUMBERS)),
    *((name, value) for name in SHARES for value in (-0.1, 1.01, 2.0, *NO_NUMBERS)),
    *((name, value) for name in LOG_ODDS for value in (701.0, -701.0, *NO_NUMBERS)),
    *(("quality", value) for value in (2.5, -2.5, *NO_NUMBERS)),
    *(("goodwill", value) for value in (1.5, *NO_NUMBERS)),
    *(("agents", value) for value in (-5, 2.5, 3.0, 10**16, *NO_NUMBERS)),
]  # fmt: skip
NO_UIDS = (
    [-1], [PEOPLE], [10**6], [0, 0.5], [0.0], [True] * PEOPLE, "abc", 5, [[1]], [[1], [2, 3]],
    ["a"], None, np.array([2**40]),
)  # fmt: skip


def levers(segments: tuple[str, ...] = ("everyone",)) -> Levers:
    """The levers of a week in which nothing was pulled."""
    return Levers(Groups(segments), 0.5, PEOPLE)


def refused(pull: Callable[[], object]) -> str:
    """Return what is said of a lever that is pulled wrongly."""
    with pytest.raises(Misuse) as raised:
        pull()
    for language in LANGUAGES:
        assert len(raised.value.sentences(language)) == 1
    return str(raised.value)


def held(one: Levers) -> dict[str, Any]:
    """Everything that has been pulled, as bytes and numbers."""
    names = [name for name, kind in vars(Levers).items() if isinstance(kind, Pulled)]
    values = {name: getattr(one, name) for name in names}
    return {n: v.tobytes() if isinstance(v, np.ndarray) else v for n, v in values.items()}


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_makes_no_sense_is_refused(name: str, value: Any) -> None:
    one = levers()
    said = refused(lambda: getattr(one, name)(value))
    assert said.startswith(f"levers.{name}: ")
    assert "Allowed" in said
    assert held(one) == held(levers())


@pytest.mark.parametrize("rate", [-0.1, *NO_NUMBERS])
def test_a_rate_of_discovery_that_makes_no_sense_is_refused(rate: Any) -> None:
    one = levers()
    assert "rate = " in refused(lambda: one.discover(Channel.TV, rate))
    assert held(one) == held(levers())


@pytest.mark.parametrize("valence", [5, -1.1, math.nan, "good", True])
def test_a_valence_that_makes_no_sense_is_refused(valence: Any) -> None:
    one = levers()
    said = refused(lambda: one.discover(Channel.TV, 0.1, valence=valence))
    assert f"valence = {valence}" in said
    assert "from -1 to 1" in said
    assert held(one) == held(levers())


@pytest.mark.parametrize("channel", [-1, N_CHANNELS, 2.0, "TV", None, [3], True, False])
def test_a_channel_that_there_is_not_is_refused(channel: Any) -> None:
    said = refused(lambda: levers().discover(channel, 0.1))
    assert "NEWS" in said


@pytest.mark.parametrize("audience", ["followrs", "", None, 3, ["followers"]])
def test_an_audience_that_there_is_not_is_refused(audience: Any) -> None:
    one = levers(("young", "old"))
    known = "everyone, social_media, followers, young, old"
    assert known in refused(lambda: one.discover(Channel.TV, 0.1, audience))
    for name in AUDIENCES:
        said = refused(lambda name=name: getattr(one, name)(0.5, audience))
        assert said.startswith(f"levers.{name}: audience = ")
        assert known in said
    assert held(one) == held(levers(("young", "old")))


@pytest.mark.parametrize("uids", NO_UIDS)
@pytest.mark.parametrize("name", ["give", "help_out"])
def test_people_that_there_are_not_are_refused(name: str, uids: Any) -> None:
    one = levers()
    assert "from 0 to 99" in refused(lambda: getattr(one, name)(uids))
    assert held(one) == held(levers())


def test_what_makes_sense_is_taken() -> None:
    """The twin of the tests above: levers that refuse everything would pass them."""
    one = levers()
    for name in (*FACTORS, *RATES, *SHARES, *LOG_ODDS, "quality", "goodwill"):
        for value in (0, 0.5, np.float32(0.5), np.int64(1)):
            getattr(one, name)(value)
    one.agents(np.int64(3))
    one.discover(Channel.TV, 0.1, "followers", -1.0)
    for uids in ([], [0, 99], np.array([5], np.uint8), range(3), np.empty(0), (1, 1)):
        one.give(uids)
        one.help_out(uids)
    assert [len(part) for part in one.given] == [0, 2, 1, 3, 0, 2]
    assert all(len(part) == 0 or part.dtype == np.int32 for part in one.helpers)
    before, after = held(levers()), held(one)
    assert {name for name in before if before[name] == after[name]} == set()


# --- additions only -------------------------------------------------------------------------------

NAMES = sorted(held(levers()))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_pulled_cannot_be_put_back(name: str) -> None:
    one = levers()
    with pytest.raises(AttributeError, match="can only be read"):
        setattr(one, name, getattr(levers(), name))
    value = getattr(one, name)
    if isinstance(value, np.ndarray):
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0
    assert not hasattr(value, "clear")


@pytest.mark.parametrize("name", ["talk", "give", "anything"])
def test_levers_cannot_be_replaced(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(levers(), name, None)


def test_gifts_stay_as_they_were_named() -> None:
    one, uids = levers(), np.array([3, 4], np.int32)
    one.give(uids)
    uids[:] = 9
    assert one.given[0].tolist() == [3, 4]
    with pytest.raises(ValueError, match="read-only"):
        one.given[0][:] = 9


def test_nobody_is_given_more_in_a_week_than_the_columns_can_count() -> None:
    """By all campaigns together; 65,539 gifts to one person once came out as 3."""
    for parts in ([[7] * (MOST_GIFTS + 1)], [[7] * MOST_GIFTS, [7]], [[1, 7]] * (MOST_GIFTS + 1)):
        one = levers()
        for part in parts[:-1]:
            one.give(part)
        before = held(one)
        said = refused(lambda one=one, last=parts[-1]: one.give(last))
        assert "given the product 21 times in one week. Allowed: at most 20 times a week by all" in said
        assert held(one) == before
        one.give([8] * MOST_GIFTS)


def test_gifts_of_the_longest_horizon_fit_into_the_columns() -> None:
    """With a purchase in every week and three before the start."""
    most = np.iinfo(MIND["experiences"]).max
    assert MIND["purchases"] == MIND["experiences"]
    assert most >= MAX_WEEKS * (MOST_GIFTS + 1) + 3


# --- whose fault it is ----------------------------------------------------------------------------

HEAD = '''
from typing import ClassVar
import numpy as np
from simulator.agents.stages import Channel
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
from simulator.strategies.closed_support import ClosedSupport


class Own(BASE):
    """Do something of one's own."""

    kind: ClassVar[str] = "own"
    intensity: ClassVar[tuple[str, ...]] = ("much",)
    much: int = parameter(
        1, unit="-", minimum=0, maximum=9, description="How much", source="assumption"
    )
'''
ACT = "    def act(self, plan, week, market, levers, ledger):\n        {body}  # HERE\n"
BODIES = {
    "talk": ("levers.talk(-2)", "levers.talk: factor = -2 cannot be used. Allowed: numbers, from 0"),
    "free": ("levers.price_cut(2.0)", "levers.price_cut: share = 2.0 cannot be used"),
    "half": ("levers.agents(2.5)", "levers.agents: people_per_week = 2.5 cannot be used"),
    "who": ("levers.give([10**6])", "levers.give: 1000000 is not the uid of anybody"),
    "last": ("levers.give([-1])", "levers.give: -1 is not the uid of anybody"),
    "whom": ("levers.talk(2, 'friends')", "levers.talk: audience = friends is not one of"),
    "cost": ("ledger.spend('media', -1)", "ledger.spend: amount = -1 cannot be used"),
    "wipe": ("levers.rate[:] = 0", "ValueError: assignment destination is read-only"),
    "undo": ("levers.quality_gain = 0.0", "AttributeError: levers.quality_gain can only be read"),
    "deep": ("np.array([1, 2]).reshape(7)", "ValueError: cannot reshape"),
    "typo": ("levers.talkk(2)", "AttributeError: 'Levers' object has no attribute 'talkk'"),
}


def broken(folder: Path, text: str) -> str:
    """Return what is said of a strategy in a file of its own that breaks at `# HERE`."""
    path = folder / "own.py"
    path.write_text(text, "utf-8")
    here = next(k for k, line in enumerate(text.splitlines(), 1) if line.endswith("# HERE"))
    rows = lively(arm("Own", {"kind": "own"}))
    place = make_world(load_scenario(rows, strategy_files=[path]), 1)
    with pytest.raises(Mistake) as raised:
        stepped(place, 1)
    said = str(raised.value)
    assert f"own.py, line {here}: " in said
    assert said.startswith("own, week = 0")
    assert "own.py" in raised.value.sentences("ja")[0]
    return said


@pytest.mark.parametrize("name", BODIES)
def test_the_line_in_the_own_file_is_blamed(name: str, tmp_path: Path) -> None:
    body, expected = BODIES[name]
    said = broken(tmp_path, HEAD.replace("BASE", "Strategy") + ACT.format(body=body))
    assert expected in said


def test_so_it_is_where_own_functions_call_each_other(tmp_path: Path) -> None:
    """The innermost line of the own file, not that of `act`."""
    text = HEAD.replace("BASE", "Strategy") + (
        "    def act(self, plan, week, market, levers, ledger):\n        help_it(levers)\n\n\n"
        "def help_it(levers):\n    levers.talk(float('nan'))  # HERE\n"
    )
    assert "factor = nan" in broken(tmp_path, text)


def test_so_it_is_where_a_strategy_of_ours_is_called(tmp_path: Path) -> None:
    text = HEAD.replace("BASE", "ClosedSupport") + (
        "    def act(self, plan, week, market, levers, ledger):\n"
        "        self.staff(week, None, ledger)  # HERE\n"
    )
    assert "NoneType" in broken(tmp_path, text)


def test_planning_is_blamed_too(tmp_path: Path) -> None:
    text = HEAD.replace("BASE", "Strategy") + ACT.format(body="pass").replace("  # HERE", "") + (
        "    def plan(self, market, draws):\n        market.people().taste[:] = 0  # HERE\n"
    )
    assert "read-only" in broken(tmp_path, text)


def test_prices_are_never_below_nothing() -> None:
    """What a cut of more than everything did: people were paid for buying."""
    rows = lively(arm("Free", {"kind": "price_cut", "depth": 1.0, "weeks": 16}))
    assert stepped(world(rows), 1).people.revenue.min() >= 0
