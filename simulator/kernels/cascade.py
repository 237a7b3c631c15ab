"""The classical cascades by themselves, with the draws of the engine: only who is reached is looked at.

With talk once and no other cause of discovery a run of the engine is one live-edge graph, and with
thresholds the order of adoptions changes nobody's: who is reached at the end needs no weeks. The rules
are the engine's, so that both reach the same people, bit for bit.
"""

import numpy as np

from simulator.agents.rules import arrival_time, chance_of, earlier, owner_share, weight_parts
from simulator.agents.stages import PEOPLE
from simulator.compiled import compiled, inner
from simulator.draws import Stream, bound, fold, key, uniform, unit, whole

# mypy: disable-error-code="no-untyped-def"

NO_TELLER = -1


@compiled
def live_bounds(rates, out):
    """Fill in the number below which the draw of an arc with this rate lies if the arc is live."""
    for a in range(rates.shape[0]):
        out[a] = bound(chance_of(np.float64(rates[a])))


@compiled
def parts_of(weights, targets, out, heard):
    """Fill in the weight of each arc in whole parts, and what each listener hears in all."""
    for a in range(targets.shape[0]):
        out[a] = weight_parts(np.float64(weights[a]))
        heard[targets[a]] += out[a]


@compiled
def spread(run_seeds, starts, offsets, targets, bounds, uids, sizes):
    """Size of an independent cascade in each run.

    Parameters
    ----------
    run_seeds : uint64 (runs,). starts : int32 (runs or 1, seeds), rows reached before the first step, each
        once in a run. bounds : int64 (arcs,), see `live_bounds`. uids : int32 (n,).
    sizes : int64 (runs,), out.
    """
    n = uids.shape[0]
    reached, queue = np.full(n, -1, np.int32), np.empty(n, np.int32)
    for r in range(run_seeds.shape[0]):
        family = fold(key(run_seeds[r], Stream.HEAR, 0), 0)
        found = seeded(starts[min(r, starts.shape[0] - 1)], r, reached, queue)
        done = 0
        while done < found:
            j = queue[done]
            done += 1
            voice = fold(family, uids[j])
            for a in range(offsets[j], offsets[j + 1]):
                i = targets[a]
                if whole(fold(voice, uids[i])) < bounds[a] and reached[i] != r:
                    reached[i] = r
                    queue[found] = i
                    found += 1
        sizes[r] = found


@inner
def seeded(start, run, reached, queue):
    """Reach those whom a cascade begins with; return how many there are."""
    for k in range(start.shape[0]):
        reached[start[k]] = run
        queue[k] = start[k]
    return start.shape[0]


@compiled
def tell(run_seed, start, offsets, targets, rates, uids, queue, teller, step):
    """Follow one independent cascade: who told whom, and when; return its size.

    Who tells somebody is, of all who do in a step, the one whose word arrives first.

    Parameters
    ----------
    run_seed : uint64. start : int32 (seeds,), rows. rates : float32 (arcs,).
    queue, teller, step : int32 (n,), out: rows in the order of steps; of each, its teller's uid and its step.
    """
    n = uids.shape[0]
    place, time = np.full(n, -1, np.int32), np.full(n, np.inf)
    family = fold(key(run_seed, Stream.HEAR, 0), 0)
    found = seeded(start, 0, place, queue)
    for k in range(found):
        place[queue[k]], teller[k], step[k] = k, NO_TELLER, 0
    done = 0
    while done < found:
        j = queue[done]
        voice, uid, now = fold(family, uids[j]), np.int64(uids[j]), step[done] + 1
        done += 1
        for a in range(offsets[j], offsets[j + 1]):
            i, rate = targets[a], np.float64(rates[a])
            u = unit(fold(voice, uids[i]))
            if u >= chance_of(rate):
                continue
            k = place[i]
            if k < 0:
                k = place[i] = found
                queue[k], teller[k], step[k] = i, NO_TELLER, now
                found += 1
            if step[k] < now:
                continue
            arrival = arrival_time(u, rate)
            before = PEOPLE + np.int64(teller[k])
            if teller[k] == NO_TELLER or earlier(arrival, PEOPLE + uid, time[i], before):
                teller[k], time[i] = uid, arrival
    return found


@compiled
def adopt(run_seeds, starts, offsets, targets, parts, heard, threshold, uids, sizes, queue, step):
    """Size of a threshold cascade in each run; of the last one also who adopts, and when.

    Parameters
    ----------
    parts : int64 (arcs,), weights of arcs in whole parts. heard : int64 (n,), their sum over what each hears.
    threshold : float64, the share that everybody waits for; nan where each has a draw of his own.
    queue, step : int32 (n,), out. For the others see `spread`.
    """
    n = uids.shape[0]
    adopted, touched = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    weight, own = np.zeros(n, np.int64), np.full(n, threshold)
    drawn = threshold != threshold
    for r in range(run_seeds.shape[0]):
        family = key(run_seeds[r], Stream.THRESHOLD, 0)
        found = seeded(starts[min(r, starts.shape[0] - 1)], r, adopted, queue)
        if threshold <= 0.0:  # who hears anybody at all waits for nobody
            for i in range(n):
                if heard[i] > 0 and adopted[i] != r:
                    adopted[i] = r
                    queue[found] = i
                    found += 1
        for k in range(found):
            step[k] = 0
        done = 0
        while done < found:
            j, now = queue[done], step[done] + 1
            done += 1
            for a in range(offsets[j], offsets[j + 1]):
                i = targets[a]
                if adopted[i] == r:
                    continue
                if touched[i] != r:
                    touched[i], weight[i] = r, 0
                    if drawn:
                        own[i] = uniform(family, uids[i], 0)
                weight[i] += parts[a]
                if heard[i] > 0 and owner_share(weight[i], heard[i]) >= own[i]:
                    adopted[i] = r
                    queue[found], step[found] = i, now
                    found += 1
        sizes[r] = found
