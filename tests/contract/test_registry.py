"""Where strategies are found: the package, entry points, named files; and nowhere else."""

from pathlib import Path

import pytest
from support import arm, table

from simulator import load_scenario
from simulator.errors import Mistake
from simulator.strategies.registry import strategies

SHOUT = '''
"""A strategy for tests."""

from typing import ClassVar

from simulator.agents.stages import Channel
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
from simulator.strategies.seeding import Seeding  # what a file imports is not what it defines


class Shout(Strategy):
    """Shout in the street, for nothing."""

    kind: ClassVar[str] = "{kind}"
    intensity: ClassVar[tuple[str, ...]] = ("volume",)
    volume: float = parameter(
        0.1, unit="per week", minimum=0, maximum=10, description="How loud", source="assumption"
    )

    def act(self, plan, week, market, levers, ledger):
        """Shout."""
        levers.discover(Channel.TV, self.volume)
'''


@pytest.mark.parametrize("wrong", [5, None, "shout.py", Path("shout.py"), [5]])
def test_files_are_a_list_of_paths(wrong: object) -> None:
    with pytest.raises(Mistake, match="must be a list of paths"):
        strategies(wrong)  # type: ignore[arg-type]


def file_with(folder: Path, kind: str, name: str = "shout_of_tests.py") -> Path:
    path = folder / name
    path.write_text(SHOUT.replace("{kind}", kind), "utf-8")
    return path


@pytest.mark.parametrize(
    ("default", "limits", "said"),
    [
        ("3.0", "minimum=0, maximum=1", '"volume" is 3 where nobody gives it, which its own limits do not '
         "allow: from 0 to 1. Change its default or its limits."),
        ("-0.1", "minimum=0", "0 or more"), ("1.5", "maximum=1", "at most 1"),
        ("float('nan')", "", '"volume" is nan where nobody gives it, with which nothing can be reckoned.'),
        ("float('inf')", "minimum=0", '"volume" is inf where nobody gives it, with which nothing'),
        ("(0.5, float('-inf'))", "", "with which nothing can be reckoned"),
        ("0.0", "minimum=0, maximum=1", ""),
        ("1.0", "minimum=0, maximum=1", ""), ("99.0", "", ""),
    ],
)  # fmt: skip
def test_a_default_that_nobody_could_give_is_told(
    default: str, limits: str, said: str, tmp_path: Path
) -> None:
    path = file_with(tmp_path, "far_out", "far_out_of_tests.py")
    text = path.read_text("utf-8").replace("minimum=0, maximum=10", limits or "scope=''")
    path.write_text(text.replace("0.1, unit", f"{default}, unit"), "utf-8")
    if not said:
        assert "far_out" in strategies([path])
        return
    with pytest.raises(Mistake) as raised:
        strategies([path])
    assert str(raised.value).startswith(f"{path}: Shout: the field")
    assert said in str(raised.value)
    assert all(raised.value.sentences("ja"))


def installed(folder: Path, entry: str) -> None:
    """Make `folder` look like one into which a distribution with an entry point was installed."""
    info = folder / "kuchikomi_more-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kuchikomi-more\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[kuchikomi.strategies]\nmore = {entry}\n")


def test_the_package_is_searched_and_nothing_is_listed() -> None:
    here = Path(__file__).parents[2] / "simulator" / "strategies"
    files = {path.stem for path in here.glob("*.py")} - {"__init__", "base", "registry"}
    homes = {one.__module__.rpartition(".")[2] for one in strategies().values()}
    assert homes == files


def test_kinds_come_in_alphabetical_order_and_cannot_be_added_to() -> None:
    found = strategies()
    assert list(found) == sorted(found)
    with pytest.raises(TypeError):
        found["new"] = object  # type: ignore[index]


@pytest.mark.parametrize("entry", ["shout_by_module", "shout_by_class:Shout"])
def test_an_entry_point_is_found(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = entry.split(":")[0]
    file_with(tmp_path, module, f"{module}.py")
    installed(tmp_path, entry)
    monkeypatch.syspath_prepend(tmp_path)
    assert strategies()[module].summary() == "Shout in the street, for nothing."


@pytest.mark.parametrize("entry", ["no_such_module_anywhere", "json:no_such_name", "json:dumps"])
def test_an_entry_point_that_leads_nowhere_is_a_mistake_that_names_it(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, entry)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Mistake) as raised:
        strategies()
    assert str(raised.value).startswith(
        f'The installed package "kuchikomi-more" offers a strategy that cannot be used: "{entry}" '
    )
    assert str(raised.value).endswith("If the package is not yours, update or uninstall it.")
    assert entry in raised.value.sentences("ja")[0]


def test_an_entry_point_may_not_take_a_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_with(tmp_path, "seeding", "shout_that_clashes.py")
    installed(tmp_path, "shout_that_clashes")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Mistake) as raised:
        strategies()
    assert raised.value.key == "strategy.of_package"
    assert 'shout_that_clashes: a strategy "seeding" exists already' in str(raised.value)


def test_a_named_file_is_found_and_used(tmp_path: Path) -> None:
    path = file_with(tmp_path, "shout")
    assert "shout" in strategies([path])
    assert set(strategies([path])) - set(strategies()) == {"shout"}
    rows = table(arm("Loud", {"kind": "shout", "volume": 0.5}))
    assert load_scenario(rows, strategy_files=[path]).arms[1].strategies[0].volume == 0.5


def test_a_file_that_merely_lies_in_the_current_folder_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_with(tmp_path, "shout")
    (tmp_path / "strategies").mkdir()
    file_with(tmp_path / "strategies", "shout")
    monkeypatch.chdir(tmp_path)
    assert "shout" not in strategies()
    with pytest.raises(Mistake):
        load_scenario(table(arm("Loud", {"kind": "shout"})))


def test_two_files_may_not_take_the_same_kind(tmp_path: Path) -> None:
    files = [file_with(tmp_path, "shout", name) for name in ("first.py", "second.py")]
    with pytest.raises(Mistake) as raised:
        strategies(files)
    assert raised.value.key == "strategy.kind_taken"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (None, "strategy.no_file"),
        ("x = 1\n", "strategy.none_in_file"),
        ("def (:\n", "strategy.broken"),
        ("raise SystemExit(3)\n", "strategy.broken"),
        ("import no_such_module_anywhere\n", "strategy.broken"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_mistake_that_names_it(
    text: str | None, key: str, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.py"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(Mistake) as raised:
        strategies([path])
    assert raised.value.key == key
    assert str(path) in str(raised.value)


UNSAID = {
    "no docstring": ('    """Shout in the street, for nothing."""\n\n', "", "no_summary", "has no docstring"),
    "no intensity": ('("volume",)', "()", "no_intensity", "fields: start_week, volume."),
    "misspelt intensity": (
        '("volume",)', '("volum",)', "unknown_intensity", 'Did you mean "volume"? Its fields:',
    ),
    "no source": ('source="assumption"', 'source=""', "undeclared", '"volume" lacks a unit'),
    "plain field": (
        "    def act", "    bare: int = 3\n\n    def act", "undeclared", '"bare" lacks a unit',
    ),
    "misspelt source": (
        '"assumption"', '"Olivr1980"', "unknown_source", 'is no source. Did you mean "Oliver1980"?',
    ),
    "misspelt among sound ones": (
        '"assumption"', '"Oliver1980; Bas1969; level: assumption"', "unknown_source", '"Bas1969" is',
    ),
    "hearsay": ('"assumption"', '"somebody told me"', "unknown_source", '"somebody told me" is no'),
}


@pytest.mark.parametrize("name", UNSAID)
def test_a_strategy_that_does_not_say_what_it_is_is_a_mistake(name: str, tmp_path: Path) -> None:
    old, new, key, said = UNSAID[name]
    path = file_with(tmp_path, "shout")
    text = path.read_text("utf-8")
    assert strategies([path])  # sound, but for the one change
    other = tmp_path / "other.py"
    other.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Mistake) as raised:
        strategies([other])
    assert raised.value.key == f"strategy.{key}"
    assert said in str(raised.value)
    assert str(raised.value).startswith(f"{other}: ")
    assert "Shout" in raised.value.sentences("ja")[0]


@pytest.mark.parametrize(
    "source", ["assumption", "your plan", "your data of 2024", "Oliver1980", "Bass1969 p; assumption"]
)
def test_sound_sources_are_taken(source: str, tmp_path: Path) -> None:
    path = file_with(tmp_path, "shout")
    path.write_text(path.read_text("utf-8").replace('"assumption"', f'"{source}"'), "utf-8")
    assert "shout" in strategies([path])


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = file_with(tmp_path, "shout")
    text = path.read_text("utf-8").replace('("volume",)', '("loud", "volum")')
    path.write_text(text.replace('"assumption"', '"hearsay"'), "utf-8")
    with pytest.raises(Mistake) as raised:
        strategies([path])
    assert len(raised.value.sentences()) == 3


def test_a_file_without_python_ending_is_a_mistake(tmp_path: Path) -> None:
    path = file_with(tmp_path, "shout", "shout.txt")
    with pytest.raises(Mistake) as raised:
        strategies([path])
    assert raised.value.key == "strategy.not_python"


def test_a_file_that_was_stopped_while_it_was_read_is_read_again(tmp_path: Path) -> None:
    """Ctrl-C leaves no half of a module behind."""
    path = file_with(tmp_path, "halfway")
    whole = path.read_text("utf-8")
    path.write_text("raise KeyboardInterrupt\n" + whole, "utf-8")
    with pytest.raises(KeyboardInterrupt):
        strategies([path])
    path.write_text(whole, "utf-8")
    assert "halfway" in strategies([path])
