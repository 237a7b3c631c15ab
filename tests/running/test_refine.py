"""A comparison in steps: each answer is that of the first replicates, the last that of `compare`."""

import threading

import pytest
from comparisons import LONG, SMALL, AtOnce, data
from support import scenario

from simulator import Mistake, compare, refine


@pytest.mark.parametrize("executor", [None, AtOnce()])
def test_every_answer_is_that_of_so_many_replicates(executor: AtOnce | None) -> None:
    one = scenario(SMALL)
    answers = list(refine(one, (2, 3, 7), executor=executor))
    assert [answer.replicates for answer in answers] == [2, 3, 7]
    for answer in answers:
        whole = compare(one, answer.replicates)
        assert data(answer).identical(data(whole))
        assert not answer.interrupted
    assert data(answers[-1]).identical(data(compare(one, 7, workers=2)))


def test_progress_is_of_all_steps_together() -> None:
    told: list[tuple[int, int]] = []
    list(refine(scenario(SMALL), (2, 5), progress=lambda done, total, _: told.append((done, total))))
    assert {total for _, total in told} == {10}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (10, 10)


def test_stopped_between_two_answers_it_ends_and_before_the_first_it_says_so() -> None:
    stop = threading.Event()
    answers = refine(scenario(SMALL), (2, 4000), cancel=stop)
    assert next(answers).replicates == 2
    stop.set()
    assert list(answers) == []
    with pytest.raises(Mistake) as raised:
        next(refine(scenario(LONG), (2, 4), cancel=stop))
    assert raised.value.key == "interrupted_early"


def test_what_cannot_be_done_is_told() -> None:
    for steps in ((0, 3), (2.5,)):
        with pytest.raises(Mistake):
            next(refine(scenario(SMALL), steps))  # type: ignore[arg-type]
