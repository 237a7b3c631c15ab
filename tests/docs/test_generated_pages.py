"""The generated pages are up to date, and every source they name is in the bibliography."""

import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from page_reading import ROOT, column, page, rows

from simulator import compare, load_scenario
from simulator.metrics import METRICS
from simulator.scenarios.behaviour import Behaviour
from simulator.sources import SOURCES

KEY = re.compile(r"\b[A-Z][A-Za-z]+(?:19|20)\d\d\b")


@pytest.fixture
def generate() -> ModuleType:
    spec = spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check(*, folder: Path = ROOT / "docs") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(folder / "generate.py"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_pages_are_up_to_date() -> None:
    done = check()
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_stale_page_is_noticed(tmp_path: Path) -> None:
    for name in ("generate.py", "parameters.md", "strategies.md", "validation.md", "model.md"):
        (tmp_path / name).write_text(page(f"docs/{name}"), encoding="utf-8")
    assert check(folder=tmp_path).returncode == 0
    stale = page("docs/strategies.md").replace("| share | 0.2 |", "| share | 0.3 |")
    (tmp_path / "strategies.md").write_text(stale, encoding="utf-8")
    done = check(folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "docs/strategies.md is not up to date: run python docs/generate.py\n"


def test_writing_twice_changes_nothing(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("model.md", "validation.md"):
        (tmp_path / name).write_text(page(f"docs/{name}"), encoding="utf-8")
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


def test_every_number_has_a_place_and_a_source(generate: ModuleType) -> None:
    text = page("docs/parameters.md") + page("docs/strategies.md")
    for one in generate.everything_declared():
        assert f"| `{one.name}` |" in text
        assert one.source
        assert one.description
        assert one.unit


def test_sources_named_by_declarations_are_in_the_bibliography(generate: ModuleType) -> None:
    named = {key for one in generate.everything_declared() for key in KEY.findall(one.source)}
    assert len(named) > 15
    assert named - set(SOURCES) == set()


def test_no_entry_of_the_bibliography_is_idle(generate: ModuleType) -> None:
    assert set(SOURCES) - generate.sources_named() == set()


def test_all_that_is_recorded_stands_on_the_page_and_says_what_it_is() -> None:
    """Every variable of a result: those of weeks and those of runs, and no other."""
    media = "arms.Donation.strategies.donation.payer"
    data = compare(load_scenario("first_look", consumers=60, weeks=30, set={media: "owner"}), 2).data
    text = page("docs/parameters.md")
    weekly = {str(name) for name, one in data.data_vars.items() if "week" in one.dims}
    assert set(column(text, 0, "name", "people who, or number of")) == weekly
    once = rows(text.split("### Once a run")[1], "name", "what it is", "unit")
    listed = {name.strip("`"): (meaning, unit) for name, meaning, unit in once}
    assert set(listed) == set(map(str, data.data_vars)) - weekly
    for name, one in data.data_vars.items():
        assert one.attrs["units"]
        assert len(one.attrs["long_name"].split()) > 1 or name in ("forgotten",)
        if name in listed:
            assert (one.attrs["long_name"], one.attrs["units"]) == listed[str(name)]


def test_all_behaviour_and_metrics_stand_on_the_page() -> None:
    text = page("docs/parameters.md")
    for name in [*Behaviour.model_fields, *(metric.name for metric in METRICS)]:
        assert f"| `{name}` |" in text
