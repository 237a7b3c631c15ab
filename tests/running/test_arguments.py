"""What the functions for everybody are handed from Python: used as it is meant, or a sentence."""

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import arm, lively, scenario

from simulator import compare, history, load_scenario, make_world, simulate
from simulator.errors import Mistake
from simulator.scenarios.messages import shown
from simulator.scenarios.schema import Scenario

HUGE = 10**5000  # more digits than Python writes out
SMALL = lively(arm("Gift", {"kind": "seeding", "seeds": 5}), market={"consumers": 40, "weeks": 6})


def brief(value: object) -> str:
    """What a case is called: one with a huge number has no text of its own."""
    return shown(value)[:30]


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(Mistake) as raised:
        call()
    assert "{" not in str(raised.value).replace('{"market.price": 3000}', "")
    assert all(raised.value.sentences("ja"))
    return str(raised.value)


@pytest.fixture
def small() -> Scenario:
    return scenario(SMALL)


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        (-3, "seed -3 is not allowed: from 0 to"), ("a", 'seed = "a" is not a whole number'),
        (None, "seed = None is not"), (True, "seed = True is not"), (2.0, "seed = 2.0 is not"),
        (HUGE, "seed 1e5000 is not allowed"),
    ],
    ids=brief,
)  # fmt: skip
def test_a_market_is_made_from_a_seed(small: Scenario, seed: Any, said: str) -> None:
    assert said in refused(lambda: make_world(small, seed=seed))
    assert said in refused(lambda: simulate(small, seed=seed))
    assert said in refused(lambda: history(small, seed=seed))


@pytest.mark.parametrize("wrong", ["first_look", {"name": "x"}, None])
def test_a_market_is_made_of_a_scenario(wrong: Any) -> None:
    assert "A scenario is needed, not" in refused(lambda: make_world(wrong, seed=1))


@pytest.mark.parametrize(
    ("replicates", "said"),
    [
        (HUGE, "replicates 1e5000 is not allowed: from 1 to 100000."),
        (-HUGE, "replicates -1e5000 is not allowed"),
        ([HUGE], "replicates = [1e5000] is not a whole number"),
    ],
    ids=brief,
)  # fmt: skip
def test_numbers_of_any_length_are_refused_in_a_short_sentence(
    small: Scenario, replicates: Any, said: str
) -> None:
    assert said in refused(lambda: compare(small, replicates=replicates))


@pytest.mark.filterwarnings("error")
def test_numpys_shortest_whole_numbers_count_all_runs(small: Scenario) -> None:
    two = compare(small, np.uint8(200), np.uint8(200))
    assert two.data.drop_attrs().identical(compare(small, 200, 200).data.drop_attrs())


# --- arms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [np.int64(1), np.uint8(1), np.str_("Gift")])
def test_an_arm_goes_by_any_whole_number(small: Scenario, number: Any) -> None:
    told = simulate(small, number, 0, 1)
    assert told.arms == ["Gift"]
    assert told.data.drop_attrs().identical(simulate(small, 1, 0, 1).data.drop_attrs())
    assert history(small, number, 0, 1).identical(history(small, 1, 0, 1))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (True, '"True"'), (1.0, '"1.0"'), (None, '"None"'), (HUGE, '"1e5000"'), (-1, '"-1"'),
        ([0], '"[0]"'), (np.int64(2), '"2"'), ("x" * 500, 'xxx..."'),
    ],
    ids=brief,
)  # fmt: skip
def test_what_is_no_arm_is_said_as_it_was_typed(small: Scenario, wrong: Any, said: str) -> None:
    sentence = refused(lambda: simulate(small, wrong))
    assert said in sentence
    assert len(sentence) < 200


# --- scenarios ------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [None, 5, HUGE, b"first_look", ["first_look"]], ids=brief)
def test_a_scenario_is_read_from_a_path_a_name_or_a_table(wrong: Any) -> None:
    assert "A scenario is read from a path" in refused(lambda: load_scenario(wrong))


def test_a_scenario_is_not_read_again(small: Scenario) -> None:
    assert 'not from "Scenario"' in refused(lambda: load_scenario(small))  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["model_copy", "copy"])
def test_a_scenario_is_not_changed_unchecked(name: str, small: Scenario) -> None:
    """None of them would have been noticed: not even a price that is a text."""
    said = 'Read the scenario with the change in place: load_scenario(..., set={"market.price": 2500}).'
    gift, copy = small.arms[1], attrgetter(name)
    for one in (small, small.market, small.behaviour, small.graph, gift, gift.strategies[0]):
        with pytest.raises(Mistake) as raised:
            copy(one)(update={"price": "dear"})
        assert str(raised.value).startswith("A copy with update=... would put price in unchecked.")
        assert str(raised.value).endswith(said)
        assert all(raised.value.sentences("ja"))
        for copied in (copy(one)(), copy(one)(update={}), copy(one)(deep=True)):
            assert copied == one
            assert copied is not one


def test_a_long_name_is_not_repeated_in_full() -> None:
    assert len(refused(lambda: load_scenario("x" * 5000))) < 500


@pytest.mark.parametrize("wrong", [["market.price=3"], "market.price=3", 5])
def test_values_to_set_are_a_table(wrong: Any) -> None:
    assert "set must be a table from places to values" in refused(
        lambda: load_scenario("first_look", set=wrong)
    )


@pytest.mark.parametrize("place", [1, ("market", "price"), None, HUGE], ids=brief)
def test_a_place_to_set_is_a_text(place: Any) -> None:
    for value in (1, None):
        sentence = refused(lambda value=value: load_scenario("first_look", set={place: value}))
        assert sentence == f'set: {shown(place)} is no place. Places are texts, like "market.price".'


@pytest.mark.parametrize("wrong", ["x.py", Path("x.py"), 5, None, [None], [5]])
def test_strategy_files_are_a_list(wrong: Any) -> None:
    assert "strategy_files must be a list of paths" in refused(
        lambda: load_scenario("first_look", strategy_files=wrong)
    )


def test_values_to_set_may_be_numpys() -> None:
    values = {"market.price": np.float32(2500), "market.followers": np.int64(7)}
    one = load_scenario("first_look", consumers=np.int64(300), weeks=np.uint8(4), set=values)
    other = load_scenario(
        "first_look", consumers=300, weeks=4, set={"market.price": 2500.0, "market.followers": 7}
    )
    assert one == other
    assert one.digest == other.digest


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int64])
def test_a_whole_number_is_the_same_whatever_its_kind(small: Scenario, kind: type) -> None:
    """Numbers of one byte can neither count runs nor bytes, and leave no trace in what is returned."""
    plain, other = compare(small, 2, 3, 2), compare(small, kind(2), kind(3), kind(2))
    assert other.data.drop_attrs().identical(plain.data.drop_attrs())
    told = history(small, 1, kind(2), kind(3))
    assert told.identical(history(small, 1, 2, 3))
    assert type(told.attrs["seed"]) is int


def test_an_arm_that_is_none_is_shown_in_short(small: Scenario) -> None:
    assert "[1e5000]" in refused(lambda: simulate(small, [HUGE]))  # type: ignore[arg-type]
