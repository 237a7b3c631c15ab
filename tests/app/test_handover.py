"""A session goes on where another stood: with what was typed and found, its history, and once only."""

from sessions import compared, session

from app.handover import MOST, Handover


def test_all_that_was_typed_and_found_goes_along() -> None:
    with session() as first, session("ja") as second:
        outcome = compared(first)
        first.put(("market", "price"), 900.0)
        first.put(("market", "price"), 800.0)
        first.undo()
        first.guess = "Gift"
        handover = Handover()
        ticket = handover.leave(first.standing)
        standing = handover.take(ticket)
        assert standing is not None
        second.stand(standing)
        assert second.draft == first.draft
        assert second.get(("market", "price")) == 900.0
        assert second.outcome is outcome
        assert not second.is_current
        assert second.guess == "Gift"
        assert second.is_unsaved
        second.redo()
        assert second.get(("market", "price")) == 800.0
        second.reset()
        assert second.draft == first.opened
        assert handover.take(ticket) is None


def test_of_what_nobody_comes_for_little_is_kept() -> None:
    with session() as store:
        handover = Handover()
        tickets = [handover.leave(store.standing) for _ in range(MOST + 2)]
        found = [handover.take(one) is not None for one in tickets]
        assert found == [False, False] + [True] * MOST
