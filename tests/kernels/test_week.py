"""The compiled week: its order is the published one, and its screens count as they should."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from agreement import both, disagreements
from hypothesis import given
from hypothesis import strategies as st
from support import arm, lively, world

from simulator import load_scenario, make_world
from simulator.agents.counts import Count
from simulator.draws import fold, unit
from simulator.kernels import live as live_module
from simulator.kernels.screen import FEW, gather, screen
from simulator.kernels.stocks import N_STANDINGS, standing
from simulator.model import WordOfMouthModel
from simulator.week import WEEK

PHASE_OF = {
    "talk": "talk", "hear": "discover", "hear_everybody": "discover", "discover": "discover",
    "evaluate": "evaluate", "adopt_by_threshold": "evaluate", "buy": "buy",
    "experience": "experience", "support": "support", "recommend": "recommend",
    "forget": "forget", "win_back": "forget", "follow": "forget", "count": "count",
}  # fmt: skip


def calls() -> Iterator[tuple[int, str]]:
    """Line and name of everything that the compiled week calls."""
    week = next(
        node for node in ast.walk(ast.parse(inspect.getsource(live_module)))
        if isinstance(node, ast.FunctionDef) and node.name == "live"
    )  # fmt: skip
    for node in ast.walk(week):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, node.func.id


def test_the_compiled_week_has_the_published_order() -> None:
    order = [PHASE_OF[name] for _, name in sorted(calls()) if name not in ("compiled", "range")]
    published = [phase.name for phase in WEEK if phase.name != "plan"]
    assert list(dict.fromkeys(order)) == published
    assert order == sorted(order, key=published.index)


@given(
    uids=st.permutations(range(20)), chance=st.floats(0, 1.5) | st.just(np.inf),
    family=st.integers(0, 2**64 - 1).map(np.uint64),
)
def test_a_screen_marks_those_whose_draw_is_below(
    uids: list[int], chance: float, family: np.uint64
) -> None:
    with np.errstate(over="ignore"):
        below = [bool(unit(fold(family, uid)) < chance) for uid in range(20)]
        for order, uid_is_row in ((uids, False), (sorted(uids), True), (sorted(uids), False)):
            mask = np.full(20, 7, np.uint8)
            screen(family, chance, np.array(order, np.int32), uid_is_row, mask)
            assert mask.tolist() == [below[uid] for uid in order]


@given(n=st.integers(0, 600), few=st.booleans(), data=st.data())
def test_a_screen_lists_just_those_who_are_marked(n: int, few: bool, data: st.DataObject) -> None:
    who = st.sets(st.integers(0, max(n - 1, 0)), max_size=n // FEW if few else n)
    marked = np.isin(np.arange(n), sorted(data.draw(who)))
    room = -(-n // 8) * 8
    mask, rows = np.zeros(room, np.uint8), np.zeros(room + 1, np.int32)
    mask[:n] = marked
    found = gather(mask, mask.view(np.uint64), rows)
    assert rows[:found].tolist() == np.flatnonzero(marked).tolist()


def test_a_screen_counts_beyond_a_byte_without_the_compiler() -> None:
    mask = np.ones(400, np.uint8)
    assert gather(mask, mask.view(np.uint64), np.zeros(401, np.int32)) == 400


def test_nobody_who_talks_is_screened_out() -> None:
    """Neither users, however annoyed, nor those who only know the brand, where they talk most."""
    knowers = {"talk_scale": 0.0, "talk_aware": 1.0, "organic_discovery": 0.3}
    annoyed = {"talk_scale": 1.0, "talk_negative": 3.0, "talk_aware": 0.0, "quality": -0.9}
    for behaviour in (knowers, annoyed):
        place = world(lively(arm("All", {"kind": "seeding", "seeds": 9}), behaviour=behaviour))
        fast, plain = both(place, 1)
        while fast.running:
            fast.step()
            plain.step()
            assert disagreements(fast, plain) == []
        told = fast.datacollector.get_model_vars_dataframe()
        assert told[["talks_positive", "talks_negative"]].to_numpy().sum() > 0


def test_stocks_kept_by_moving_people_are_those_of_a_new_count_every_week() -> None:
    """With every lever pulled, gifts, and a rival: everything that moves anybody."""
    levers = Path(__file__).parents[1] / "equivalence" / "every_lever.py"
    rows = lively(
        arm("All", {"kind": "every_lever"}, {"kind": "seeding", "seeds": 9}),
        rivals=[{"name": "Rival", "price": 900.0}],
    )
    model = WordOfMouthModel(make_world(load_scenario(rows, strategy_files=[levers]), 1), 1)
    while model.running:
        model.step()
        for b in range(2):
            flags, minds = model.people.flags[b], model.people.minds[b]
            places = [standing(flag, mind) for flag, mind in zip(flags, minds, strict=True)]
            again = np.bincount(places, minlength=N_STANDINGS)
            assert again.tolist() == model.buffers.stocks[b].tolist()
    moved = model.datacollector.model_vars
    for name in ("won_back", "gifts", "forgotten", "lapses", "expired", "rival_units"):
        assert sum(moved[name]) > 0, name


def test_the_open_cases_are_those_in_line() -> None:
    model = WordOfMouthModel(world(lively(behaviour={"agents": 1, "contact": 1.0})))
    seen = 0
    while model.running:
        model.step()
        waiting = int((model.people.case_week[0] != np.int16(-32768)).sum())
        assert model.buffers.counts[0, Count.N_OPEN_CASES] == waiting
        seen += waiting
    assert seen > 0
