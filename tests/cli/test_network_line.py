"""Before a network of one's own is believed, both commands say what was read of it."""

import json
from pathlib import Path

import networkx as nx
import pytest
from command import said

from simulator.texts import LANGUAGES

COMPARE = ("--replicates", "2", "--weeks", "2", "--workers", "1")
SCENARIO = """name = "x"
[market]
consumers = 77
price = 10
category_price = 10
[graph]
file = "ties.csv"
"""


def line(capture: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The line about the network."""
    done = said(capture, *arguments, "--lang", "en")
    assert done.code == 0, done.err
    (found,) = [row for row in done.out.splitlines() if row.startswith("Network:")]
    return found


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gephi.csv", "Source,Target,Type,Weight\na,b,U,2\nb,c,U,1\n", [
            "2 ties, from the columns Source, Target of gephi.csv", "Weights are from Weight.",
            "No column says which ties are strong", "which ties are online: they are drawn",
            "Not read: Type."]),
        ("plain.csv", "a,b\nb,c\n", [
            "its first line was read as people (a, b)", "Every tie weighs 1."]),
        ("both.csv", "a,b,weight,strong,online\nx,y,2,1,0\ny,x,2,1,0\n", [
            "1 tie, from", "0 repeated ties merged", "in both directions and counts once",
            "Strong ties are from strong.", "Online ties are from online."]),
        ("comments.csv", "# of today\nA;B\n#1;A\n# done\n", [
            "0 ties", "Lines that begin with # were skipped as comments: 3 (lines 1, 3, 4)."]),
        ("comments.txt", "A B\n#1 A\n", [
            "1 tie,", "Lines that begin with # were skipped as comments: 1 (line 2)."]),
    ],
)  # fmt: skip
def test_both_commands_say_what_was_read(
    name: str, content: str, says: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    checked = line(capsys, "check", "a_against_a", "--graph", str(path))
    compared = line(capsys, "compare", "a_against_a", "--graph", str(path), *COMPARE)
    assert checked == compared
    for text in says:
        assert text in checked


@pytest.mark.parametrize("passing", ["rate", "probability", "weighted", "arcs"])
def test_ties_are_counted_as_they_were_read_however_they_pass(
    passing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("a,b\nb,c\nc,d\n", "utf-8")
    chosen = ("a_against_a", "--graph", str(path), "--set", f"switches.passing={passing}")
    checked = line(capsys, "check", *chosen)
    assert checked.startswith("Network: 3 ties")
    assert line(capsys, "compare", *chosen, *COMPARE) == checked


def test_graphml_is_told_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ties.graphml"
    nx.write_graphml(nx.Graph([("a", "b", {"weight": 2, "since": 1999}), ("b", "c")]), path)
    checked = line(capsys, "check", "a_against_a", "--graph", str(path))
    assert "2 ties, from ties.graphml" in checked
    assert "Weights are from weight." in checked
    assert "Not read: since." in checked
    assert line(capsys, "compare", "a_against_a", "--graph", str(path), *COMPARE) == checked


@pytest.mark.parametrize(("weights", "told"), [
    ((100, 90), "95"), ((9, 0.1), "4.55"), ((0.2, 0.4), "0.3"), ((3, 3), ""), ((0.4, 0.3), ""),
])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_that_count_something_are_told(
    language: str, weights: tuple[float, float], told: str,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "ties.csv"
    path.write_text("source,target,weight\na,b,{}\nb,c,{}\n".format(*weights), "utf-8")
    expected = {
        "en": f"Unusual: graph: its ties weigh {told} on average,",
        "ja": f"普通でない値: graph: つながりの重みが平均 {told} です。",
    }[language]
    chosen = ("a_against_a", "--graph", str(path), "--lang", language)
    start = expected if told else expected.partition(" on average")[0].rstrip(" です。")
    check_told(start, bool(told), chosen, capsys)
    weighted = ("--set", "switches.passing=weighted")  # shares of weights: their size says nothing
    assert start not in said(capsys, "check", *chosen, *weighted).out


def test_no_command_of_a_file_reaches_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("\x1b[31mA,b\x9b1m\nx,y\ny,z\n", "utf-8")
    for arguments in (("check", "a_against_a"), ("compare", "a_against_a", *COMPARE)):
        done = said(capsys, *arguments, "--graph", str(path), "--lang", "en")
        assert r"read as people (\x1b[31mA, b\x9b1m)" in done.out
        assert not {"\x1b", "\x9b"} & set(done.out + done.err)
    path.write_text("\x1b[31mA,b\nx,y\n", "utf-8")
    done = said(capsys, "check", "a_against_a", "--graph", str(path), "--set", "graph.weight=b\x07")
    assert r"\x1b[31mA" in done.err
    assert not {"\x1b", "\x07"} & set(done.out + done.err)


def check_told(
    expected: str, told: bool, chosen: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Check that both commands say a sentence, or that neither does."""
    assert (expected in said(capsys, "check", *chosen).out) == told
    assert (expected in said(capsys, "compare", *chosen, *COMPARE).err) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_network_without_a_tie_is_told(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every tie may be one with oneself, or none is to be made."""
    path = tmp_path / "ties.csv"
    expected = {
        "en": "Unusual: graph: there are people (3), but no ties among them: nobody hears anybody.",
        "ja": "普通でない値: graph: 人（3 人）はいますが、つながりが一本もありません。",  # noqa: RUF001
    }[language]
    chosen = ("a_against_a", "--graph", str(path), "--lang", language)
    for content, told in (("a,a\nb,b\nc,c\n", True), ("a,a\nb,c\n", False)):
        path.write_text(content, "utf-8")
        check_told(expected, told, chosen, capsys)
    for made, told in (
        ('{kind="random", mean_degree=0}', True), ('{kind="random", mean_degree=1}', False),
        ('{kind="complete"}', False),
    ):  # fmt: skip
        more = ("--set", f"graph={made}", "--consumers", "3", "--lang", language)
        assert (expected in said(capsys, "check", "a_against_a", *more).out) == told


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_guessed_encoding_is_told(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("太郎,花子\n花子,次郎\n", encoding)
    told = line(capsys, "check", "a_against_a", "--graph", str(path))
    assert ("taken for CP932" in told) == (encoding == "cp932")


BOTH, ONE = "Ties go both ways:", "Ties go one way:"


@pytest.mark.parametrize(
    ("content", "more", "says"),
    [
        ("a,b\nb,c\n", (), BOTH), ("a,b\nb,c\n", ("--set", "graph.directed=true"), ONE),
        ("source,target,type\na,b,Directed\n", (), f"{ONE} the source of a tie talks, its target hears. The "
         "direction is from type."),
        ("source,target,type\na,b,Directed\n", ("--set", "graph.directed=false"), BOTH),
    ],
)  # fmt: skip
@pytest.mark.parametrize("passing", ["rate", "weighted"])
def test_direction_is_told_however_ties_pass(
    content: str, more: tuple[str, ...], says: str, passing: str,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "ties.csv"
    path.write_text(content, "utf-8")
    chosen = ("a_against_a", "--graph", str(path), *more, "--set", f"switches.passing={passing}")
    checked = line(capsys, "check", *chosen)
    assert says in checked
    assert line(capsys, "compare", *chosen, *COMPARE) == checked
    answer = json.loads(said(capsys, "compare", *chosen, "--json", *COMPARE).out)
    assert answer["graph"]["directed"] is (ONE in says)


def test_direction_of_graphml_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ties.graphml"
    for kind, says in ((nx.Graph, BOTH), (nx.DiGraph, ONE)):
        nx.write_graphml(kind([("a", "b"), ("b", "c")]), path)
        assert says in line(capsys, "check", "a_against_a", "--graph", str(path))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", ["Directed", "Undirected"])
def test_a_direction_of_some_ties_only_is_told(
    other: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(f"source,target,type\na,b,Directed\nb,c,{other}\n", "utf-8")
    expected = {
        "en": "Unusual: graph: the column type of ties.csv says of some ties that they are directed",
        "ja": "普通でない値: graph: ties.csv の列 type では、方向のあるつながり",
    }[language]
    chosen = ("a_against_a", "--graph", str(path), "--lang", language)
    check_told(expected, other == "Undirected", chosen, capsys)
    assert expected not in said(capsys, "check", *chosen, "--set", "graph.directed=false").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_that_share_nobody_are_told(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bought.csv"
    expected = {
        "en": "Unusual: graph: nobody stands in both columns (1, 2) of bought.csv",
        "ja": "普通でない値: graph: bought.csv の二つの列（1, 2）",  # noqa: RUF001
    }[language]
    chosen = ("a_against_a", "--graph", str(path), "--lang", language)
    for last, told in (("p", True), ("x", False)):
        path.write_text(f"x,p\ny,q\nz,{last}\n", "utf-8")
        check_told(expected, told, chosen, capsys)


def test_made_network_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Network:" not in said(capsys, "check", "a_against_a", "--lang", "en").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_consumers_that_are_not_used_are_told(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ties.csv").write_text("a,b\nb,c\n", "utf-8")
    path = tmp_path / "both.toml"
    path.write_text(SCENARIO, "utf-8")
    expected = {
        "en": "Unusual: market.consumers = 77 is not used; the file has 3 people.",
        "ja": "market.consumers = 77 は使われません",
    }[language]
    assert expected in said(capsys, "check", str(path), "--lang", language).out
    done = said(capsys, "compare", str(path), "--lang", language, "--json", *COMPARE)
    assert expected in done.err
    assert expected not in done.out
    graph = ("--graph", str(tmp_path / "ties.csv"))  # takes the number's place, as was asked
    for scenario in ("first_look", "own_network"):
        assert "market.consumers" not in said(capsys, "check", scenario, *graph, "--lang", language).out
    path.write_text(SCENARIO.replace("77", "3"), "utf-8")
    assert expected not in said(capsys, "check", str(path), "--lang", language).out
