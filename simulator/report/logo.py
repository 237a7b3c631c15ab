"""A client's logo: a picture that can carry nothing else, within bounds."""

from base64 import b64encode

from simulator.errors import Mistake

MOST = 1_000_000  # bytes
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What such files begin with. An SVG can carry scripts, and is none of them."""


def picture_in_text(logo: bytes | None) -> str:
    """The picture as an address that holds it; nothing where there is none.

    Raises
    ------
    Mistake : it is no PNG or JPEG, or too large.
    """
    if not logo:
        return ""
    if len(logo) > MOST:
        raise Mistake("report.logo_size", size=round(len(logo) / 1e6, 1), most=MOST // 1_000_000)
    kind = next((kind for begin, kind in KINDS.items() if logo.startswith(begin)), None)
    if kind is None:
        raise Mistake("report.logo_kind")
    return f"data:{kind};base64,{b64encode(logo).decode('ascii')}"
