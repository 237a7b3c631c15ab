"""The classical models on the command line: what is told of the network, of people, and of mistakes."""

import os
import re
from pathlib import Path
from threading import Thread

import networkx
import pytest
from command import said

from simulator.commands.classic import mean_and_error
from simulator.options import CLASSIC
from simulator.texts import LANGUAGES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two networks, in which we are."""
    (tmp_path / "net.csv").write_text("who,whom,chance\na,b,0.5\nb,c,0.5\nb,c,0.5\nc,c,1\n")
    (tmp_path / "pair.csv").write_text("source,target,chance\nx,y,0.5\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capture: pytest.CaptureFixture[str], line: str) -> list[str]:
    """The lines that a model answers."""
    done = said(capture, "classic", *line.split(), "--lang", "en")
    assert done.code == 0, done.err
    return done.out.splitlines()


def refused(capture: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The sentence by which a command is refused."""
    done = said(capture, "classic", *arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    (sentence,) = done.err.splitlines()
    return sentence


@pytest.mark.parametrize("more", ["", "--directed --weights chance"])
@pytest.mark.parametrize("model", ["ic --p 0.1", "lt", "watts --phi 0.5"])
def test_how_the_network_was_read_is_told_as_check_tells_it(
    model: str, more: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *_ = told(capsys, f"{model} --graph net.csv --runs 2 {more}")
    assert first.startswith("Network: 2 ties, from the columns who, whom of net.csv; ")
    assert "1 repeated tie merged, 1 tie with oneself dropped" in first
    assert ("Ties go one way" in first) == ("Weights are from chance" in first) == bool(more)
    if not more:
        checked = said(capsys, "check", "first_look", "--graph", "net.csv", "--lang", "en")
        assert first == checked.out.splitlines()[0]


def test_a_first_line_that_is_no_header_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plain.csv").write_text("a,b\nb,c\n")
    assert "its first line was read as people (a, b)" in told(capsys, "lt --graph plain.csv --runs 2")[0]


def test_seeds_come_from_files_of_any_name_and_from_pipes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "s1").write_text('"c"\na\n')
    assert "Seeds (2): c, a" in told(capsys, "lt --graph net.csv --runs 2 --seeds-file s1")
    os.mkfifo(folder / "pipe")
    writer = Thread(target=(folder / "pipe").write_text, args=("c\n",))
    writer.start()
    assert "Seeds (1): c" in told(capsys, "lt --graph net.csv --runs 2 --seeds-file pipe")
    writer.join()
    on = ("lt", "--graph", "net.csv", "--seeds-file")
    assert '"/dev/zero" is a pipe or a device' in refused(capsys, *on, "/dev/zero")
    (folder / "net").write_bytes((folder / "net.csv").read_bytes())
    assert "not a kind of file that can be read as a graph" in refused(capsys, "lt", "--graph", "net")


def test_a_stranger_in_a_seeds_file_is_told_with_file_and_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "s2").write_text("a\nname\n")
    sentence = refused(capsys, "lt", "--graph", "net.csv", "--seeds-file", "s2")
    assert sentence.startswith('"s2", line 2: no person of the network (people: 3) is called "name".')
    assert "numbers from 0" not in sentence, "on the command line nobody is called by a number"


def test_an_empty_path_is_no_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["--graph", ""], ["--graph", "net.csv", "--seeds-file", ""]):
        assert refused(capsys, "lt", *line) == "The path of a file is empty. Write which file is meant."


def test_ways_to_pass_are_taken_in_capitals_and_named_where_they_are_needed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on = "ic --graph net.csv --weights chance --runs 50"
    assert told(capsys, f"{on} --p ARCS") == told(capsys, f"{on} --p arcs") == told(capsys, on)
    assert told(capsys, f"{on} --p Weighted") != told(capsys, on)
    sentence = refused(capsys, "ic", "--graph", "net.csv", "--p", "odds")
    assert sentence.startswith('--p "odds" is neither a number nor one of: weighted, arcs.')


def test_weights_above_1_are_refused_with_what_may_be_typed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "heavy.csv").write_text("a,b,times\nc,d,3\n")
    sentence = refused(capsys, "ic", "--graph", "heavy.csv", "--weights", "times")
    assert 'the first says "3"' in sentence
    assert "one probability for all, or weighted" in sentence


def test_hubs_are_those_by_degree(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    on = "lt --graph net.csv --runs 5 --k 2"
    assert told(capsys, f"{on} --rule hubs") == told(capsys, f"{on} --rule degree")
    assert told(capsys, f"{on} --rule hubs") != told(capsys, f"{on} --rule fringe")


def test_people_whom_graphml_numbers_are_named_by_their_numbers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    networkx.write_graphml(networkx.star_graph(4), "star.graphml")
    on = "ic --graph star.graphml --p 1 --runs 5 --directed"
    assert "Seeds (1): 0" in told(capsys, f"{on} --k 1")
    Path("seeds.txt").write_text("3\n")
    assert "Seeds (1): 3" in told(capsys, f"{on} --seeds-file seeds.txt")


def test_a_tie_of_probability_0_is_said_to_be_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "odds.csv").write_text("source,target,odds\na,b,1\nb,c,0\nb,c,1e-50\n")
    lines = told(capsys, "ic --graph odds.csv --weights odds --k 1 --runs 5")
    assert "Ties of probability 0, left out: 2." in lines[0]
    assert lines[-1].startswith("A cascade reaches 2 people")


def test_one_is_a_person_and_two_are_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "ic --graph pair.csv --p 0 --runs 5")
    assert "pair.csv: 2 people, 1 tie" in lines
    assert lines[-1].startswith("A cascade reaches 1 person on average")
    assert told(capsys, "ic --graph pair.csv --p 1 --runs 5")[-1].startswith("A cascade reaches 2 people on")


def test_a_small_error_is_not_written_as_none() -> None:
    assert mean_and_error(65.55, 0.118, "en") == ["65.6", "0.1"]
    assert mean_and_error(1.00123, 0.000996, "en")[1] == "0.001"
    assert mean_and_error(1.00123, 0.00118, "en") == ["1.0012", "0.0012"]
    assert mean_and_error(1.5, 0.0, "en") == ["1.50", "0.00"]
    assert mean_and_error(1.0, None, "en") == ["1", "-"]


@pytest.mark.parametrize(("steps", "ended"), [(1, "1 step"), (3, "3 steps")])
def test_bass_tells_after_how_many_steps(
    steps: int, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    last = told(capsys, f"bass --p 0.03 --q 0.4 --consumers 50 --runs 2 --steps {steps}")[-1]
    assert re.match(rf"After {ended}, \d+\S* of 50 people had adopted on average", last)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [*CLASSIC, ""])
def test_help_shows_the_options_of_the_model_that_was_named(
    model: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = said(capsys, "classic", *model.split(), "--help", "--lang", language).out
    every = {name for names in CLASSIC.values() for name in names}
    shown = {name for name in every if re.search(rf"^  --{name.replace('_', '-')}\b", page, re.M)}
    assert shown == (set(CLASSIC[model]) if model else every)
    assert "--runs" in page
