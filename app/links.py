"""A scenario in a link: what is typed, the seed and the version, packed into the fragment of an address.

A fragment is not sent to any server by a browser. It is what somebody else wrote, so it is unpacked
with bounds, names no file, and is a table to look at until somebody opens it.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from app.as_text import is_laid_out, read, written
from simulator import Mistake
from simulator.arguments import LIMITS
from simulator.scenarios.draft import plain
from simulator.scenarios.files import shipped

SIGN = "s="  # begins a fragment that carries a scenario
LONGEST = 8192  # characters
MOST_UNPACKED = 200_000  # characters; a long scenario has 5,000
VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")
DIGEST = re.compile(r"[0-9a-f]{64}")
BARE = -zlib.MAX_WBITS  # deflate without a head
NOT_HERE = "network-"  # begins the name of a network that did not travel; its digest follows
READS_FILES = ("extends",)  # what would have a server read files of its own


class Link(NamedTuple):
    """What a link brings."""

    table: dict[str, Any]
    seed: int
    version: str
    network: str = ""  # digest of a network that did not travel; nothing where none is missing


def link_of(table: Mapping[str, Any], seed: int, version: str, network: str = "") -> str:
    """Pack a scenario into the fragment of an address, without the # before it.

    Parameters
    ----------
    table : as it is typed. network : digest of its network, if that comes from a file.

    Raises
    ------
    Mistake : it is too large for a link; its network is not known.
    """
    inside: dict[str, Any] = {"v": version, "n": seed, "s": dict(table)}
    graph = table.get("graph")
    if isinstance(graph, Mapping) and "file" in graph:
        inside["s"]["graph"] = {key: value for key, value in graph.items() if key not in ("file", "digest")}
        inside |= _instead_of(str(graph["file"]), network)
    text = written(inside)
    packer = zlib.compressobj(9, zlib.DEFLATED, BARE)
    packed = packer.compress(text.encode()) + packer.flush()
    fragment = SIGN + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    if len(fragment) > LONGEST or len(text) > MOST_UNPACKED:
        raise Mistake("link.too_large", size=len(fragment), most=LONGEST)
    return fragment


def is_link(fragment: str) -> bool:
    """Say whether a fragment is meant to carry a scenario."""
    return fragment.removeprefix("#").startswith(SIGN)


def scenario_of(fragment: str) -> Link:
    """Unpack a link, whoever wrote it.

    Raises
    ------
    Mistake : it is cut, damaged, too long, or carries what no link of this product does.
    """
    text = fragment.removeprefix("#").removeprefix(SIGN)
    if len(text) > LONGEST:
        raise Mistake("link.long", size=len(text), most=LONGEST)
    try:
        inside = plain(read(_unpacked(text)), lambda: Mistake("link.broken"))
    except ValueError as error:  # no base64, no text, no JSON, no date
        raise Mistake("link.broken") from error
    table, seed, version = inside.get("s"), inside.get("n"), inside.get("v")
    network, file = inside.get("g", ""), inside.get("f", "")
    least, most = LIMITS["seed"]
    known = (
        isinstance(table, dict) and type(seed) is int and least <= seed <= most
        and isinstance(version, str) and VERSION.fullmatch(version)
        and isinstance(network, str) and isinstance(file, str)
        and (not network or DIGEST.fullmatch(network))
    )  # fmt: skip
    if not known or not is_laid_out(table):
        raise Mistake("link.broken")
    graph = table.get("graph", {})
    if any(name in table for name in READS_FILES) or (isinstance(graph, dict) and "file" in graph):
        raise Mistake("link.names_files")
    if (file or network) and not isinstance(graph, dict):
        raise Mistake("link.broken")
    if file:
        if file not in _shipped_networks():
            raise Mistake("link.names_files")
        table["graph"] = {**graph, "file": str(_shipped_networks()[file])}
    elif network:
        table["graph"] = {**graph, "file": NOT_HERE + network}
    return Link(table, seed, version, network)


def _instead_of(file: str, network: str) -> dict[str, str]:
    """What travels in place of a network's file: the name of a shipped one, the digest of any other."""
    path = Path(file)
    if _shipped_networks().get(path.name) == path:
        return {"f": path.name}
    digest = file.removeprefix(NOT_HERE) if file.startswith(NOT_HERE) else network
    if not DIGEST.fullmatch(digest):
        raise Mistake("link.unknown_network")
    return {"g": digest}


def _unpacked(text: str) -> str:
    try:
        packed = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), b"-_", validate=True)
        unpacker = zlib.decompressobj(BARE)
        raw = unpacker.decompress(packed, MOST_UNPACKED + 1)
    except (binascii.Error, zlib.error) as error:
        raise ValueError("not packed by us") from error
    if len(raw) > MOST_UNPACKED:
        raise Mistake("link.unpacked", most=MOST_UNPACKED)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("cut, or something behind it")
    return raw.decode()


def _shipped_networks() -> dict[str, Path]:
    """Networks that every copy of the product has: name -> file."""
    (folder,) = {path.parent for path in shipped().values()}
    return {path.name: path for path in folder.glob("*.csv")}
