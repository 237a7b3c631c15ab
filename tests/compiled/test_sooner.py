"""Numba is asked about arrays and numbers before texts, lists and the like; these still work."""

import operator

import numba
import numpy as np
import pytest
from numba.core import utils
from numba.core.registry import cpu_target
from numba.core.target_extension import target_registry

from simulator.parts import BoolSooner, GetItemSooner, SetItemSooner

UNCOMPILED = bool(vars(numba.config).get("DISABLE_JIT"))
pytestmark = pytest.mark.skipif(UNCOMPILED, reason="nothing is compiled")


@pytest.mark.parametrize(
    ("function", "rule"),
    [(operator.getitem, GetItemSooner), (operator.setitem, SetItemSooner), (bool, BoolSooner)],
)
def test_the_rule_for_arrays_is_asked_first(function: object, rule: type) -> None:
    numba.njit(lambda values: values[0])(np.ones(1))  # has Numba know all its rules
    rules = cpu_target.typing_context.resolve_value_type(function).templates
    order = utils.order_by_target_specificity(target_registry["cpu"], list(rules))
    assert issubclass(order[0], rule)
    theirs = [one for one in order if not issubclass(one, rule)]
    usual = next(k for k, one in enumerate(theirs) if issubclass(one, rule.__base__))
    assert usual > 0  # so many are spared; how many depends on what was loaded before


def everything(values, text, several, pair):  # type: ignore[no-untyped-def]
    """Uses the index of all that has one, and the truth of all that has one."""
    by_name = {"a": 1.5}
    mask = values > 1
    values[0] = several[1]
    values[1:] = values[:1]
    several[0] = 7.0
    truths = (bool(text), bool(several), bool(values[0]), bool(pair))
    return text[1], several[0], by_name["a"], pair[1], values[mask].sum(), values[-1], truths


@pytest.mark.slow
def test_all_else_that_has_an_index_or_a_truth_works_as_before() -> None:
    def given() -> tuple[object, ...]:
        return np.array([1.0, 2.0, 3.0]), "xyz", numba.typed.List([4.0, 5.0]), (1, "b")

    assert numba.njit(everything)(*given()) == everything(*given())


def test_what_must_not_be_written_to_is_still_refused() -> None:
    values = np.ones(2)
    values.flags.writeable = False
    with pytest.raises(numba.errors.TypingError, match="readonly array"):
        numba.njit(lambda x: operator.setitem(x, 0, 2.0))(values)
