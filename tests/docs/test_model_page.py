"""The model page says everything the code has, and nothing that the code has not."""

import re
from importlib import import_module

import pytest
from page_reading import ROOT, blocks, column, page, rows

from simulator.agents.counts import NAMES
from simulator.agents.stages import MEDIA_OF, NO_MEDIUM, Channel, Media
from simulator.draws import Stream
from simulator.graph.generators import GENERATORS
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.sources import SOURCES
from simulator.week import WEEK

MODEL = page("docs/model.md")
BEHAVIOUR = ("symbol", "name", "meaning")
CHANNELS = ("channel", "media", "weekly rate", "what it says")
VARIABLES = ("symbol", "meaning")
FIXED = ("number", "value", "where", "standing")
NOT_SYMBOLS = {
    "expm1", "log1p", "exp", "ln", "sqrt", "cos", "pi", "floor", "min", "max", "clip", "sum",
    "product", "iff", "and", "if", "else",
    "creator", "owners",
}  # fmt: skip


def symbols(text: str) -> set[str]:
    """Every symbol that has a row."""
    cells = column(text, 0, *BEHAVIOUR) + column(text, 0, *VARIABLES)
    return {name.strip() for cell in cells for name in cell.split(",")}


def used(text: str) -> set[str]:
    """Every symbol that an equation uses."""
    return {
        word
        for block in blocks(text, "equation")
        for word in re.findall(r"[A-Za-z_][A-Za-z_0-9]*", block)
    } - NOT_SYMBOLS


def without_row(text: str, start: str) -> str:
    """Return the page without the table row that starts so."""
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(start)]
    return "".join(kept)


def lacking(text: str) -> set[str]:
    """Everything of the code that has no place on the page; empty for a sound page."""
    causes = ("discovered_", "revenue_")
    families = " ".join(row[1] for row in rows(text, "family", "counts"))
    wanted = [
        (Behaviour.model_fields, column(text, 1, *BEHAVIOUR)),
        (Switches.model_fields, column(text, 0, "switch", "what it does")),
        (Stream.__members__, column(text, 0, "stream", "who", "when", "decides")),
        (Channel.__members__, column(text, 0, *CHANNELS)),
        ([phase.name for phase in WEEK], column(text, 0, "phase", "what happens", "submodel")),
        ([n for n in NAMES if not n.startswith(causes)], re.findall(r"`(\w+)`", families)),
    ]
    gone = {name for names, there in wanted for name in names if name not in there}
    return gone | (used(text) - symbols(text))


def test_everything_in_the_code_has_its_place_on_the_page() -> None:
    assert lacking(MODEL) == set()


def test_nothing_on_the_page_has_left_the_code() -> None:
    assert set(column(MODEL, 1, *BEHAVIOUR)) == set(Behaviour.model_fields)
    assert set(column(MODEL, 0, "switch", "what it does")) == set(Switches.model_fields)
    assert column(MODEL, 0, "stream", "who", "when", "decides") == list(Stream.__members__)
    assert column(MODEL, 0, *CHANNELS) == list(Channel.__members__)
    families = " ".join(row[1] for row in rows(MODEL, "family", "counts"))
    counts = [name for name in re.findall(r"`(\w+)`", families) if name != "word_of_mouth"]
    assert len(counts) == len(set(counts))
    assert set(counts) <= set(NAMES)


def test_channels_are_of_the_media_of_the_code() -> None:
    names = ["" if one == NO_MEDIUM else Media(one).name.lower() for one in MEDIA_OF]
    assert column(MODEL, 1, *CHANNELS) == names


def test_phases_stand_in_their_order() -> None:
    order = column(MODEL, 0, "phase", "what happens", "submodel")
    assert order == [phase.name for phase in WEEK]


def test_no_symbol_means_two_things_and_none_is_idle() -> None:
    cells = column(MODEL, 0, *BEHAVIOUR) + column(MODEL, 0, *VARIABLES)
    names = [name.strip() for cell in cells for name in cell.split(",")]
    assert sorted(names) == sorted(set(names))
    prose = re.sub(r"^\|.*$", "", MODEL, flags=re.MULTILINE)
    idle = {name for name in names if not re.search(rf"(?<!\w){name}(?!\w)", prose)}
    assert idle == set()


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("| kappa_plus |", "delight_gain"),
        ("| kappa_plus |", "kappa_plus"),
        ("| tau |", "tau"),
        ("| `churn` |", "churn"),
        ("| `QUEUE` |", "QUEUE"),
        ("| `NEWS` |", "NEWS"),
        ("| `support` | open", "support"),
        ("| messages heard |", "heard_visible"),
    ],
)
def test_a_symbol_without_a_row_is_noticed(row: str, name: str) -> None:
    assert name in lacking(without_row(MODEL, row))


def test_an_equation_with_a_new_symbol_is_noticed() -> None:
    assert "zeal" in lacking(MODEL + "\n```equation\nU = u_0 + zeal * q\n```\n")


@pytest.mark.parametrize(
    ("value", "where"), [(row[1], row[2].strip("`")) for row in rows(MODEL, *FIXED)]
)
def test_fixed_numbers_are_those_of_the_code(value: str, where: str) -> None:
    module, _, name = where.rpartition(".")
    assert float(value) == getattr(import_module(module), name)


@pytest.mark.parametrize(
    ("value", "standing"),
    [(row[1], row[3]) for row in rows(MODEL, *FIXED) if "assumption" in row[3]],
)
def test_fixed_numbers_that_we_chose_have_a_range(value: str, standing: str) -> None:
    said = re.search(r"assumption, (\S+) to (\S+)", standing)
    assert said is not None
    assert float(said[1]) <= float(value) <= float(said[2])
    assert float(said[1]) < float(said[2])


def test_files_named_on_the_page_exist() -> None:
    named = set(re.findall(r"`(simulator/[\w/.]+)`", MODEL))
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_sections_of_odd_stand_in_their_order() -> None:
    titles = re.findall(r"^## \d+\. (.+)$", MODEL, re.MULTILINE)
    assert titles == [
        "Purpose and patterns",
        "Entities, state variables, scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialisation",
        "Input data",
        "Submodels",
        "Classical limits",
        "Contested claims",
        "What this model cannot tell you",
        "What we chose",
    ]


def test_sources_named_on_the_page_are_in_the_bibliography() -> None:
    keys = set(re.findall(r"\b[A-Z][A-Za-z]+(?:19|20)\d\d\b", MODEL))
    assert len(keys) > 10
    assert keys <= set(SOURCES)


@pytest.mark.parametrize("kind", sorted(GENERATORS))
def test_every_kind_of_graph_is_among_the_decisions(kind: str) -> None:
    chosen = MODEL[MODEL.index("What we chose") :]
    assert f"`{kind}`" in chosen


def test_defaults_quoted_for_friends_are_those_declared() -> None:
    chosen = MODEL[MODEL.index("What we chose") :]
    quoted = chosen[chosen.index("- **`friends`**") : chosen.index("- **`small_world`**")]
    for name, field in GENERATORS["friends"].model_fields.items():
        if name in ("strong_ties", "strong_far", "weak_exponent", "weak_maximum", "weak_ties"):
            said = re.search(rf"`{name}`\s+([\d.]+)", quoted)
            assert said is not None
            assert float(said[1]) == field.default
