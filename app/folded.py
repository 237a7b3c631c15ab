"""Parts of a page that are folded away, and made only when somebody unfolds them.

A page with a hundred fields takes seconds to be drawn, one with eight of them none.
"""

from collections.abc import Callable

import panel as pn
import panel_material_ui as pmui

Section = tuple[str, Callable[[], pn.viewable.Viewable]]


def folded(*sections: Section) -> pmui.Accordion:
    """Titles that unfold; each with what makes its part."""
    parts = [pn.Column(sizing_mode="stretch_width") for _ in sections]
    titles = [title for title, _ in sections]
    whole = pmui.Accordion(
        *zip(titles, parts, strict=True), title_variant="h6", sizing_mode="stretch_width", margin=(4, 10)
    )

    def unfolded(*_: object) -> None:
        for k in whole.active:
            if not len(parts[k]):
                parts[k].append(sections[k][1]())

    whole.param.watch(unfolded, "active")
    return whole
