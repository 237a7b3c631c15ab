"""Who may know whom in the app: its imports are read and held against one table."""

import ast

import pytest
from reading_imports import LIBRARY, imports, within

APP = LIBRARY.parent / "app"
APP_MAY_IMPORT: dict[str, set[str]] = {
    "choices": set(),
    "labels": set(),
    "mistakes": {"labels", "numbers"},
    "astray": {"labels", "mistakes", "store", "words"},
    "numbers": set(),
    "theme": set(),
    "words": set(),
    "tasks": set(),
    "turns": set(),
    "jobs": {"tasks", "turns"},
    "example": {"jobs", "shipped", "tasks"},
    "errand": {"jobs", "tasks"},
    "as_text": set(),
    "moments": set(),
    "links": {"as_text"},
    "library": {"as_text", "library"},
    "library.autosave": {"library", "store"},
    "shipped": set(),
    "store": {"errand", "jobs", "labels", "library.shelf", "mistakes", "shipped", "tasks"},
    "links_view": {"links", "store", "words"},
    "plans": set(),
    "window": set(),
    "handover": {"store"},
    "fields": {"labels", "numbers", "store"},
    "left_behind": {"library.changes", "library.drafts", "moments", "store", "words"},
    "visitors": set(),
    "folded": set(),
    "at_start": {"fields", "store", "words"},
    "members": {"at_start", "fields", "folded", "store", "words"},
    "charts": {"charts"},
    "following": {"store", "tasks", "words"},
    "bounded_file": set(),
    "downloads": {"bounded_file", "store", "words"},
    "standing": {"jobs", "labels", "mistakes", "store", "words"},
    "whatif": {"choices", "fields", "store", "words"},
    "own_data": {"bounded_file", "own_data", "store", "words"},
    "own_data.preview": {"words"},
    "own_data.sales": {"charts", "choices", "own_data", "store", "words"},
    "pages": {"store"},
    "pages.start": {"example", "left_behind", "shipped", "store", "words"},
    "pages.market": {"astray", "at_start", "fields", "folded", "members", "own_data", "store", "words"},
    "pages.strategies": {"astray", "fields", "store", "tasks", "words"},
    "pages.compare": {
        "charts", "downloads", "following", "links_view", "plans", "standing", "store", "whatif", "words",
    },
    "pages.journey": {"charts", "following", "plans", "standing", "store", "tasks", "words"},
    "pages.network": {"charts", "plans", "standing", "store", "tasks", "words"},
    "pages.money": {"charts", "following", "plans", "standing", "store", "words"},
    "pages.why": {"errand", "plans", "standing", "store", "tasks", "words"},
    "pages.library": {"jobs", "left_behind", "library", "links_view", "moments", "store", "words"},
    "page": {
        "example", "handover", "jobs", "left_behind", "library.autosave", "library.shelf", "links_view",
        "pages", "shipped", "store", "theme", "visitors", "window", "words",
    },
    "serving": {"example", "jobs", "library", "page"},
    "team": {"example", "jobs", "library", "page"},
}  # fmt: skip
"""The same of the app: a page knows no other page, a chart no session, a job no screen."""

NO_SCREEN = (
    "tasks", "turns", "jobs", "example", "shipped", "numbers", "as_text", "moments", "links", "library.shelf",
    "library.changes", "library.drafts", "library.database", "library.schema",
)  # fmt: skip
SCREEN = {"panel", "panel_material_ui", "holoviews", "bokeh", "param"}
"""Parts of the app that know no screen, and what a screen is made with."""

APP_MODULES = {
    ".".join(path.relative_to(APP).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text("utf-8")
    )
    for path in APP.rglob("*.py")
}
of_the_app = pytest.mark.parametrize("module", sorted(set(APP_MODULES) - {"__init__"}))


@of_the_app
def test_a_module_of_the_app_imports_only_what_its_place_may(module: str) -> None:
    fits = [name for name in APP_MAY_IMPORT if f"{module}.".startswith(f"{name}.")]
    allowed = APP_MAY_IMPORT[max(fits, key=len)] | ({module} if module == "pages" else set())
    known = {full.removeprefix("app.") for full in imports(APP_MODULES[module]) if full.startswith("app.")}
    assert {one for one in known if not within(one, allowed | {"__init__"})} == set()


@of_the_app
def test_what_knows_no_screen_imports_none(module: str) -> None:
    roots = {full.split(".")[0] for full in imports(APP_MODULES[module])}
    assert module not in NO_SCREEN or not roots & SCREEN
    assert not roots & {"hvplot", "random", "secrets", "pickle", "datashader"}
