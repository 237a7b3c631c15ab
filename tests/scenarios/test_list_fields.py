"""Fields of somebody's own strategy that hold several values."""

from pathlib import Path

import pytest

from simulator import load_scenario
from simulator.errors import Mistake
from simulator.strategies.registry import strategies

OWN = '''"""A strategy with a list."""
from typing import Annotated, ClassVar
from pydantic import Field
from simulator.parameters import parameter
from simulator.strategies.base import Strategy


class Waves(Strategy):
    """Come in waves."""

    kind: ClassVar[str] = "waves"
    intensity: ClassVar[tuple[str, ...]] = ("sizes",)
    sizes: KIND = parameter(
        (0.5, 0.25), unit="share", description="Size of each wave", source="assumption", LIMITS
    )

    def act(self, plan, week, market, levers, ledger):
        pass
'''
SEVERAL = "tuple[Annotated[float, Field(ge=0, le=1)], ...]"
PLACE = "scenario: arms.Plan.strategies.waves.sizes"


def own(folder: Path, kind: str = SEVERAL, limits: str = "") -> Path:
    """Write the strategy, with a field of some kind."""
    path = folder / "waves.py"
    path.write_text(OWN.replace("KIND", kind).replace("LIMITS", limits), "utf-8")
    return path


def plan(path: Path, **fields: object) -> object:
    """Load a scenario that uses it; what the strategy's field holds."""
    market = {"consumers": 20, "weeks": 2, "price": 1, "category_price": 1}
    arm = {"name": "Plan", "strategies": [{"kind": "waves", **fields}]}
    rows = {"name": "x", "market": market, "arms": [{"name": "Control"}, arm]}
    (strategy,) = load_scenario(rows, strategy_files=[path]).arms[1].strategies
    return strategy.sizes  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [SEVERAL, "tuple[float, float]", "tuple[float, ...] | None"])
def test_a_list_is_taken_for_a_tuple(kind: str, tmp_path: Path) -> None:
    path = own(tmp_path, kind)
    assert plan(path, sizes=[0.125, 1]) == (0.125, 1.0)
    assert plan(path) == (0.5, 0.25)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([0.5, 4.5], f"{PLACE}.1 = 4.5 is outside of what is allowed: at most 1 (share). Change"),
        ([-1, 0.5], f"{PLACE}.0 = -1 is outside of what is allowed: 0 or more (share). Change"),
        (["x"], f'{PLACE}.0 = "x" is not a number.'),
        (3, f"{PLACE} = 3 is not a list. Give it in square brackets: arms.Plan.strategies.waves.sizes"),
        ("x", f'{PLACE} = "x" is not a list. Give it in square brackets'),
    ],
)
def test_what_is_wrong_in_it_is_told(given: object, said: str, tmp_path: Path) -> None:
    path = own(tmp_path)
    with pytest.raises(Mistake) as raised:
        plan(path, sizes=given)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    "kind", ["tuple[float, ...]", "list[float]", "str", "dict[str, float]", "tuple[float, ...] | None"]
)
@pytest.mark.parametrize("limits", ["minimum=0", "maximum=1"])
def test_limits_of_what_is_no_number_are_told(kind: str, limits: str, tmp_path: Path) -> None:
    """Pydantic would break on the first value that is given."""
    path = own(tmp_path, kind, limits)
    with pytest.raises(Mistake) as raised:
        strategies([path])
    said = str(raised.value)
    assert said.startswith(f'{path}: Waves: the field "sizes" has a minimum or a maximum, and is no number: ')
    assert kind in said
    assert all(raised.value.sentences("ja"))
