"""Every number that a planner can fill in says what it is, and agrees with the model page."""

import math
from pathlib import Path
from typing import Any, get_args

import pytest

from simulator.graph.generators import GENERATORS
from simulator.parameters import Declaration, Table, cited, declarations
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.schema import (
    Arm,
    FileGraph,
    LadderShares,
    MarketTable,
    Rival,
    Scenario,
    Segment,
)
from simulator.sources import SOURCES
from simulator.strategies.registry import strategies

TABLES: list[type[Table]] = [
    Behaviour, Switches, MarketTable, LadderShares, FileGraph, Segment, Rival, Arm,
    *GENERATORS.values(), *strategies().values(),
]  # fmt: skip

FIELDS = [
    pytest.param(table, field, id=f"{table.__name__}.{field.name}")
    for table in TABLES
    for field in declarations(table)
    if not (field.name == "kind" and table in GENERATORS.values())
]
each_field = pytest.mark.parametrize(("table", "field"), FIELDS)

OWN_WORDS = (
    "assumption", "your plan", "your accounts", "your data", "your market data", "your price list",
    "model page", "computed", "ISO 4217",
)  # fmt: skip


def is_number(table: type[Table], field: Declaration) -> bool:
    annotation = table.model_fields[field.name].annotation
    return bool({int, float} & {annotation, *get_args(annotation)})


@each_field
def test_it_says_its_unit_its_meaning_and_where_it_comes_from(
    table: type[Table], field: Declaration
) -> None:
    assert field.unit
    assert len(field.description) >= 5
    assert cited(field.source) or any(words in field.source for words in OWN_WORDS)


@each_field
def test_a_number_has_limits_and_a_default_within_its_sourced_range(
    table: type[Table], field: Declaration
) -> None:
    if not is_number(table, field):
        return
    assert field.minimum is not None
    assert field.maximum is not None
    low, high = field.sourced or (field.minimum, field.maximum)
    assert -math.inf < field.minimum <= low < high <= field.maximum < math.inf
    if field.default is not None:
        assert low <= field.default <= high


@each_field
def test_values_beyond_the_limits_are_refused(table: type[Table], field: Declaration) -> None:
    if not is_number(table, field):
        return
    required = {
        name: "x" if one.annotation is str else one.metadata[0].ge
        for name, one in table.model_fields.items()
        if one.is_required() and name != field.name
    }
    kind = type(field.minimum)
    for wrong in (field.minimum - 2, field.maximum * 2 + 2):
        with pytest.raises(ValueError, match="equal to"):
            table(**{**required, field.name: kind(wrong)})


def test_every_source_is_named_somewhere() -> None:
    """A page of the bibliography that no number, code or document names is a leftover."""
    root = Path(__file__).parents[2]
    places = [*root.glob("docs/**/*.md"), *root.glob("scenarios/*.toml"), root / "README.md"]
    places += [path for path in root.glob("simulator/**/*.py") if path.name != "sources.py"]
    text = "\n".join(path.read_text("utf-8") for path in places if path.name != "parameters.md")
    assert [key for key in SOURCES if key not in text] == []


def test_sources_are_complete() -> None:
    for key, source in SOURCES.items():
        assert str(source.year) in key or key == "CDNOW"
        assert all((source.authors, source.title, source.where))


def test_the_scenario_itself_is_described() -> None:
    assert all(field.description for field in Scenario.model_fields.values())


ANY: Any = (None, None)

PAGE: dict[str, tuple[float, tuple[float | None, float | None]]] = {
    "organic_discovery": (0.002, (0, 0.05)),
    "hearing_strong": (0.08, (0.01, 0.3)),
    "hearing_weak": (0.03, (0.005, 0.1)),
    "awareness_half_life": (8, (3, 26)),
    "talk_scale": (0.16, (0.02, 1)),
    "talk_floor": (0.25, (0, 1)),
    "talk_negative": (1.25, (1, 2)),
    "talk_ongoing": (0.25, (0, 1)),
    "talk_half_life": (4, (1, 12)),
    "talk_aware": (0, (0, 0.1)),
    "post_creator": (0.3, (0.1, 1)),
    "post_commenter": (0.02, (0.005, 0.2)),
    "post_lurker": (0.001, (0, 0.02)),
    "review_persistence": (0.98, (0.9, 1)),
    "review_reading": (0.3, (0, 1)),
    "weight_friend": (3.86, (1.93, 7.72)),
    "weight_review": (1, (0.5, 2)),
    "weight_editorial": (0.95, (0.475, 1.9)),
    "weight_expert": (0.80, (0.4, 1.6)),
    "weight_tv": (0.70, (0.35, 1.4)),
    "weight_search": (0.30, (0.15, 0.6)),
    "weight_own_post": (0.30, (0.15, 0.6)),
    "weight_banner": (0.21, (0.105, 0.42)),
    "weight_own_experience": (8, (4, 16)),
    "belief_prior": (0.1, (-0.5, 0.5)),
    "evidence_prior": (4, (1, 20)),
    "evidence_cap": (40, (10, 200)),
    "promise": (0.6, (0, 1)),
    "utility_base": (-2, (-4, 0)),
    "weight_belief": (2.5, (0, 5)),
    "price_sensitivity": (4.6, (1, 6)),
    "price_memory": (0.25, (0, 1)),
    "weight_neighbours": (1, (0, 3)),
    "weight_own_satisfaction": (2, (0, 4)),
    "taste_spread": (0.5, (0, 1)),
    "opportunity_rate": (0.25, (0.01, 1)),
    "opportunity_shape": (1, (0.2, 5)),
    "quality": (0.45, (-1, 1)),
    "quality_noise": (0.35, (0, 1)),
    "failure": (0.05, (0, 0.3)),
    "failure_severity": (0.9, (0, 2)),
    "delight_gain": (0.2, (0, 1)),
    "disappointment_loss": (0.4, (0, 1)),
    "contact": (0.3, ANY),
    "listening": (0, (0, 1)),
    "ability": (0.6, (0, 1)),
    "recovery": (0.9, (0, 1)),
    "onlooking": (2.5, (0, 10)),
    "open_share": (0, (0, 1)),
    "peer_help": (0, (0, 1)),
    "knowledge_scale": (0.04, (0.005, 0.5)),
    "knowledge_gain": (1, (0, 5)),
    "knowledge_persistence": (0.99, (0.9, 1)),
    "wait_loss": (0.1, (0, 0.5)),
    "max_wait": (4, (1, 26)),
    "agents": (0, (0, None)),
    "churn_base": (-3.2, (-4, 0)),
    "churn_satisfaction": (2.5, (0, 5)),
    "weight_goodwill": (0.5, (0, 1.5)),
    "goodwill_persistence": (0.9, ANY),
    "discount_rate": (0.002, (0, 0.004)),
}
"""The behaviour of the model page, read by a second person: name, default, range."""


def test_behaviour_has_the_names_of_the_model_page_and_no_others() -> None:
    assert list(Behaviour.model_fields) == list(PAGE)


@pytest.mark.parametrize("field", declarations(Behaviour), ids=lambda field: field.name)
def test_behaviour_has_the_numbers_of_the_model_page(field: Declaration) -> None:
    default, (low, high) = PAGE[field.name]
    assert field.default == default
    found = field.sourced or (field.minimum, field.maximum)
    assert low is None or math.isclose(found[0], low, abs_tol=1e-12)
    assert high is None or math.isclose(found[1], high)
