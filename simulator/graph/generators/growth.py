"""Growing graphs: newcomers tie to people who have many ties, or to friends of a new friend."""

import numpy as np

from simulator.compiled import compiled, inner
from simulator.draws import uniform

TRIES_EACH = 8  # tries per tie to find a friend's friend before turning to anybody


@compiled
def grow(n, each, triangles, family):  # type: ignore[no-untyped-def]
    """Grow a graph by preferential attachment with triangles (Holme and Kim 2002).

    The first newcomer ties to the `each` people who were there; from then on each newcomer ties
    to somebody in proportion to his ties, and each further tie goes, with probability
    `triangles`, to a random friend of the one just chosen in that way. With `triangles` 0 this is
    the graph of Barabasi and Albert (1999).

    Parameters
    ----------
    n : people. each : ties a newcomer makes. triangles : probability. family : uint64.

    Returns
    -------
    first, second : int32 (each * (n - each),), newcomer and partner, all pairs distinct.
    """
    ties = each * (n - each)
    first = np.empty(ties, np.int32)
    second = np.empty(ties, np.int32)
    stubs = np.empty(2 * ties, np.int32)  # everybody as often as he has ties
    room = 2 * each if triangles > 0 else 0
    start = np.arange(n) * room
    rooms = np.full(n, room, np.int32)
    known = np.zeros(n, np.int32)
    pool = np.empty(n * room + 2 * ties * (triangles > 0), np.int32)
    end = n * room
    tie = 0
    for newcomer in range(each, n):
        begin = tie
        draw = 0
        anchor = -1
        while tie < begin + each:
            partner = -1
            if newcomer == each:
                partner = tie - begin
            elif triangles > 0 and tie > begin:
                draw += 1
                if uniform(family, newcomer, draw) < triangles:
                    for _ in range(TRIES_EACH * each):
                        draw += 1
                        pick = int(uniform(family, newcomer, draw) * known[anchor])
                        friend = pool[start[anchor] + pick]
                        if _fresh(second, begin, tie, friend) and friend != newcomer:
                            partner = friend
                            break
            while partner < 0:
                draw += 1
                anchor = stubs[int(uniform(family, newcomer, draw) * 2 * begin)]
                if _fresh(second, begin, tie, anchor):
                    partner = anchor
            first[tie], second[tie] = newcomer, partner
            tie += 1
            if triangles > 0:
                pool, end = _note(pool, end, start, rooms, known, partner, newcomer)
                pool, end = _note(pool, end, start, rooms, known, newcomer, partner)
        for e in range(begin, tie):
            stubs[2 * e] = newcomer
            stubs[2 * e + 1] = second[e]
    return first, second


@inner
def _fresh(second, begin, end, person):  # type: ignore[no-untyped-def]
    for e in range(begin, end):  # noqa: SIM110 (a generator does not compile)
        if second[e] == person:
            return False
    return True


@inner
def _note(pool, end, start, rooms, known, person, friend):  # type: ignore[no-untyped-def]
    # A full row moves to the end of the pool with twice the room.
    if known[person] == rooms[person]:
        while end + 2 * rooms[person] > pool.shape[0]:
            larger = np.empty(2 * pool.shape[0], np.int32)
            larger[:end] = pool[:end]
            pool = larger
        pool[end : end + known[person]] = pool[start[person] : start[person] + known[person]]
        start[person] = end
        rooms[person] *= 2
        end += rooms[person]
    pool[start[person] + known[person]] = friend
    known[person] += 1
    return pool, end
