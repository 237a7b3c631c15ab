"""The pages, one a file, found here and listed nowhere.

A page is a module with `ORDER` (its place in the menu), `ICON` (of Material) and `view(store)`. What it
is called stands in the catalogues under ``app.page``.
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from panel.viewable import Viewable

from app.store import Store


class Page(NamedTuple):
    """A page of the app."""

    name: str
    order: int
    icon: str
    view: Callable[[Store], Viewable]


def pages() -> list[Page]:
    """All pages, in the order of the menu."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        page = import_module(f"{__name__}.{module.name}")
        if hasattr(page, "view"):
            found.append(Page(module.name, page.ORDER, page.ICON, page.view))
    return sorted(found, key=lambda page: page.order)
