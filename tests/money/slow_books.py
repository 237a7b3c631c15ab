"""Measures recomputed from the stories of single people, by plain and slow code."""

from typing import Any

NEVER = -32768
WINDOW = 4  # weeks in which a discovery belongs to its teller's cascade
HORIZON = 26  # weeks in which a first purchase counts for a teller's K


def talk_acts(model: Any) -> list[tuple[int, int]]:
    """Every act of talk about our brand: week, uid."""
    return [(week, uid) for week, uids in model.talk_acts for uid in sorted(uids.tolist())]


def slow_cascades(
    found: list[tuple[int, int, int]], acts: list[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Sizes of all message cascades, and the steps of each discovery by talk from its start.

    Parameters
    ----------
    found : week, listener, teller (-1 for a channel) of every discovery.
    acts : week, talker of every act of talk.
    """
    weeks = sorted({week for week, *_ in found} | {week for week, _ in acts})
    member: dict[int, tuple[int, int]] = {}  # person -> (his cascade, his steps in it)
    begun: list[int] = []
    size: list[int] = []
    steps: dict[tuple[int, int], int] = {}

    def begin(week: int) -> int:
        begun.append(week)
        size.append(1)
        return len(size) - 1

    for week in weeks:
        spoken: dict[int, tuple[int, int]] = {}
        for when, talker in acts:
            if when == week:
                held = member.get(talker)
                if held is not None and week - begun[held[0]] <= WINDOW:
                    spoken[talker] = held
                else:
                    spoken[talker] = (begin(week), 0)
        joined = {}
        for when, listener, teller in found:
            if when == week:
                if teller < 0:
                    joined[listener] = (begin(week), 0)
                else:
                    cascade, depth = spoken[teller]
                    size[cascade] += 1
                    steps[when, listener] = depth + 1
                    joined[listener] = (cascade, depth + 1)
        member |= joined
    return size, list(steps.values())


def slow_k_factor(
    first_purchase: list[int], told: dict[int, tuple[int, int]], weeks: int
) -> float | None:
    """Mean number of first purchases told by each new customer within 26 weeks of his first.

    Parameters
    ----------
    first_purchase : by uid; -1 before the start, `NEVER`.
    told : listener -> (week of his latest discovery, teller), where a person told him.
    """
    parents = [u for u, week in enumerate(first_purchase) if 0 <= week < weeks - HORIZON]
    if not parents:
        return None
    children = 0
    for parent in parents:
        for child, (week, teller) in told.items():
            soon = 0 < week - first_purchase[parent] <= HORIZON
            if teller == parent and soon and first_purchase[child] >= 0:
                children += 1
    return children / len(parents)


def slow_weeks_to_buy(
    first_purchase: list[int], found: list[tuple[int, int, int]]
) -> float | None:
    """Mean weeks from the last discovery before a first purchase, or in its week, until that.

    Parameters
    ----------
    first_purchase : by uid; -1 before the start, `NEVER`.
    found : week, listener, teller of every discovery.
    """
    waited = []
    for uid, bought in enumerate(first_purchase):
        weeks = [week for week, listener, _ in found if listener == uid and week <= bought]
        if bought >= 0 and weeks:
            waited.append(bought - max(weeks))
    return sum(waited) / len(waited) if waited else None


def slow_nps(model: Any) -> float | None:
    """Promoters less detractors in percent, among those with an experience who have not lapsed."""
    people = model.people
    scores = []
    for row in range(len(people.uid)):
        if people.experiences[0, row] > 0 and not people.flags[0, row] & 4:
            tenths = 600 + 4 * int(people.satisfaction[0, row])
            scores.append(max(0, min(10, (tenths + 50) // 100)))
    if not scores:
        return None
    promoters = sum(score >= 9 for score in scores)
    detractors = sum(score <= 6 for score in scores)
    return 100 * (promoters - detractors) / len(scores)
