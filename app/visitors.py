"""By what a browser is known again, so that what was typed in it is offered in it."""

import re
from uuid import uuid4

import panel as pn
from bokeh.models import CustomJS

COOKIE = "kuchikomi_visitor"
GIVEN = re.compile(r"[0-9a-f]{32}")
KEPT_FOR = 30 * 24 * 3600  # seconds, as drafts are
GIVE = "document.cookie = `${name}; path=/; max-age=${kept_for}; SameSite=Lax`"


def visitor() -> str:
    """Whose browser asks for the page that is made now; one that is new is given a number."""
    known = pn.state.cookies.get(COOKIE, "")
    number = known if GIVEN.fullmatch(known) else uuid4().hex
    if pn.state.curdoc is not None:
        given = {"name": f"{COOKIE}={number}", "kept_for": KEPT_FOR}
        pn.state.curdoc.js_on_event("document_ready", CustomJS(args=given, code=GIVE))
    return number
