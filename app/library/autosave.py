"""What is typed in a session is written down while it is typed."""

from collections.abc import Callable
from uuid import uuid4

from app.library.drafts import Draft, Drafts
from app.store import Store


def autosave(store: Store, drafts: Drafts) -> Callable[[bool], None]:
    """Write down every change of a session.

    Returns
    -------
    what is to be told whether somebody still looks at the session: as long as nobody does, what is typed
    in it is left behind, and offered elsewhere.
    """
    session, is_open = uuid4().hex, True

    def note(*_: object) -> None:
        typed = Draft(
            store.owner, store.text.language, store.draft, store.seed, is_open, store.opened, store.visitor
        )
        drafts.note(session, typed if store.is_unsaved else None)

    def looked_at(now: bool) -> None:
        nonlocal is_open
        if now != is_open:
            is_open = now
            note()

    store.param.watch(note, "draft")
    return looked_at
