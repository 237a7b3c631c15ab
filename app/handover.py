"""Where a session stood when another language was asked for: the session that follows goes on there."""

from uuid import uuid4

from app.store import Standing

MOST = 20  # that nobody has come for are kept


class Handover:
    """What is on its way from one session of a server to the next."""

    def __init__(self) -> None:
        self._left: dict[str, Standing] = {}

    def leave(self, standing: Standing) -> str:
        """Leave something; returns by what it is asked for."""
        while len(self._left) >= MOST:
            del self._left[next(iter(self._left))]
        ticket = uuid4().hex
        self._left[ticket] = standing
        return ticket

    def take(self, ticket: str) -> Standing | None:
        """Take what was left, once."""
        return self._left.pop(ticket, None)
