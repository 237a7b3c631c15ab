"""What stands above an answer claims nothing that is not so."""

import pytest
from support import arm, lively

from simulator import load_scenario
from simulator.sentences import title_line
from simulator.texts import catalogue

PLANS = (arm("Open support"), arm("Gift"))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ({"question": "Does it pay?", "name": "spring"}, "Does it pay?"),
        ({"name": "spring"}, "spring"),
        ({"name": "first_look"}, "Open support, Gift against Control"),
    ],
)
def test_the_title_is_the_question_or_the_planners_name_or_the_plans(
    words: dict[str, str], title: str
) -> None:
    assert title_line(load_scenario({**lively(*PLANS), **words}).resolved(), catalogue()) == title


def test_of_one_plan_alone_it_is_the_name() -> None:
    alone = {**lively(), "name": "first_look"}
    assert title_line(load_scenario(alone).resolved(), catalogue("ja")) == "first_look"


def test_in_japanese() -> None:
    scenario = load_scenario({**lively(*PLANS), "name": "first_look"}).resolved()
    assert title_line(scenario, catalogue("ja")) == "Open support、GiftとControlの比較"
