"""Reverse reachable sets: who would have reached one person drawn at random (Borgs2014).

Whoever is in many of them reaches many people. Each set has its own coins.
"""

import numpy as np

from simulator.compiled import compiled
from simulator.draws import Stream, fold, key, uniform, whole

# mypy: disable-error-code="no-untyped-def"


@compiled
def turned(offsets, targets, values, by_uid, in_offsets, sources, in_values):
    """Lay arcs out by listener, talkers ascending by uid, each with its value.

    Parameters
    ----------
    values : int64 (arcs,). by_uid : int32 (n,), rows in the order of uids.
    in_offsets : int64 (n + 1,), sources : int32 (arcs,), in_values : int64 (arcs,), all out.
    """
    n = offsets.shape[0] - 1
    for a in range(targets.shape[0]):
        in_offsets[targets[a] + 1] += 1
    for i in range(n):
        in_offsets[i + 1] += in_offsets[i]
    place = in_offsets[:-1].copy()
    for j in by_uid:
        for a in range(offsets[j], offsets[j + 1]):
            k = place[targets[a]]
            sources[k], in_values[k] = j, values[a]
            place[targets[a]] += 1


@compiled
def running_sums(offsets, values):
    """Put in place of each arc's value its sum with those of the arcs before it in its row."""
    for i in range(offsets.shape[0] - 1):
        for a in range(offsets[i] + 1, offsets[i + 1]):
            values[a] += values[a - 1]


@compiled
def reverse_cascades(seed, first, end, in_offsets, sources, bounds, by_uid, uids, reached, ends, entries):
    """Draw the sets of independent cascades from number `first` on, as far as there is room.

    Parameters
    ----------
    seed : uint64. by_uid : int32 (n,), rows in the order of uids.
    reached : int64 (n,), work space, whose numbers are below `first`.
    ends : int64 (end - first,), out: where each set ends in `entries`. entries : int32, out: rows.

    Returns
    -------
    int : how many sets there are.
    """
    n = uids.shape[0]
    root, coins = key(seed, Stream.REVERSE_ROOT, 0), key(seed, Stream.REVERSE, 0)
    found = 0
    for number in range(first, end):
        begin = found
        if found >= entries.shape[0]:
            return number - first
        family = fold(coins, number)
        entries[found] = by_uid[np.int64(uniform(root, number, 0) * n)]
        reached[entries[found]] = number
        found += 1
        done = begin
        while done < found:
            i = entries[done]
            done += 1
            uid = uids[i]
            for a in range(in_offsets[i], in_offsets[i + 1]):
                j = sources[a]
                if whole(fold(fold(family, uids[j]), uid)) < bounds[a] and reached[j] != number:
                    if found >= entries.shape[0]:
                        return number - first
                    reached[j] = number
                    entries[found] = j
                    found += 1
        ends[number - first] = found
    return end - first


@compiled
def reverse_thresholds(seed, first, end, in_offsets, sources, parts, by_uid, uids, reached, ends, entries):
    """The same for linear thresholds: everybody heeds one of those he hears, by weight (Kempe2003).

    Parameters
    ----------
    parts : int64 (arcs,), the weight of each arc and of those before it among its listener's.
    """
    n = uids.shape[0]
    root, heed = key(seed, Stream.REVERSE_ROOT, 0), key(seed, Stream.REVERSE, 1)
    found = 0
    for number in range(first, end):
        if found >= entries.shape[0]:
            return number - first
        i = by_uid[np.int64(uniform(root, number, 0) * n)]
        family = fold(heed, number)
        while reached[i] != number:
            if found >= entries.shape[0]:
                return number - first
            reached[i] = number
            entries[found] = i
            found += 1
            low, high = in_offsets[i], in_offsets[i + 1]
            if low == high:
                break
            drawn = np.int64(whole(fold(family, uids[i])) * 2.0**-53 * parts[high - 1])
            while low < high - 1:  # the first whose sum is above the draw
                middle = (low + high - 1) // 2
                if parts[middle] > drawn:
                    high = middle + 1
                else:
                    low = middle + 1
            i = sources[low]
        ends[number - first] = found
    return end - first


@compiled
def cover(k, n, uids, ends, entries, chosen):
    """Choose `k` rows, one after the other, each in the most sets that hold none before it.

    Parameters
    ----------
    uids : int32 (n,): of equals the smaller. ends : int64 (sets,), entries : int32, see `reverse_cascades`.
    chosen : int32 (k,), out: rows, best first.

    Returns
    -------
    int : how many sets they are in.
    """
    sets = ends.shape[0]
    gain, offsets = np.zeros(n, np.int64), np.zeros(n + 1, np.int64)
    last = ends[sets - 1] if sets > 0 else 0
    for e in range(last):
        gain[entries[e]] += 1
    for i in range(n):
        offsets[i + 1] = offsets[i] + gain[i]
    place, member = offsets[:-1].copy(), np.empty(last, np.int32)
    begin = 0
    for number in range(sets):
        for e in range(begin, ends[number]):
            member[place[entries[e]]] = number
            place[entries[e]] += 1
        begin = ends[number]
    covered, taken = np.zeros(sets, np.uint8), np.zeros(n, np.uint8)
    total = 0
    for c in range(k):
        best = -1
        for i in range(n):
            if taken[i] == 0 and (
                best < 0 or gain[i] > gain[best] or (gain[i] == gain[best] and uids[i] < uids[best])
            ):
                best = i
        chosen[c], taken[best] = best, 1
        total += gain[best]
        for m in range(offsets[best], offsets[best + 1]):
            number = member[m]
            if covered[number] != 0:
                continue
            covered[number] = 1
            for e in range(ends[number - 1] if number > 0 else 0, ends[number]):
                gain[entries[e]] -= 1
    return total
