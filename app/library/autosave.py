"""What is typed in a session is written down while it is typed."""

from collections.abc import Callable
from uuid import uuid4

from app.library.drafts import Draft, Drafts
from app.store import Store


def autosave(store: Store, drafts: Drafts) -> Callable[[], None]:
    """Write down every change of a session until it ends; returns what is to be called when it does."""
    session = uuid4().hex

    def note(*_: object, is_open: bool = True) -> None:
        draft = Draft(store.owner, store.text.language, store.draft, store.seed, is_open)
        drafts.note(session, draft if store.is_unsaved else None)

    def ended() -> None:
        note(is_open=False)

    store.param.watch(note, "draft")
    return ended
