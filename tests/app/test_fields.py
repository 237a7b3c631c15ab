"""Forms are made from what is declared: every field has its widget, unit, range, source and mistake."""

import re
from typing import Any

import panel_material_ui as pmui
import pytest
from sessions import session
from test_pages import words

from app.fields import about, field, label
from app.pages import pages
from simulator.figures import currency_name
from simulator.graph.generators import GENERATORS
from simulator.parameters import Declaration, cited, declarations
from simulator.scenarios.behaviour import Behaviour, Switches
from simulator.scenarios.schema import MarketTable
from simulator.strategies.registry import strategies

TABLES: dict[tuple[Any, ...], Any] = {
    ("market",): MarketTable, ("behaviour",): Behaviour, ("switches",): Switches,
    ("graph",): GENERATORS["friends"],
}  # fmt: skip
FIELDS = [
    (place, one)
    for place, table in TABLES.items()
    for one in declarations(table)
    if one.name not in ("initial", "kind")
]
OF_STRATEGIES = [(kind, one) for kind, table in strategies().items() for one in declarations(table)]


def named(pair: Any) -> str:
    return f"{pair[0]}.{pair[1].name}"


@pytest.mark.parametrize("pair", FIELDS, ids=named)
def test_what_is_typed_into_a_field_is_in_the_scenario(pair: tuple[Any, Declaration]) -> None:
    place, declared = pair
    with session() as store:
        widget: Any = field(store, place, declared)
        assert widget.label
        other = _another(declared)
        if isinstance(widget, pmui.TextInput):
            widget.value = str(other)
        else:
            widget.value = other
        assert store.get((*place, declared.name)) == other
        typed = widget.value
        store.undo()
        assert store.get((*place, declared.name)) != other
        assert widget.value != typed


def _another(declared: Declaration) -> Any:
    """A value that is allowed and not the default."""
    if declared.choices is not None:
        return next(one for one in declared.choices if one != declared.default)
    if declared.type.startswith("bool"):
        return not declared.default
    if declared.type.startswith("str"):
        return "USD"
    low, high = declared.sourced or (declared.minimum or 0, declared.maximum or 9)
    whole = declared.type.startswith("int")
    found = [low, high, (low + high) / 2, low + 1]
    return next((int(x) if whole else float(x)) for x in found if x != declared.default)


@pytest.mark.parametrize("pair", OF_STRATEGIES, ids=named)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_unit_range_and_source_stand_below(pair: tuple[str, Declaration], language: str) -> None:
    _, declared = pair
    with session(language) as store:
        said = about(store, declared)
        for key in cited(declared.source):
            assert re.sub(r"(\d{4})$", r" \1", key) in said
        if not cited(declared.source):
            assert store.text.source(declared.source) in said
        if declared.unit not in ("", "-"):
            assert store.text.unit(declared.unit, currency_name("JPY", language)) in said
        assert label(store, declared)
        if language == "ja" and declared.name != "kind":
            assert label(store, declared) != declared.name


def test_what_is_taken_from_a_source_is_told_on_why_and_not_below_the_field() -> None:
    frame = next(one for one in declarations(strategies()["donation"]) if one.name == "frame")
    with session() as store:
        said = about(store, frame)
        assert said.endswith("(source: MuellerFriesGedenk 2014, assumption)")
        store.put(("market", "currency"), "USD")
        price = next(one for one in declarations(MarketTable) if one.name == "price")
        assert "US Dollar" in about(store, price)


def test_what_the_choice_stands_for_is_told_below_and_changes_with_it() -> None:
    rule = next(one for one in declarations(strategies()["seeding"]) if one.name == "rule")
    place = ("arms", 1, "strategies", 0)
    for language in ("en", "ja"):
        with session(language) as store:
            store.put(("arms",), [{"name": "A"}, {"name": "B", "strategies": [{"kind": "seeding"}]}])
            widget: Any = field(store, place, rule)
            for choice in rule.choices or ():
                widget.value = choice
                what = store.text.choice_means("rule", choice)
                assert what
                said = store.text.say("app.field.choice", choice=store.text.choice("rule", choice), what=what)
                assert widget.helper_text.startswith(said)
            store.put((*place, "rule"), "hubs")  # as files may say
            assert widget.value == "degree"
            assert not widget.error_state


def test_a_mistake_stands_below_its_field_and_what_was_typed_stays() -> None:
    price = next(one for one in declarations(MarketTable) if one.name == "price")
    with session() as store:
        widget: Any = field(store, ("market",), price)
        widget.value = "<script>alert(1)</script>"
        assert widget.error_state
        assert widget.helper_text.startswith("Not a number.")
        assert widget.value == "<script>alert(1)</script>"
        widget.value = "１，２００円"  # noqa: RUF001
        assert not widget.error_state
        assert store.scenario is not None
        assert store.scenario.market.price == 1200
        assert widget.value == "1,200"
        widget.value = ""
        assert widget.error_state, "it has no default"


@pytest.mark.parametrize("typed", ["52.5", "1e9", "1e400", "3.000", "−5", "1億 2万"])  # noqa: RUF001
def test_what_cannot_be_used_stays_as_it_was_typed(typed: str) -> None:
    weeks = next(one for one in declarations(MarketTable) if one.name == "weeks")
    with session() as store:
        widget: Any = field(store, ("market",), weeks)
        widget.value = typed
        assert widget.error_state
        assert widget.value == typed
        store.put(("market", "price"), 5.0)
        assert widget.value == typed, "whatever is typed elsewhere"
        store.undo()
        store.undo()
        assert widget.value == "6"
        widget.value = "52.0"
        assert not widget.error_state
        assert store.get(("market", "weeks")) == 52
        assert widget.value == "52"


def test_what_is_probably_not_meant_is_told_at_its_field_and_before_it_is_compared() -> None:
    cost = next(one for one in declarations(MarketTable) if one.name == "unit_cost")
    compare = next(page for page in pages() if page.name == "compare")
    with session() as store:
        widget: Any = field(store, ("market",), cost)
        view = compare.view(store)
        assert "every unit sold" not in widget.helper_text
        widget.value = "99,999,999"
        said = "Unusual: Unit cost = 99,999,999 is above Our price = 1,000: every unit sold loses money."
        assert widget.helper_text.startswith(said)
        assert not widget.error_state
        assert said in words(view)
        store.put(("market", "price"), 0)
        assert "Our price = 0: every unit" in words(view)
        store.put(("market", "price"), "cheap")
        assert "every unit sold" not in words(view)
        store.undo()
        store.put_all({("market", "price"): 1000, ("market", "unit_cost"): 400})
        assert "every unit sold" not in words(view)
        store.put(("arms", 1, "budget"), 1)
        assert "Unusual: Gift, Budget = 1 does not pay" in words(view)
        strategies_page = next(page for page in pages() if page.name == "strategies")
        assert "Unusual: Gift, Seeding: nothing of it can be bought" in words(strategies_page.view(store))


def test_a_field_follows_undo_without_typing_anything() -> None:
    weeks = next(one for one in declarations(MarketTable) if one.name == "weeks")
    with session() as store:
        widget: Any = field(store, ("market",), weeks)
        widget.value = "9"
        steps = len(store._past)
        store.undo()
        assert widget.value == "6"
        assert len(store._past) == steps - 1
        store.redo()
        assert widget.value == "9"
