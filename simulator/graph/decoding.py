"""From the bytes of a text file to its text: the encodings in which planners save their files."""

import codecs
import re

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ENCODINGS = ("utf-8", "cp932")  # tried in this order where there is no byte order mark
NO_CP932 = re.compile("[\x80\xa0\ue000-\uf8ff]")
"""What bytes that are no CP932 become: those that mean nothing, and the room for signs of one's own, into
which the accents of Western Windows files fall (Jérôme)."""
NO_TEXT = re.compile("\0|\x1b[$(]")
"""What bytes that are no text become, and what ISO-2022-JP becomes: its shifts between kinds of signs."""
BLANKS = frozenset("\t\n\r\f")
PARTING = frozenset("\t\n\r ,;=")  # no table or scenario is without one of these
ZEROS = 20  # in UTF-16 one byte in so many is a zero, even where all words are Japanese


def decoded(content: bytes) -> str | None:
    """Return the text in UTF-8, UTF-16 or CP932; None where it is none of them."""
    found = text_and_encoding(content)
    return None if found is None else found[0]


def text_and_encoding(content: bytes) -> tuple[str, str] | None:
    """Return the text and the encoding it was read in (a name of Python's); None where it is no text.

    CP932 is a guess: almost any bytes with a few accents would do as well.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NO_TEXT.search(text) and (encoding != "cp932" or not NO_CP932.search(text)):
            return text, encoding
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return (encoding,)
    if b"\0" in content:
        return _unmarked_utf16(content)
    return ENCODINGS


def _unmarked_utf16(content: bytes) -> tuple[str, ...]:
    """Tell UTF-16 without a mark: what parts lines and words puts every zero on the same side."""
    even, odd = (content[k::2].count(0) for k in (0, 1))
    if len(content) % 2 or (even and odd) or ZEROS * (even + odd) < len(content):
        return ()
    encoding = "utf-16-be" if even else "utf-16-le"
    try:
        signs = set(content.decode(encoding))
    except UnicodeDecodeError:
        return ()
    sound = all(sign in BLANKS or sign >= " " for sign in signs) and signs & PARTING
    return (encoding,) if sound else ()
