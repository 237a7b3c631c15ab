"""Scenario files as people write them: every valid one runs, every invalid one gets its sentences."""

import codecs
import os
import pickle
from pathlib import Path

import pytest

from simulator.errors import Mistake
from simulator.runner import simulate
from simulator.scenarios.files import MAX_EXTENDS, load_scenario, parse_value, shipped
from simulator.scenarios.toml_text import MAX_BYTES

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.toml"))
INVALID = sorted((HERE / "invalid").glob("*.toml"))
SHORTEST = (HERE / "valid" / "shortest.toml").read_text("utf-8")


def sentences(path: Path | str, language: str = "en") -> list[str]:
    """What a user is told about a file."""
    with pytest.raises(Mistake) as caught:
        load_scenario(path)
    return caught.value.sentences(language)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_file_runs(path: Path) -> None:
    scenario = load_scenario(path, set={"market.weeks": 5})
    if scenario.market.consumers > 100:
        scenario = load_scenario(path, set={"market.weeks": 5}, consumers=100)
    for arm in range(len(scenario.arms)):
        assert simulate(scenario, arm).replicates == 1


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_file_gets_exactly_its_sentences(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    expected = [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]
    told = sentences(path)
    assert expected, "an invalid file begins with the sentences that it expects"
    for text in expected:
        assert sum(text in sentence for sentence in told) == 1, "\n".join([text, "told:", *told])
    assert len(told) == len(expected), "\n".join(told)
    assert all(".toml" in sentence for sentence in told)
    in_japanese = sentences(path, "ja")
    assert len(in_japanese) == len(told)
    assert not set(in_japanese) & set(told)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_shipped_scenario_is_sound(name: str) -> None:
    assert load_scenario(name).digest


def test_a_shipped_name_is_not_taken_by_what_lies_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "first_look").write_text("name = 'another'", "utf-8")
    assert load_scenario("first_look").name == "first_look"
    with pytest.raises(Mistake, match=r"^\./first_look|^first_look: market"):
        load_scenario("./first_look")


NOT_TEXT = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\r\n", "is empty"),
    "mark_only": (codecs.BOM_UTF8, "is empty"),
    "binary": (bytes(range(256)), "is not text in UTF-8, UTF-16 or CP932 (line 2, byte 128)"),
    "zeros": (b'name = "x"\n\0\0', "is not text in UTF-8, UTF-16 or CP932 (line 2, byte 11)"),
    "latin": ('name = "caf\xe9"\n'.encode("latin-1"), "(line 1, byte 11)"),
    "too_large": (b"#" * (MAX_BYTES + 1), "no scenario is that long"),
    "too_deep": (b"a = " + b"[" * 20_000, "no scenario is that deep"),
    "too_deep_by_dots": (b"a" + b".a" * 20_000 + b" = 1", "no scenario is that deep"),
}


@pytest.mark.parametrize("name", NOT_TEXT)
def test_file_that_cannot_be_read_gets_one_sentence(name: str, tmp_path: Path) -> None:
    content, expected = NOT_TEXT[name]
    path = tmp_path / f"{name}.toml"
    path.write_bytes(content)
    (told,) = sentences(path)
    assert expected in told
    assert str(path) in told


def test_byte_order_mark_and_windows_lines_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    plain = tmp_path / "plain.toml"
    plain.write_text(SHORTEST, "utf-8")
    for ends in ("\r\n", "\r"):  # of Windows, and of old Macintoshes
        path.write_bytes(codecs.BOM_UTF8 + SHORTEST.replace("\n", ends).encode())
        assert load_scenario(path).digest == load_scenario(plain).digest
    path.write_bytes(b'name = "x"\rstart = 2027-13-45\r')
    assert "line 2, is not sound TOML" in sentences(path)[0]


@pytest.mark.parametrize(
    ("headers", "line", "name"),
    [
        (("[arms]", "[[arms]]"), 1, "arms"), (("[[arms]]", "[arms]"), 3, "arms"),
        (("[arms]", "[arms]"), 1, "arms"),
        (("[ rivals ] # theirs", "[[rivals]]"), 1, "rivals"),
        (("[[arms]]", "[arms.strategies]", "[[ arms . strategies ]]"), 3, "arms.strategies"),
        (('question = """\n[arms]\n"""', "[[arms]]", "[arms]"), 7, "arms"),
    ],
)
def test_a_list_in_one_bracket_is_told_where_it_stands(
    headers: tuple[str, ...], line: int, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "one.toml"
    path.write_text("".join(f'{one}\nname = "A"\n' for one in headers), "utf-8")
    (told,) = sentences(path)
    assert told.startswith(f'"{path}", line {line}: {name} is a list: write [[{name}]], in two brackets, ')
    assert "[[" in sentences(path, "ja")[0]


@pytest.mark.parametrize("marks", ['"""', "'''"])
def test_a_header_within_a_text_without_end_is_none(marks: str, tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text(f"{SHORTEST}\nlook_at = {marks}\n[arms]", "utf-8")
    (told,) = sentences(path)
    assert "is not sound TOML: Expected" in told or "is not sound TOML: Unterminated" in told
    assert "two brackets" not in told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp932", "utf-8-sig"])
def test_other_encodings_are_read_as_in_edge_lists(encoding: str, tmp_path: Path) -> None:
    path, plain = tmp_path / "other.toml", tmp_path / "plain.toml"
    text = SHORTEST.replace('"x"', '"春の発売"')
    assert text != SHORTEST
    path.write_bytes(text.encode(encoding))
    plain.write_text(text, "utf-8")
    assert load_scenario(path).name == "春の発売"
    assert load_scenario(path).digest == load_scenario(plain).digest


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("start = 2027-13-05", "Write dates like 2027-04-05"),
        ("start = 2027/04/05", "Write dates like 2027-04-05"),
        ("start = 5.4.2027", "Mend that line"),
        ("unit_cost = .4", "like 0.4 or 5.0"),
        ("unit_cost = 5.", "like 0.4 or 5.0"),
        ("unit_cost = 3,000", "like 3000"),
        ("unit_cost = 3.000.000", "without marks between thousands, like 3000"),
        ("unit_cost = 0,5", "like 0.5"),
        ("social_media = 70%", "10 % as 0.1"),
        ("currency = “JPY”", "must be straight"),
        ("currency = 「JPY」", "must be straight"),
        ("unit_cost ＝ 400", "at half width"),  # noqa: RUF001
        ("unit_cost = ４００", "at half width"),  # noqa: RUF001
        ("currency = JPY", "Put text in quotation marks"),
        ('currency = "JPY', "add the missing one"),
        ('currency = JPY"', "add the missing one"),
        ("unit_cost: 400", "with an equals sign"),
        ("unit_cost =", "Write a value"),
        ("rescale = True", "Write true or false"),
        ("unit_cost = 4 0 0", "Mend that line"),
        ('currency = "“.5：" x', "Mend that line"),  # noqa: RUF001 - what is quoted is no matter
    ],
)
def test_commonest_slips_get_a_hint(line: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "slip.toml"
    path.write_text(SHORTEST.rstrip() + f"\n{line}\nweeks = 5\n", "utf-8")
    number = len(SHORTEST.rstrip().splitlines()) + 1
    (told,) = sentences(path)
    assert f"line {number}, is not sound TOML" in told
    assert told.endswith(f" The line: {line}.")
    assert hint in told
    assert line in sentences(path, "ja")[0]


@pytest.mark.parametrize(
    "above",
    [
        "# DIGITS", 'question = "DIGITS"', "question = 'DIGITS'", 'question = """\nDIGITS\n"""',
        "question = '''\n\"DIGITS\n'''", 'question = "\\"DIGITS" # "DIGITS',
        "[behaviour]\nquality = 0.DIGITS", "[behaviour]\nquality = DIGITS.5",
    ],
)  # fmt: skip
def test_the_long_number_is_told_and_no_other_long_thing(above: str, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    above = f'name = "x"\n{above.replace("DIGITS", "1" * 6000)}\n[market]\ncategory_price = 3000\n'
    path.write_text(f"{above}price = {'1' * 5000}\n", "utf-8")
    (told,) = sentences(path)
    assert f"line {len(above.splitlines()) + 1}: a number has 5000 digits" in told


@pytest.mark.parametrize("typed", ["3.0", "3.00", "3.0000", "0.000", "2500.000", "3.000e0", "3000", "0.10"])
def test_what_is_one_number_is_taken(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text(f'{SHORTEST.rstrip()}\ncurrency = "USD"\nunit_cost = {typed}\n', "utf-8")
    assert load_scenario(path).market.unit_cost == float(typed)


@pytest.mark.parametrize(
    ("typed", "less", "more"),
    [("3.000", "3", "3000"), ("+30.000", "30", "30000"), ("300.000", "300", "300000"),
     ("1.500", "1.5", "1500"), ("12.340", "12.34", "12340")],
)  # fmt: skip
def test_what_may_be_two_numbers_is_refused(typed: str, less: str, more: str, tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text(f'{SHORTEST.rstrip()}\ncurrency = "USD"\nunit_cost = {typed}\n', "utf-8")
    (told,) = sentences(path)
    said = f"unit_cost = {typed} is {less} to some and {more} to others. Write {less} or {more}, whichever"
    assert said in told


@pytest.mark.parametrize(
    ("place", "typed"),
    [("behaviour.quality", "1.000"), ("behaviour.utility_base", "-3.100"), ("behaviour.talk_scale", "1.500"),
     ("arms.Seeding.budget", "1.234")],
)  # fmt: skip
def test_where_only_one_number_is_allowed_that_is_meant(place: str, typed: str) -> None:
    dinars = {"market.currency": "KWD"}  # which have three decimals
    taken = load_scenario("first_look", set={place: parse_value(typed), **dinars})
    plain = load_scenario("first_look", set={place: float(typed), **dinars})
    assert taken == plain
    assert taken.digest == plain.digest


def test_where_none_is_allowed_it_is_told_as_it_was_typed() -> None:
    for place, typed, said in (
        ("market.weeks", "52.000", "market.weeks = 52.000 is not a whole number"),
        ("behaviour.quality", "3.000", "behaviour.quality = 3.000 is outside of what is allowed"),
        ("market.currency", "3.000", "market.currency = 3.000 is not text"),
        ("start", "3.000", "start = 3.000 is not a date"),
    ):
        with pytest.raises(Mistake, match=said):
            load_scenario("first_look", set={place: parse_value(typed)})


ANYTHING = '''"""Takes anything."""
from typing import Any
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
class Anything(Strategy):
    """Take anything."""
    kind = "anything"
    intensity = ("what",)
    what: Any = parameter(0, unit="-", description="Whatever", source="assumption")
    def act(self, plan, week, market, levers, ledger):
        levers.talk(sum(self.what))
'''


def test_what_takes_anything_takes_plain_numbers(tmp_path: Path) -> None:
    file, path = tmp_path / "anything.py", tmp_path / "one.toml"
    file.write_text(ANYTHING, "utf-8")
    arm = '[[arms]]\nname = "A"\n[[arms.strategies]]\nkind = "anything"\nwhat = '
    path.write_text(f"{SHORTEST.rstrip()}\n{arm}3.000\n", "utf-8")
    with pytest.raises(Mistake, match=r"what = 3\.000 is 3 to some and 3000 to others"):
        load_scenario(path, strategy_files=[file])
    path.write_text(f"{SHORTEST.rstrip()}\n{arm}[3.000, 0.5]\n", "utf-8")
    one = load_scenario(path, consumers=50, weeks=2, strategy_files=[file])
    assert simulate(pickle.loads(pickle.dumps(one))).replicates == 1  # noqa: S301 - our own
    assert one.resolved()["arms"][0]["strategies"][0]["what"] == [3, 0.5]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("frist_look", 'Did you mean "first_look"?'),
        ("nowhere.toml", "There is no file and no shipped scenario"),
        ("", 'no shipped scenario ""'),
        ("x" * 5000, "There is no file and no shipped scenario"),
        ("a\0b", "There is no file and no shipped scenario"),
        (".", '"." is a folder'),
        (os.devnull, "is a pipe or a device, not a file"),
    ],
)
def test_scenario_that_is_nowhere(name: str, expected: str) -> None:
    (told,) = sentences(name)
    assert expected in told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (told,) = sentences(tmp_path / "pipe.toml")
    assert "is a pipe or a device, not a file" in told


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything may be read")
def test_file_that_may_not_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "locked.toml"
    path.write_text(SHORTEST, "utf-8")
    path.chmod(0)
    (told,) = sentences(path)
    assert "cannot be read" in told


def test_chain_of_extends_has_an_end(tmp_path: Path) -> None:
    last = MAX_EXTENDS + 2
    (tmp_path / f"{last}.toml").write_text(SHORTEST, "utf-8")
    for k in range(last):
        (tmp_path / f"{k}.toml").write_text(f'extends = "{k + 1}.toml"\n', "utf-8")
    (told,) = sentences(tmp_path / "0.toml")
    assert f"no chain may be longer than {MAX_EXTENDS}" in told
    assert load_scenario(tmp_path / "5.toml").name == "x"


def test_mistake_names_the_file_that_holds_it(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "base.toml").write_text(SHORTEST + "weeks = 0\n", "utf-8")
    path = tmp_path / "above.toml"
    path.write_text('extends = "below/base.toml"\n[market]\nconsumers = 1\n', "utf-8")
    above, below = sorted(sentences(path))
    assert above.startswith(f"{path}: market.consumers = 1")
    assert below.startswith(f"{tmp_path / 'below' / 'base.toml'}: market.weeks = 0")


def test_network_is_looked_for_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, here = tmp_path / "base", tmp_path / "here"
    base.mkdir()
    here.mkdir()
    (base / "net.csv").write_text("a,b\nb,c\n", "utf-8")
    (base / "base.toml").write_text(SHORTEST + '[graph]\nfile = "net.csv"\n', "utf-8")
    (here / "above.toml").write_text('extends = "../base/base.toml"\n', "utf-8")
    (here / "other.csv").write_text("a,b\nb,c\nc,d\n", "utf-8")
    monkeypatch.chdir(here)
    assert load_scenario("above.toml").market.consumers == 3
    assert load_scenario("../base/base.toml", graph="other.csv").market.consumers == 4
    for typed in ("other.csv", Path("other.csv")):
        assert load_scenario("above.toml", set={"graph.file": typed}).market.consumers == 4
    with pytest.raises(Mistake) as caught:
        load_scenario("../base/base.toml", graph="net.csv")
    assert caught.value.sentences()[0].startswith('graph: graph.file: There is no file "net.csv"')


def test_a_text_that_never_closes_is_looked_through_once(tmp_path: Path) -> None:
    """Begun again at each of its quotation marks, it would take minutes."""
    path = tmp_path / "open.toml"
    path.write_text("name = x\ny = \"" + '\\"' * 200_000, "utf-8")
    with pytest.raises(Mistake, match=r"line 1"):
        load_scenario(path)
