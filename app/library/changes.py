"""Where a scenario that was typed differs from the one that was opened."""

from collections.abc import Iterator
from typing import Any

Way = tuple[str, ...]
"""To a value: names of tables and fields, and of members of lists ("arms", "Gift", "strategies", ...)."""

Members = list[dict[str, Any]]


def changes(before: Any, after: Any, way: Way = ()) -> Iterator[Way]:
    """Go through what was changed, field by field; a member that only one of two lists has, as a whole."""
    there = [one for one in (before, after) if one is not None]
    if there and all(map(_are_members, there)):
        held, typed = _by_name(before or [], after or [])
        for name in {**typed, **held}:
            if name in held and name in typed:
                yield from changes(held[name], typed[name], (*way, name))
            else:
                yield (*way, name)
    elif there and all(isinstance(one, dict) for one in there):
        held, typed = before or {}, after or {}
        for name in {**typed, **held}:
            yield from changes(held.get(name), typed.get(name), (*way, name))
    elif before != after:
        yield way


def _are_members(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _by_name(before: Members, after: Members) -> tuple[dict[str, Any], dict[str, Any]]:
    """Members by their names; where none was added or taken away, by those that they have after."""
    typed = _named(after)
    if len(before) == len(after):
        return dict(zip(typed, before, strict=True)), typed
    return _named(before), typed


def _named(members: Members) -> dict[str, Any]:
    """Each member by a name that no other has."""
    named: dict[str, Any] = {}
    for one in members:
        own = str(one.get("name") or one.get("kind") or "")
        names = (own, *(f"{own} {number}" for number in range(2, len(members) + 2)))
        named[next(name for name in names if name not in named)] = one
    return named
