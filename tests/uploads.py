"""Files that are handed over to the app without a browser."""

from typing import Any

from app.bounded_file import BoundedFile

TV = [747, 1480, 2646, 5118, 5777, 5982, 5962, 4631]
"""Colour television in the United States, 1963 to 1970, thousands (Bass 1969)."""
FRIENDS = b"from,to,often\na,b,1\nb,c,2\nc,d,3\n"


def hand_over(view: Any, content: bytes, name: str) -> None:
    """Choose a file; it is read before this returns."""
    (button,) = view.select(BoundedFile)
    button._update_file(name, "text/csv", content)


def labels(view: Any, label: str) -> list[Any]:
    """All widgets that are called so."""
    return [one for one in view.select() if getattr(one, "label", None) == label]


def button(view: Any, label: str) -> Any:
    """The button that is called so."""
    (found,) = [one for one in labels(view, label) if hasattr(one, "clicks")]
    return found


def select(view: Any, label: str) -> Any:
    """The choice that is called so."""
    (found,) = [one for one in labels(view, label) if hasattr(one, "options")]
    return found
