"""From the bytes of a scenario file to its table; what is no TOML is named by line, with a hint."""

import re
import tomllib
from pathlib import Path
from typing import Any

from simulator.errors import Mistake, shortened
from simulator.graph.decoding import decoded
from simulator.scenarios.draft import plain
from simulator.typed import decimal_number

MAX_BYTES = 1_000_000
MAX_DOTS = 500  # in a line; the parser needs their square to read a.a.a.a
WHERE_NOT_TOML = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
TEXTS = re.compile(  # of several lines, of one line, closed or not; comments
    r'''"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|#[^\n]*''',
    re.DOTALL,
)
LONG_NUMBER = re.compile(r"(?<![\w.])\d[\d_]{600,}(?![\d_.eE])")
"""A whole number; Python reads none of much more digits, and decimals of any length."""
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
HEADER = re.compile(r"\s*(\[{1,2})\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]{1,2}\s*")
LISTS = ("arms", "strategies", "segments", "rivals")  # of tables, each of which begins with [[...]]
VALUE = r"(?:^|[=\[,{])\s*"  # where a value begins

HINTS = (  # pattern in a line without its quoted texts -> what is probably the matter
    (r"[“”„‟″‘’‚′「」『』＂＇]", "scenario.hint_curly_quotes"),  # noqa: RUF001
    (r"[　！-～]", "scenario.hint_wide"),  # noqa: RUF001
    (VALUE + r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", "scenario.hint_date"),
    (VALUE + r"[+-]?(?:\.\d|\d+\.(?!\d))", "scenario.hint_fraction"),
    (VALUE + r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3}){2,})(?!\d)", "scenario.hint_thousands"),
    (VALUE + r"[+-]?\d+,\d+\s*$", "scenario.hint_decimal_comma"),
    (VALUE + r"[+-]?\d+(?:\.\d+)?\s*%", "scenario.hint_percent"),
    (VALUE + r"(?:True|False|TRUE|FALSE|yes|no|on|off|Yes|No)\s*$", "scenario.hint_truth"),
    (r"^\s*[\w-]+\s*:", "scenario.hint_colon"),
    (r"=\s*$", "scenario.hint_no_value"),
    (r"[\"']", "scenario.hint_open_quote"),
    (r"=\s*[^\W\d]", "scenario.hint_no_quotes"),
)


def read_table(path: Path) -> dict[str, Any]:
    """Read the table in a file.

    Raises
    ------
    Mistake : whatever keeps the file from being a table.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Mistake("scenario.unreadable", file=file, why=error.strerror or "") from error
    if len(raw) > MAX_BYTES:
        raise Mistake("scenario.too_large", file=file, most=MAX_BYTES)
    text = decoded(raw)
    if text is None:
        raise _not_text(file, raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as some programs still end lines
    if not text.strip():
        raise Mistake("scenario.empty", file=file)
    deep = Mistake("scenario.deep", file=file)
    if any(line.count(".") > MAX_DOTS for line in text.splitlines()):
        raise deep
    try:
        return dict(plain(tomllib.loads(text, parse_float=decimal_number), lambda: deep))
    except ValueError as error:  # also of numbers with thousands of digits
        raise _not_toml(file, text, str(error)) from error
    except RecursionError as error:
        raise deep from error


def _not_text(file: str, raw: bytes) -> Mistake:
    """Name the first byte that is no text, and its line."""
    try:
        raw.decode("utf-8")
        byte = raw.index(b"\0")
    except UnicodeDecodeError as error:
        byte = error.start
    return Mistake("scenario.binary", file=file, byte=byte, line=raw[:byte].count(b"\n") + 1)


def _not_toml(file: str, text: str, error: str) -> Mistake:
    """Name the line that is not TOML; of a number without end the parser does not say which it is."""
    lines = text.split("\n")  # as the parser counts them
    found = WHERE_NOT_TOML.search(error)
    bare = TEXTS.sub(lambda one: "\n" * one[0].count("\n"), text)
    numbers = [] if found else list(LONG_NUMBER.finditer(bare))
    if numbers:
        digits, start = max((len(one[0].replace("_", "")), one.start()) for one in numbers)
        number = bare.count("\n", 0, start) + 1
        return Mistake(
            "scenario.long_number", file=file, line=number, digits=digits,
            text=shortened(lines[number - 1].strip()),
        )  # fmt: skip
    at_line = found[1] if found else None
    number = int(at_line or len(text.rstrip().split("\n")))
    line = lines[number - 1].strip() if number <= len(lines) else ""
    single = _in_one_bracket(bare.split("\n"), number)
    if single:
        name, number = single
        text = shortened(lines[number - 1].strip())
        return Mistake("scenario.one_bracket", file=file, line=number, name=name, text=text)
    return Mistake(
        "scenario.not_toml_line",
        file=file,
        line=number,
        why=error[: found.start()] if found else error,
        text=shortened(line),
        hint=Mistake(_hint(line)),
    )


def _in_one_bracket(lines: list[str], number: int) -> tuple[str, int] | None:
    """Of a list of tables whose header is no sound TOML: its name, and the line with a bracket too few.

    Parameters
    ----------
    lines : without texts and comments. number : of the line with the header.
    """
    _, name = _header(lines[number - 1])
    if name.split(".")[-1] in LISTS:
        for k, line in enumerate(lines, 1):
            if _header(line) == ("[", name):
                return name, k
    return None


def _header(line: str) -> tuple[str, str]:
    """The brackets and the name of a header; nothing of any other line."""
    found = HEADER.fullmatch(line)
    return (found[1], re.sub(r"\s", "", found[2])) if found else ("", "")


def _hint(line: str) -> str:
    """Guess what is the matter with a line."""
    bare = QUOTED.sub('""', line)
    bare = re.sub(r'""|#.*', lambda found: "0" if found[0] == '""' else "", bare)
    for pattern, hint in HINTS:
        if re.search(pattern, bare):
            return hint
    return "scenario.hint_none"
