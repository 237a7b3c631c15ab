"""Marks by which arms and stages are told apart without colours: one drawing each, wherever they stand."""

SHAPES = {
    "circle": "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z",
    "square": "M-5.5,-5.5h11v11h-11z",
    "triangle": "M0,-6.5L6.5,5H-6.5z",
    "diamond": "M0,-7.5L6,0L0,7.5L-6,0z",
    "inverted_triangle": "M0,6.5L6.5,-5H-6.5z",
    "star": "M0,-7.6L1.8,-2.5L7.2,-2.3L2.9,1L4.5,6.1L0,3.1L-4.5,6.1L-2.9,1L-7.2,-2.3L-1.8,-2.5z",
    "hex": "M6.6,0L3.3,5.7L-3.3,5.7L-6.6,0L-3.3,-5.7L3.3,-5.7z",
    "plus": "M-2,-6.5h4v4.5h4.5v4h-4.5v4.5h-4v-4.5h-4.5v-4h4.5z",
}
"""By the names of charts; around 0, on a square from -8 to 8."""


def drawing(marker: str, look: str, *, kind: str = "sign", place: str = "") -> str:
    """A mark as a drawing of its own.

    Parameters
    ----------
    look : attributes of its outline. kind : its class. place : where it stands, as a style.
    """
    style = f' style="{place}"' if place else ""
    return (
        f'<svg class="{kind}" viewBox="-8 -8 16 16" aria-hidden="true"{style}>'
        f'<path d="{SHAPES[marker]}" {look}/></svg>'
    )
