"""Where people stand with a brand before the first week, as it is chosen and typed."""

from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.fields import WIDTH, field
from app.store import NOTHING, Store
from app.words import sentence
from app.words import text as words
from simulator.parameters import declarations
from simulator.scenarios.draft import Place
from simulator.scenarios.schema import LadderShares

LAUNCH, OURS, RUNNING = "launch", "ours", "running"
FIRST = {"potential": 1.0}  # what the shares begin with: the same as a launch


def at_start(store: Store, place: Place, *, is_rival: bool = False) -> pn.viewable.Viewable:
    """A launch or a running brand, with the shares of people on each rung of its ladder.

    Parameters
    ----------
    place : of the table that has `initial`. is_rival : whether it may stand as our brand does.
    """
    text, here = store.text, (*place, "initial")
    allowed = (OURS, LAUNCH, RUNNING) if is_rival else (LAUNCH, RUNNING)
    unsaid = allowed[0]  # what it is where nothing is said
    kinds = {text.say(f"app.start_of.{kind}"): kind for kind in allowed}
    choose = pmui.Select(label=text.say("app.start_of.what"), options=kinds, width=WIDTH, margin=(10, 10))
    shares = pn.FlexBox(
        *(field(store, here, one) for one in declarations(LadderShares)),
        gap="8px 16px", sizing_mode="stretch_width", margin=(4, 0),
    )  # fmt: skip
    said, writing = words(), False

    def chosen(event: Any) -> None:
        if not writing:
            store.put(here, {unsaid: NOTHING, RUNNING: dict(FIRST)}.get(event.new, event.new))

    def told(*_: object) -> None:
        nonlocal writing
        typed = store.get(here, unsaid)
        writing = True
        choose.value = typed if typed in (unsaid, LAUNCH) else RUNNING
        writing = False
        shares.visible = isinstance(typed, dict)
        mistake = store.mistake_at(here)
        said.object = sentence(mistake) if mistake else ""

    choose.param.watch(chosen, "value")
    store.watch(told, ["draft", "mistakes"])
    told()
    return pn.Column(choose, shares, said, sizing_mode="stretch_width")
