"""Whatever is done to a sound scenario, it runs or its author is told what is wrong; nothing else."""

import copy
import tomllib
import warnings
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.comparison import summary
from simulator.errors import Mistake
from simulator.parameters import with_values
from simulator.runner import simulate
from simulator.scenarios.files import load_scenario, parse_value
from simulator.scenarios.schema import Scenario
from simulator.texts import LANGUAGES

HERE = Path(__file__).parent
FEW, MANY = 150, 3000
PEOPLE, WEEKS = 60, 6  # of the runs

FILES = [
    path for path in sorted((HERE / "valid").glob("*.toml")) if "extends" not in path.stem
]  # fmt: skip
TABLES = [tomllib.loads(path.read_text("utf-8")) for path in FILES]
RICHEST = tomllib.loads((HERE / "valid" / "market_of_everything.toml").read_text("utf-8"))
NUMBERS = [
    0, 1, 2, 3, -1, 64, 10_000, 2**31, 2**63, 2**64, 10**12, 10**15, 10**400, 10**5000, -(10**400),
    0.0, -0.0, 0.5, 1.0, 1.5, -1.0, 5e-324, 1e-6, 1e12, 1e15, 1e300, 1.7e308, -1e308,
    float("inf"), float("-inf"), float("nan"),
]  # fmt: skip
OTHERS = [
    True, False, "", " ", "0", "10000", "launch", "everyone", "young", "JPY", "USD", "hubs",
    "friends", "seeding", "\0", "\ud800", "é", "名", "{0}", "{file}", "%s", "[bold]", "x" * 3000,
    date(2027, 4, 5), date.min, date.max, datetime.max, time.min, None, [], {}, [[]], [{}],
    {"": {}}, {"kind": "seeding"}, {"name": "A", "share": 1.0}, [1, "a", {}], b"bytes", 1j,
    {"kind": "ring", "file": "x"}, (1, 2), {1: 2}, object,
]  # fmt: skip
KEYS = [
    "name", "kind", "share", "market", "graph", "file", "arms", "strategies", "extends", "price",
    "initial", "digest", "start_week", "quality", "rescale", "a.b", "", "\ud800", "{}", "__class__",
    "model_config", "shares", "_social_graph", "名前",
]  # fmt: skip

values = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(OTHERS),
    st.integers(),
    st.floats(),
    st.floats(0, 1),
    st.text(max_size=20),
    st.recursive(
        st.sampled_from([1, "a", 0.5]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
        ),
        max_leaves=8,
    ),
).map(copy.deepcopy)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=8))


@st.composite
def mutated(draw: st.DrawFn, tables: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw a sound scenario in which one to three places were spoilt."""
    table = copy.deepcopy(draw(st.sampled_from(tables)))
    for _ in range(draw(st.integers(1, 3))):
        spoil(draw, table)
    return table


def spoil(draw: st.DrawFn, table: dict[str, Any]) -> None:
    """Delete, rename, replace, add or repeat something in a table or somewhere below it."""
    here: Any = table
    while True:
        places = list(here) if isinstance(here, dict) else list(range(len(here)))
        deed = draw(st.sampled_from(["replace", "delete", "rename", "add", "repeat", "nest"]))
        if not places or deed == "add":
            put(here, draw(keys), draw(values))
            return
        place = draw(st.sampled_from(places))
        if isinstance(here[place], dict | list) and draw(st.integers(0, 3)):
            here = here[place]
            continue
        if deed == "replace":
            here[place] = draw(values)
        elif deed == "delete":
            del here[place]
        elif deed == "rename":
            put(here, draw(keys), here.pop(place))
        elif deed == "repeat":
            here[place] = [here[place]] * draw(st.integers(2, 70))
        else:
            for _ in range(draw(st.sampled_from([1, 3, 30, 2000]))):
                here[place] = {"a": here[place]} if draw(st.booleans()) else [here[place]]
        return


def put(here: Any, key: str, value: Any) -> None:
    """Add a value to a table under a key, or to the end of a list."""
    if isinstance(here, dict):
        here[key] = value
    else:
        here.append(value)


def told(mistake: Mistake) -> None:
    """Every sentence says something, in every language, and all braces are filled."""
    for language in LANGUAGES:
        lines = mistake.sentences(language)
        assert lines
        assert all(line.strip() for line in lines)
        assert all(len(line) < 10_000 for line in lines)


def runs(scenario: Scenario) -> None:
    """Run every arm for a few weeks with a few people, as far as there is such a graph."""
    market = scenario.market
    if scenario._social_graph is None:
        small = {"consumers": min(market.consumers, PEOPLE), "weeks": min(market.weeks, WEEKS)}
        scenario = with_values(scenario, market=with_values(market, **small))
    for arm in range(min(len(scenario.arms), 3)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert summary(simulate(scenario, arm))["replicates"] == 1


def runs_or_tells(table: Any, **options: Any) -> None:
    """Load a scenario: a run, or sentences."""
    try:
        runs(load_scenario(table, **options))
    except Mistake as mistake:
        told(mistake)


QUICK = settings(
    deadline=None, database=None, derandomize=True, max_examples=FEW,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
LONG = settings(QUICK, max_examples=MANY, derandomize=False)  # others every time


@given(mutated([RICHEST]))
@QUICK
def test_spoilt_rich_scenario(table: dict[str, Any]) -> None:
    runs_or_tells(table)


@given(mutated(TABLES))
@QUICK
def test_spoilt_scenario(table: dict[str, Any]) -> None:
    runs_or_tells(table)


@pytest.mark.slow
@given(mutated([RICHEST, *TABLES]))
@LONG
def test_many_spoilt_scenarios(table: dict[str, Any]) -> None:
    runs_or_tells(table)


@st.composite
def spoilt_text(draw: st.DrawFn) -> bytes:
    """Draw the text of a sound file with some of its bytes cut out, repeated or replaced."""
    content = bytearray(draw(st.sampled_from(FILES)).read_bytes())
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        content[start:end] = draw(
            st.one_of(
                st.just(b""), st.binary(max_size=6), st.just(bytes(content[start:end]) * 2),
                st.sampled_from([b'"', b"'''", b"[[", b"]", b"=", b"\n", b"\r", b"#", b".", b"\0", b"{"]),
            )
        )  # fmt: skip
    return bytes(content)


@given(st.one_of(spoilt_text(), st.binary(max_size=200), st.text(max_size=100).map(str.encode)))
@settings(QUICK, max_examples=2 * FEW)
def test_spoilt_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "spoilt.toml"
    path.write_bytes(content)
    runs_or_tells(path)


PATHS = [
    "market.price", "market.consumers", "market.initial", "market.initial.new", "graph", "graph.kind",
    "graph.neighbours", "behaviour.quality", "segments", "segments.young.share", "segments.0",
    "arms.1.budget", "arms.All of it.strategies.seeding.seeds", "arms.1.strategies.0", "arms",
    "arms.1.strategies", "start", "name", "rivals.other.price", "switches.reviews", "extends",
]  # fmt: skip


@given(
    st.dictionaries(
        st.one_of(
            st.sampled_from(PATHS),
            st.lists(st.sampled_from([*KEYS, *"0123456789", "-1", "9" * 5000]), max_size=5).map(
                ".".join
            ),
            st.text(max_size=12),
            st.just(".".join("a" * 3000)),
        ),
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(
                ["", "1", "-0.0", "1e3", "inf", "nan", "9" * 5000, "true", "[]", "{}", "[1, 2]", "1\na=2",
                 "{ kind = 'ring' }", "2027-04-05", "'''", "[" * 5000, "{ name = 'A' }", "0x10", "1_0"]
            ),
        ),
        min_size=1, max_size=3,
    )
)  # fmt: skip
@QUICK
def test_values_put_over_a_scenario(typed: dict[str, str]) -> None:
    runs_or_tells(RICHEST, set={path: parse_value(text) for path, text in typed.items()})
