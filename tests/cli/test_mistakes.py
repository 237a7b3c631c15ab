"""Whatever is mistyped on the command line gets a sentence, exit code 2, and nothing on stdout."""

from pathlib import Path

import pytest
from command import TINY, said

from simulator.texts import catalogue

NETWORK = "tests/scenarios/valid/network.csv"
ROOT = Path(__file__).parents[2]

MISTAKES = {
    "nothing to begin": (["new"], "Say what to begin (scenario, strategy) and what it is called"),
    "a beginning of nothing": (["new", "plan", "my_plan"], "Say what to begin (scenario, strategy)"),
    "a beginning without a name": (["new", "scenario"], "Say what to begin (scenario, strategy)"),
    "a scenario elsewhere": (["new", "scenario", "../x"], 'A scenario cannot be called "../x"'),
    "a strategy of capitals": (["new", "strategy", "Talk"], 'A strategy cannot be called "Talk"'),
    "a scenario that is shipped": (["new", "scenario", "first_look"], '"first_look" is the name of one that'),
    "a strategy that is shipped": (["new", "strategy", "seeding"], '"seeding" is the name of one that'),
    "a strategy that there is not": (
        ["strategies", "seedin"], 'There is no strategy "seedin". Did you mean "seeding"?'
    ),
    "an arm that there is not": (["run", "first_look", "--arm", "Sowing"], 'There is no arm "Sowing".'),
    "unknown command": (["comapre"], 'There is no command "comapre". Did you mean "compare"?'),
    "an option at full width": (
        ["compare", "first_look", "--weeks", "\uff11\uff12"], "Write --weeks 12, at half width."
    ),
    "a fraction at full width": (
        ["compare", "first_look", "--weeks", "\uff11\uff0e\uff12"], "is not a whole number. Write digits only"
    ),
    "no full width": (["compare", "first_look", "--replicates", "10\u00b2"], "is not a whole number"),
    "an option of thousands of digits": (
        ["check", "first_look", "--consumers", "9" * 5000], "consumers = 1e4999 is outside of what is allowed"
    ),
    "a seed of thousands of digits": (
        ["compare", "first_look", "--seed", f"-{'9' * 5000}"], "--seed -1e4999 is not allowed: from 0"
    ),
    "a value at full width": (
        ["check", "first_look", "--set", "market.price=\uff11\uff12"],
        "is written at full width. Write it at half width and without quotes: 12.",
    ),
    "a value of thousands of digits": (
        ["check", "first_look", "--set", f"market.price={'9' * 5000}"],
        "--set market.price: there is a number with 5000 digits.",
    ),
    "a value beyond all numbers": (
        ["check", "first_look", "--set", "market.price=1e400"], "market.price = 1e400 is outside of what"
    ),
    "a value that may be two numbers": (
        ["check", "first_look", "--set", "market.price=3.000"],
        "--set: market.price = 3.000 is 3 to some and 3000 to others. Write 3 or 3000",
    ),
    "a value twice": (
        ["check", "first_look", "--set", "market.price=1", "--set", "market.price=2500"],
        "--set market.price: --set gives market.price already. Keep one",
    ),
    "a value twice, by number and by name": (
        ["check", "first_look", "--set", "arms.2.budget=1", "--set", "arms.Seeding.budget=2"],
        "--set arms.Seeding.budget: --set gives arms.Seeding.budget already. Keep one",
    ),
    "a value, and the table around it": (
        ["check", "first_look", "--set", "market.initial.new=0.1", "--set", "market.initial=launch"],
        "--set market.initial would take the place of market.initial.new, which --set gives. Keep one",
    ),
    "weeks twice": (
        ["compare", "first_look", "--weeks", "3", "--set", "market.weeks=2"],
        "--set market.weeks: --weeks gives market.weeks already. Keep one",
    ),
    "consumers twice": (
        ["check", "first_look", "--set", "market.consumers=20", "--consumers", "30"],
        "--set market.consumers: --consumers gives market.consumers already. Keep one",
    ),
    "a network twice": (
        ["check", "first_look", "--graph", NETWORK, "--set", f"graph.file={NETWORK}"],
        "--set graph.file: --graph gives graph.file already. Keep one",
    ),
    "an option twice": (
        ["compare", "first_look", "--weeks", "3", "--weeks", "4"], "--weeks is given twice. Keep one of them."
    ),
    "a network by two options": (
        ["compare", "first_look", "--graph", NETWORK, "--graph", NETWORK], "--graph is given twice."
    ),
    "unknown option before a command": (["--jsn"], '"--jsn" is not understood'),
    "no scenario": (["compare"], "kuchikomi compare needs a scenario"),
    "no scenario to check": (["check"], "kuchikomi check needs a scenario"),
    "unknown scenario": (["compare", "first_lok"], 'Did you mean "first_look"?'),
    "a second scenario": (["compare", "first_look", "extra"], '"extra" is not understood'),
    "unknown option": (["compare", "first_look", "--replicate", "3"], 'Did you mean "--replicates"?'),
    "shortened option": (["compare", "first_look", "--rep", "3"], '"--rep" is not understood'),
    "option without value": (["compare", "first_look", "--seed"], "--seed is not written like that"),
    "switch with a value": (["compare", "first_look", "--json=1"], "--json is not written like that"),
    "option of another command": (["check", "first_look", "--seed", "3"], '"--seed" is not understood'),
    "text for a number": (["compare", "x", "--replicates", "many"], '--replicates "many" is not a whole'),
    "fraction": (["compare", "x", "--consumers", "10.5"], '--consumers "10.5" is not a whole number'),
    "number without end": (["compare", "x", "--seed", "9" * 5000], "--seed 1e4999 is not allowed: from 0"),
    "no replicates": (["compare", "first_look", "--replicates", "0"], "--replicates 0 is not allowed"),
    "negative": (["compare", "first_look", "--replicates", "-1"], "--replicates -1 is not allowed"),
    "too many": (["compare", "first_look", "--replicates", "9" * 30], "from 1 to 100000"),
    "negative seed": (["compare", "first_look", "--seed", "-1"], "--seed -1 is not allowed"),
    "no workers": (["compare", "first_look", "--workers", "0"], "--workers 0 is not allowed"),
    "no weeks": (["compare", "first_look", "--weeks", "0"], "--weeks: market.weeks = 0 is outside"),
    "too few consumers": (["compare", "first_look", "--consumers", "1"], "market.consumers = 1 is"),
    "graph too small": (["compare", "first_look", "--consumers", "6"], "needs at least 11 consumers"),
    "more than memory": (
        ["check", "first_look", "--consumers", "100000000", "--set", 'graph={kind="complete"}',
         "--set", "rivals=[{name='a',price=1},{name='b',price=1},{name='c',price=1}]"],
        "GB of memory",
    ),
    "people twice": (
        ["compare", "first_look", "--consumers", "30", "--graph", NETWORK], "cannot go together"
    ),
    "people twice by --set": (
        ["check", "first_look", "--set", "market.consumers=30", "--graph", NETWORK],
        "--set: market.consumers = 30 and a network file cannot go together",
    ),
    "no network": (["check", "first_look", "--graph", "no.csv"], '--graph: graph.file: There is no file'),
    "network is a folder": (["check", "first_look", "--graph", "tests"], '"tests" is a folder.'),
    "network is a scenario": (
        ["check", "first_look", "--graph", "pyproject.toml"], "is not a kind of file"
    ),
    "arm's name in two lines": (
        ["check", "first_look", "--set", 'arms=[{name="A\\nB"}]'], 'name = "A\\nB" holds characters',
    ),
    "date that is none": (
        ["check", "first_look", "--set", "start=2027-13-05"], "Write it like 2027-04-05",
    ),
    "date too early": (
        ["check", "first_look", "--set", "start=1800-01-05"], "to 2200-12-31. Give another date.",
    ),
    "path in quotes": (
        ["check", "first_look", "--set", "arms.'Open support'.'budget'=x"],
        "--set: arms.'Open support'.budget = \"x\" is not a number",
    ),
    "too many communities": (
        ["compare", "first_look", "--consumers", "500",
         "--set", 'graph={kind="communities",communities=400}'],
        "--set: graph: A graph of kind \"communities\" with communities = 400 needs",
    ),
    "groups too small": (
        ["check", "first_look", "--consumers", "500",
         "--set", 'graph={kind="communities",homophily=0.99,mean_degree=60}'],
        "--set: graph: Group 1 has 25 people, too few for the 742 ties",
    ),
    "segments too small": (
        ["check", "first_look", "--consumers", "500",
         "--set", 'graph={kind="communities",homophily=0.99,mean_degree=60}',
         "--set", 'segments=[{name="few",share=0.05},{name="many",share=0.95}]'],
        "--set: graph: Group 1 has",
    ),
    "--set without value": (["check", "first_look", "--set", "market.price"], "Write path=value"),
    "--set without path": (["check", "first_look", "--set", "=3"], '--set "=3" has no path. Write'),
    "--set of an unknown key": (["check", "first_look", "--set", "market.pric=3"], 'Did you mean "price"'),
    "--set of text": (["check", "first_look", "--set", "market.price=3,000"], '"3,000" is not a number'),
    "--set of nothing": (["check", "first_look", "--set", "market.price="], '"" is not a number'),
    "--set below a number": (["check", "first_look", "--set", "market.price.x=3"], "is not a place"),
    "--set of an unknown arm": (
        ["check", "first_look", "--set", "arms.Sowing.budget=3"], 'there is no "Sowing" in arms'
    ),
    "--set of an arm nearly right": (
        ["check", "first_look", "--set", "arms.Seding.budget=3"],
        'no "Seding" in arms. Did you mean "Seeding"?',
    ),
    "--set of a number for a table": (
        ["check", "first_look", "--set", "market=3"],
        "--set: market = 3 is not a table. Give its fields one by one: market.FIELD = VALUE.",
    ),
    "--set of a number for a list": (
        ["check", "first_look", "--set", "arms=3"],
        "--set: arms = 3 is not a list. Give it in square brackets, arms = [...]",
    ),
    "--set in a list that is not there": (
        ["check", "first_look", "--set", "segments.a.share=1"],
        "{a = {share = 1}} is not a list. Give it in square brackets: segments = [...].\n",
    ),
    "--set in an empty list": (
        ["check", "first_look", "--set", "segments=[]", "--set", "segments.a.share=1"],
        "there is nothing in segments yet. Give it whole: segments = [...].",
    ),
    "--set of what only a file can have": (
        ["check", "first_look", "--set", "extends=base.toml"],
        "--set: extends: there is no such key. Allowed: name, question,",
    ),
    "--set of a key without its table": (
        ["check", "first_look", "--set", "price=2500"],
        'price: there is no such key. Did you mean "market.price"?',
    ),
    "--set of a misspelt behaviour": (
        ["check", "first_look", "--set", "behaviour.failur=0.1"],
        'Did you mean "failure"? Allowed are, among others: failure, failure_severity,',
    ),
    "--set in an arm, told by its name": (
        ["check", "donation_100m_yen", "--set", "arms.2.strategies.0.scepticism=2"],
        "arms.'Announced, paid late'.strategies.donation.scepticism = 2 is outside",
    ),
    "--set below an odd name": (
        ["check", "first_look", "--set", "arms=[{name=[1]}]", "--set", "arms.a.b.c=1"],
        'there is no "a" in arms',
    ),
    "--set too deep": (["check", "first_look", "--set", f"name={'[' * 40}{']' * 40}"], "tables within"),
    "unknown strategy file": (["check", "first_look", "--strategies", "no.py"], "no strategy file"),
    "strategy file is a folder": (["strategies", "--strategies", "tests"], "no strategy file"),
    "strategy file is no Python": (["strategies", "--strategies", "README.md"], "not a Python file"),
    "unknown language": (["compare", "first_look", "--lang", "fr"], "Allowed: en, ja."),
    "show without a file": (["show"], "No file is given. Write kuchikomi show FILE.nc"),
    "show of what is not there": (["show", "no.nc"], 'There is no file "no.nc".'),
    "no language": (["compare", "first_look", "--lang"], "Allowed: en, ja."),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_gets_a_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, expected = MISTAKES[name]
    code, out, err = said(capsys, *arguments)
    assert code == 2
    assert expected in err
    assert out == ""
    assert "Traceback" not in err
    if "--lang" not in arguments:
        code, out, japanese = said(capsys, "--lang", "ja", *arguments)
        assert code == 2
        assert out == ""
        assert japanese.count("\n") == err.count("\n")
        assert japanese != err


def test_all_mistakes_of_a_call_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--set", "market.pric=1", "--set", "arms.9.x=1", "--weeks", "0", "--graph", "no.csv"]
    code, _, err = said(capsys, "check", "first_look", *arguments)
    assert code == 2
    assert len(err.splitlines()) == 4


STRATEGY_FILES = {
    "syntax": ("def broken(:\n", "breaks when it is read"),
    "raises": ("1 / 0\n", "breaks when it is read"),
    "binary": ("\0\1\2", "breaks when it is read"),
    "empty": ("", "defines no strategy"),
    "leaves": ("import sys\nsys.exit(3)\n", "breaks when it is read: SystemExit: 3"),
    "taken": (
        "from simulator.strategies.base import Strategy\n"
        "class Mine(Strategy):\n"
        "    'Sow.'\n"
        "    kind = 'seeding'\n"
        "    def act(self, plan, week, market, levers, ledger): pass\n",
        'a strategy "seeding" exists already',
    ),
    "unfinished": (
        "from simulator.strategies.base import Strategy\n"
        "class Mine(Strategy):\n    'Idle.'\n    kind = 'idle'\n",
        "defines no strategy",
    ),
}


@pytest.mark.parametrize("name", STRATEGY_FILES)
def test_strategy_file_that_cannot_be_used(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, expected = STRATEGY_FILES[name]
    path = tmp_path / f"{name}.py"
    path.write_text(content, "utf-8")
    code, out, err = said(capsys, "compare", "first_look", *TINY, "--strategies", str(path))
    assert code == 2, err
    assert expected in err
    assert str(path) in err
    assert out == ""


def test_own_validation_of_a_strategy_is_passed_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "even.py"
    path.write_text(
        "from pydantic import field_validator\n"
        "from simulator.parameters import parameter\n"
        "from simulator.strategies.base import Strategy\n"
        "class Even(Strategy):\n"
        "    'Do something every other week.'\n"
        "    kind = 'even'\n"
        "    intensity = ('step',)\n"
        "    step: int = parameter(2, unit='weeks', description='Step', source='assumption')\n"
        "    @field_validator('step')\n"
        "    def even(cls, step):\n"
        "        if step % 2:\n"
        "            raise ValueError('only even steps')\n"
        "        return step\n"
        "    def act(self, plan, week, market, levers, ledger): pass\n",
        "utf-8",
    )
    arm = "arms=[{name='A', strategies=[{kind='even', step=%d}]}]"
    arguments = ["check", "first_look", "--strategies", str(path), "--set"]
    assert said(capsys, *arguments, arm % 4).code == 0
    code, _, err = said(capsys, *arguments, arm % 3)
    assert code == 2
    assert "arms.A.strategies.even.step = 3 cannot be used" in err
    assert "only even steps" in err


@pytest.mark.parametrize("place", ["act", "plan"])
def test_strategy_that_wants_to_leave_gets_a_sentence(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "leaving.py"
    path.write_text(
        "import sys\n"
        "from simulator.parameters import parameter\n"
        "from simulator.strategies.base import Strategy\n"
        "class Leaving(Strategy):\n"
        "    'Leave.'\n"
        "    kind = 'leaving'\n"
        "    intensity = ('much',)\n"
        "    much: int = parameter(1, unit='-', description='How much', source='assumption')\n"
        "    def act(self, plan, week, market, levers, ledger): pass\n"
        f"    def {place}(self, *arguments): sys.exit(3)\n",
        "utf-8",
    )
    arm = ["--set", "arms=[{name='A', strategies=[{kind='leaving'}]}]"]
    few = ["--consumers", "60", "--weeks", "5", "--replicates", "1"]
    code, out, err = said(capsys, "compare", "first_look", *few, "--strategies", str(path), *arm)
    assert (code, out) == (2, "")
    assert "leaving, week = 0: the strategy broke at leaving.py, line 10: SystemExit: 3." in err


def test_bug_is_not_shown_as_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("simulator.commands.loading.load_typed", broken)
    code, out, err = said(capsys, "check", "first_look")
    assert code == 1
    assert out == ""
    expected = catalogue("en").say("cli.internal", what="RuntimeError: a bug")
    assert err.strip() == expected
    monkeypatch.setenv("KUCHIKOMI_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="a bug"):
        said(capsys, "check", "first_look")
