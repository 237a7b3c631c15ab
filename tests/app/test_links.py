"""Links: what goes in comes out, and whatever else somebody writes into one is told in a sentence."""

import base64
import json
import zlib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sessions import SMALL
from support import PROPERTY

from app.as_text import read, written
from app.links import LONGEST, MOST_UNPACKED, Link, is_link, link_of, scenario_of
from simulator import Mistake, compare, load_scenario
from simulator.scenarios.files import scenario_table, shipped

DIGEST = "0123456789abcdef" * 4


def packed(text: str | bytes) -> str:
    """A fragment with anything in it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = packer.compress(text.encode() if isinstance(text, str) else text) + packer.flush()
    return "s=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def inside(**more: Any) -> str:
    """A fragment like one of ours, with something else in it."""
    return packed(json.dumps({"v": "0.1.0", "n": 1, "s": SMALL, **more}))


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_comes_out_as_it_went_in(name: str) -> None:
    table = scenario_table(name)
    fragment = link_of(table, 7, "1.2.3")
    assert is_link("#" + fragment)
    assert len(fragment) <= LONGEST
    assert scenario_of("#" + fragment) == Link(table, 7, "1.2.3")
    assert load_scenario(scenario_of(fragment).table).digest == load_scenario(table).digest


NONSENSE = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates(),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(), one, max_size=3),
    max_leaves=8,
)


@PROPERTY
@given(st.dictionaries(st.text(max_size=9), NONSENSE, max_size=5), st.integers(0, 2**63 - 1))
def test_nonsense_that_somebody_typed_comes_out_too(table: dict[str, Any], seed: int) -> None:
    assert read(written(table)) == table
    table = {name: value for name, value in table.items() if name not in ("graph", "extends")}
    found = scenario_of(link_of(table, seed, "1"))
    assert (found.seed, found.version) == (seed, "1")
    with suppress(Mistake):  # and nothing else
        load_scenario(found.table)


def test_the_same_link_gives_the_same_result_and_another_seed_another() -> None:
    found = scenario_of(link_of(SMALL, 5, "1"))
    one, other = compare(load_scenario(SMALL), 3, 5), compare(load_scenario(found.table), 3, found.seed)
    assert one.data.drop_attrs().identical(other.data.drop_attrs())
    assert not one.data.drop_attrs().identical(compare(load_scenario(SMALL), 3, 6).data.drop_attrs())


def test_a_date_stays_a_date() -> None:
    table = {**SMALL, "start": date(2027, 4, 5)}
    assert load_scenario(scenario_of(link_of(table, 1, "1")).table).start == date(2027, 4, 5)


def test_a_network_of_ones_own_does_not_travel(tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("source,target\nanna,ben\nben,carla\n", "utf-8")
    table = {**SMALL, "graph": {"file": str(file), "directed": True}}
    fragment = link_of(table, 1, "1", DIGEST)
    text = zlib.decompress(base64.urlsafe_b64decode(fragment[2:] + "=="), -15).decode()
    assert "secret" not in text
    assert "anna" not in text
    found = scenario_of(fragment)
    assert found.network == DIGEST
    assert found.table["graph"] == {"directed": True, "file": f"network-{DIGEST}"}
    with pytest.raises(Mistake, match=DIGEST):
        load_scenario(found.table)  # and is not run on some other network
    assert scenario_of(link_of(found.table, 1, "1")) == found, "it can be passed on as it came"
    with pytest.raises(Mistake, match="cannot name its digest"):
        link_of(table, 1, "1")


def test_a_scenario_too_large_for_a_link_is_told() -> None:
    noise = base64.b85encode(bytes(k * k % 251 ^ k // 7 % 256 for k in range(30_000))).decode()
    with pytest.raises(Mistake, match=f"where a link holds {LONGEST}"):
        link_of({**SMALL, "source": noise}, 1, "1")
    with pytest.raises(Mistake, match="too large"):
        link_of({**SMALL, "source": "x" * MOST_UNPACKED}, 1, "1")


@PROPERTY
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_at_all_is_read_or_told(raw: bytes | str) -> None:
    fragments = [raw if isinstance(raw, str) else raw.decode("latin-1"), packed(str(raw))]
    fragments += [packed(raw)] if isinstance(raw, bytes) else []
    for fragment in fragments:
        with pytest.raises(Mistake, match="link"):
            scenario_of(fragment)


@PROPERTY
@given(st.fixed_dictionaries({}, optional=dict.fromkeys("vnsgf", NONSENSE)))
def test_parts_of_any_other_kind_are_told(parts: dict[str, Any]) -> None:
    with suppress(Mistake):
        found = scenario_of(packed(written({"v": "1", "n": 1, "s": {}, **parts})))
        assert [type(one) for one in found] == [dict, int, str, str]


WRONG = {
    "a cut link": (link_of(SMALL, 1, "1")[:-9], "link.broken"),
    "something behind it": (link_of(SMALL, 1, "1") + "AAAA", "link.broken"),
    "blanks in it": ("s=" + link_of(SMALL, 1, "1")[2:].replace("A", " A"), "link.broken"),
    "no JSON": (packed("<script>alert(1)</script>"), "link.broken"),
    "not in UTF-8": (packed(b"\xff\xfe"), "link.broken"),
    "a list": (packed("[]"), "link.broken"),
    "lists without end": (packed("[" * 150_000), "link.broken"),
    "tables within tables": (inside(s={"a": json.loads('{"a":' * 30 + "1" + "}" * 30)}), "link.broken"),
    "a number without end": (packed('{"n":' + "9" * 150_000 + "}"), "link.broken"),
    "a seed below nothing": (inside(n=-1), "link.broken"),
    "a true seed": (inside(n=True), "link.broken"),
    "a script for a version": (inside(v="<script>"), "link.broken"),
    "a digest that is none": (inside(g="../../etc"), "link.broken"),
    "a bomb": (packed(b"0" * 10_000_000)[:LONGEST], "link.unpacked"),
    "no end": ("s=" + "A" * (LONGEST + 1), "link.long"),
    "a file of the server": (inside(s={**SMALL, "graph": {"file": "/etc/passwd"}}), "link.names_files"),
    "another scenario": (inside(s={**SMALL, "extends": "../../other.toml"}), "link.names_files"),
    "no shipped network": (inside(f="../doctors.csv"), "link.names_files"),
    "a network for a word": (inside(s={"graph": "x"}, f="doctors.csv"), "link.broken"),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_no_link_carries_is_told(what: str, language: str) -> None:
    fragment, key = WRONG[what]
    with pytest.raises(Mistake) as raised:
        scenario_of(fragment)
    assert raised.value.key == key
    assert all(raised.value.sentences(language))


@pytest.mark.parametrize(
    "odd",
    [{"arms": 5}, {"arms": None}, {"arms": ["x"]}, {"arms": [{"strategies": 5}]}, {"market": 5},
     {"arms": [{"strategies": ["x"]}]}, {"segments": {}}, {"rivals": [1]}, {"market": {"price": None}}],
)  # fmt: skip
def test_what_is_laid_out_as_no_scenario_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(Mistake) as raised:
        scenario_of(inside(s={**SMALL, **odd}))
    assert raised.value.key == "link.broken"
