"""Choices whose options change while they are shown."""

from typing import Any

import panel_material_ui as pmui


def offer(choice: pmui.Select, options: dict[str, Any], value: Any) -> None:
    """Offer other options, of which one is chosen.

    A browser knows the chosen one by what it is called. Panel tells it where the value changed, and not
    where only what that is called did.
    """
    choice.param.update(options=options, value=value)
    choice.param.trigger("value")
