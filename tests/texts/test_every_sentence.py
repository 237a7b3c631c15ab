"""Every other sentence of the catalogues is one that somebody can really get, in each language."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from seeing_own_data import see_own_data
from seeing_science import see_the_science
from seeing_the_app import see_the_app
from support import Row, arm, lively, scenario, table

from simulator import compare, load_scenario, summary
from simulator.commands import carry_out
from simulator.errors import Mistake
from simulator.explanation import claims, explained
from simulator.graph.social_graph import SocialGraph
from simulator.in_words import in_words
from simulator.interruption import Interruption
from simulator.metrics import measure
from simulator.sections.reasons import assumptions
from simulator.strategies.registry import strategies
from simulator.strategies.seeding import Seeding
from simulator.texts import LANGUAGES, catalogue

TESTS = Path(__file__).parents[1]
ELSEWHERE = {"cli.unwritable"}  # said in English, where another language cannot be written: tests/cli
WORDS = ("mistake.", "unit.")  # counted in test_every_mistake.py and test_catalogues.py

OWN_NETWORK = """
name = "own"
market = {consumers = 9, price = 10, category_price = 10}
graph = {file = "ties.csv"}
"""
COLUMNS = """
name = "columns"
market = {price = 10, category_price = 10}
arms = [{name = "A"}]

[graph]
file = "told.csv"
source = "name"
target = "friend"
weight = "group"
strong = "strong"
online = "online"
header = true
directed = false
"""
HUBS = Seeding(seeds=9, rule="degree")
QUICK = ("--consumers", "60", "--weeks", "5", "--replicates", "3")
SEEDS = {"kind": "seeding", "seeds": 5, "cost_per_seed": 10}
DOUBTFUL = """
    low: float = parameter(1.0, unit="-", minimum=0, description="a", source="assumption")
    high: float = parameter(1.0, unit="-", maximum=1, description="b", source="assumption")
    wide: float = parameter(1.0, unit="-", description="c", source="assumption")

    def doubts(self, foreseen):
        from simulator.strategies.base import OWN_SENTENCE, Doubt
        yield Doubt(OWN_SENTENCE, "talk_gain", what="More than anybody talks.")
"""
DENSE = "".join(f"{j},{k}\n" for j in range(80) for k in range(j))
MEDIA = {"kind": "paid_media", "spend_per_week": 2000, "weeks": 4, "effect_per_contact": 0.1}
SUPPORT = {"kind": "open_support", "agents": 1.0}
CUT = {"kind": "price_cut", "depth": 0.2, "weeks": 12}
EDGES = """Source,Target,Type,Weight,Since
a,b,Directed,2,1
b,a,Directed,3,1
b,c,Directed,2,1
c,c,Directed,1,1
"""
WHAT_WAS_TOLD = "name,friend,group,strong,online\na,b,1,yes,no\nb,a,1,yes,no\nc,a,1,no,no\na,c,1,no,no\n"
"""Every tie stands there twice."""

FILES = {
    "ties.csv": EDGES.encode(), "told.csv": WHAT_WAS_TOLD.encode(), "headless.csv": b"# by hand\na,b\nb,c\n",
    "names.csv": "源,先\n太郎,花子\n花子,次郎\n".encode("cp932"),
    "tie.csv": b"source,target\na,b\nc,c\na,b\n", "alone.csv": b"source,target\na,a\nb,b\n",
    "alone.graphml": b"<graphml><graph><node id='a'/><node id='b'/></graph></graphml>",
    "heavy.csv": b"source,target,weight\na,b,90\nb,c,100\n", "bought.csv": b"who,what\na,x\nb,y\nc,x\n",
    "never.csv": b"source,target,odds\na,b,1\nb,c,0\n",
    "mixed.csv": b"source,target,type\na,b,directed\nb,c,undirected\n",
    "dense.csv": DENSE.encode(), "longer.txt": b"a b\nc d\ne f g\n",
    "holes.csv": b"a,b\nc,\n", "more_holes.csv": b"a,b\nc,\nd,\n",
}  # fmt: skip


class Read(dict[str, str]):
    """The sentences of a catalogue, and which of them were read."""

    def __init__(self, sentences: dict[str, str]) -> None:
        super().__init__(sentences)
        self.keys_read: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.keys_read.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.keys_read.add(key)
        return super().get(key, default)


class AfterSome(Interruption):
    """Somebody stops a comparison once so many runs are done."""

    def __init__(self, runs: int) -> None:
        super().__init__()
        self.runs, self.stopped = runs, False

    def watching(self, arms: int, tell: Any) -> Any:
        def follow(done: int, total: int, left: float | None) -> None:
            self.stopped = self.stopped or done >= self.runs

        return follow

    def is_set(self) -> bool:
        return self.stopped


def markets() -> Iterator[Row]:
    """Scenarios that differ in what is said of them when they are explained, checked and compared."""
    launch = {"consumers": 150, "weeks": 12, "initial": "launch", "followers": 0}
    known = {**launch, "initial": {"potential": 0.0, "prospect": 1.0}, "unit_cost": 0}
    yield lively(arm("One", SEEDS), arm("Ads", MEDIA), market=launch, look_at="what comes of it")
    for metric, target in (("penetration", 0.9), ("reach", 0)):
        yield lively(arm("One", SEEDS), market=known, goal={"metric": metric, "target": target})
    nobody_buys = {"organic_discovery": 0.0, "talk_scale": 0.0}
    yield lively(market=launch, behaviour=nobody_buys, goal={"metric": "nps", "target": 0})
    for medium in ("search", "banner"):
        paid = {**MEDIA, "medium": medium, "spend_per_week": 9e5}
        yield lively(arm("Ads", paid, budget=2e6), market=launch)
    yield lively(arm("Open", SUPPORT), arm("Price", CUT), arm("Gift", {"kind": "donation", "amount": 9.0}))
    cut, deep = (arm("Cut", {**CUT, "depth": depth}) for depth in (0.2, 0.6))
    rare = lively(market=known, behaviour={"utility_base": -3.0})
    for arms in ([arm("Nothing"), cut], [cut, arm("Nothing")]):
        yield {**rare, "arms": arms}
    yield lively(deep, market=known)
    yield lively(arm("Few", SEEDS, budget=1e6), market={"weeks": 1})
    yield {**lively(market=launch), "arms": [arm("Gift", SEEDS, budget=900), arm("Nothing"), arm("Again")]}
    yield {**lively(), "arms": [arm("Nothing", budget=9), arm("Gift", SEEDS), arm("Best", SUPPORT, SEEDS)]}
    yield {**lively(), "arms": [arm("Gift", SEEDS), *(arm(f"Gift of {k}", SEEDS) for k in range(9))]}
    yield lively(market={"price": 90, "unit_cost": 95, "followers": 90, "social_media": 0.2})
    yield table(  # all of it
        arm("Nothing", budget=5), arm("None", SEEDS, budget=0), arm("Late", {**MEDIA, "start_week": 15}),
        arm("Little", {**SEEDS, "cost_per_seed": 9e3}, budget=5),
        arm("Some", {**SEEDS, "seeds": 9, "cost_per_seed": 9}, budget=50),
        arm("Few", SEEDS, budget=1e6), arm("At the end", {**SEEDS, "start_week": 15}),
        arm("Much", {**SEEDS, "seeds": 9999}, budget=1e9),
        arm("Cut", {**CUT, "audience": "followers", "depth": 0.0004}),
        arm("Idle", {**CUT, "weeks": 20}, budget=1e6), arm("Public", {**SUPPORT, "agents": 0.0}),
        market={"price": 90, "unit_cost": 95, "social_media": 0.0, "followers": 9, "people_per_consumer": 3},
        behaviour={"agents": 0, "quality": 0.99, "failure": 0.6}, rivals=[{"name": "Old", "price": 5.0}],
        segments=[{"name": "few", "share": 0.4}, {"name": "many", "share": 0.6}],
    )  # fmt: skip
    mail = {**SUPPORT, "kind": "closed_support"}
    goal = {"metric": "revenue", "target": 1e6}
    yield table(arm("Mail", mail), market={"initial": "launch", "followers": 50}, goal=goal)


class Asking:
    """Somebody who types commands in a folder, in a language."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language, self.folder = language, folder

    def __call__(self, *arguments: str, interruption: Interruption | None = None) -> None:
        lang = ["--lang", self.language] if arguments else []
        with suppress(SystemExit):  # of --help
            carry_out([*arguments, *lang], interruption)

    def read(self, name: str) -> str:
        """Read a file that a command has written."""
        return (self.folder / name).read_text("utf-8")

    def file(self, name: str, content: bytes | str) -> str:
        """Write a file beside."""
        raw = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(raw)
        return name


def ask_for_lists(ask: Asking) -> None:
    """What needs no scenario, and files that are begun."""
    for line in (
        "", "--help", "compare --help", "scenarios", "measures", "strategies", "strategies seeding",
        "strategies seedings", "strategies open_support", "new scenario mine", "new strategy my_own",
    ):  # fmt: skip
        ask(*line.split())
    plain = ask.read("my_own.py").replace("minimum=0, maximum=10, sourced=(0, 1)", "minimum=0")
    ask("strategies", "my_own", "--strategies", ask.file("plain.py", plain.replace("0.5, unit", "unit")))
    ask.file("doubtful.py", ask.read("my_own.py") + DOUBTFUL)
    for values in ({}, {"low": -1.0, "high": 2.0, "wide": "x"}):
        own = ask.file("with_own.toml", tomli_w.dumps(table(arm("Own", {"kind": "my_own", **values}))))
        ask("explain", own, "--strategies", "doubtful.py")
    own = ask.file("own_report.toml", tomli_w.dumps(table(arm("Own", {"kind": "my_own"}))))
    ask("compare", own, "--strategies", "my_own.py", "--replicates", "2", "--report", "own.html")


def ask_about_networks(ask: Asking) -> None:
    """What is read of files, and what is wrong in them."""
    for name, content in FILES.items():
        ask("check", "a_against_a", "--graph", ask.file(name, content))
    ask("classic", "ic", "--graph", "never.csv", "--weights", "odds")
    ask("compare", "a_against_a", "--graph", "dense.csv", "--weeks", "2", "--replicates", "2")
    ask("check", ask.file("own.toml", OWN_NETWORK))
    columns = load_scenario(ask.file("columns.toml", COLUMNS))
    list(assumptions(columns, catalogue(ask.language), only_changed=False))
    handed_over = load_scenario("first_look", graph=SocialGraph.from_edges(["a"], ["b"]))
    in_words(handed_over, catalogue(ask.language), "JPY")
    for sign in (",", ";", "\t", "|"):
        longer = ask.file("longer.csv", f"sep={sign}\nsource{sign}target\na{sign}b{sign}c\n")
        ask("check", "a_against_a", "--graph", longer)
    for wrong in ([-1.0], [-1.0, -1.0]):
        with pytest.raises(Mistake) as raised:
            SocialGraph.from_edges(["a"] * len(wrong), ["b"] * len(wrong), weight=wrong)
        raised.value.sentences(ask.language)


def ask_about_scenarios(ask: Asking) -> None:
    """What is told of scenarios, and of comparisons of them."""
    for path in sorted((TESTS / "scenarios" / "valid").glob("*.toml")):
        ask("explain", str(path))
    for k, rows in enumerate(markets()):
        one = ask.file(f"{k}.toml", tomli_w.dumps(rows))
        for command in ("explain", "check", "run"):
            ask(command, one, *(["--arm", "1"] if command == "run" else []))
        drawn = ["--plot", f"{k}.png"] if len(rows["arms"]) > 2 else []
        ask("compare", one, "--replicates", "4", "--csv", f"{k}.csv", *drawn)
    for runs in ("1", "3"):
        written = ["--report", f"report{runs}.html", "--xlsx", f"book{runs}.xlsx"]
        ask("compare", one, "--replicates", runs, *written)
    clear = ["--consumers", "1000", "--weeks", "30", "--replicates", "3", "--report", "clear.html"]
    ask("compare", "first_look", *clear)
    for line in ("market.weeks=0", "market.price=-1", "market.people_per_consumer=0", "market.price=cheap"):
        ask("check", "first_look", "--set", line)
    rule = "arms.Seeding.strategies.seeding.rule=communities"
    for more in (["--consumers", "30000"], ["--set", "graph.kind=complete"]):
        ask("check", "first_look", "--set", rule, *more)


def ask_how_sure(ask: Asking) -> None:
    """One run, one arm, runs until it is known, and other worlds."""
    one = ask.file("one.toml", tomli_w.dumps(lively(arm("Gift", SEEDS))))
    alone = ask.file("alone.toml", tomli_w.dumps(lively()))
    for file in (one, alone):
        ask("compare", file, "--replicates", "1", "--plot", f"{file}.png")
    for until in (["9000000"], ["40", "--replicates", "30"], [".01", "--replicates", "22"]):
        ask("compare", one, "--until", *until)
    ask("compare", ask.file("even.toml", tomli_w.dumps(even())), "--replicates", "4", "--plot", "even.png")
    worlds = ["compare", one, "--replicates", "3", "--assumptions", "12"]
    flips = ["--vary", f"arms.Gift.strategies.seeding.cost_per_seed=1..{'9' * 6}"]
    split = ["--vary", "behaviour.evidence_prior=1..100", "--vary", "behaviour.evidence_cap=40..41"]
    for vary in ([], flips, split, ["--vary", "behaviour.peer_help"]):
        ask(*worlds, *vary)
    ask("compare", "a_against_a", *QUICK, "--assumptions", "10")
    for runs in (7, 15):  # six in the market itself, eight in each world
        ask(*worlds, interruption=AfterSome(runs))
    ask("compare", one, interruption=AfterSome(9))
    found = measure(compare(scenario(lively(arm("Gift", SEEDS))), 4).data)["revenue"][1]
    goal = {"metric": "revenue", "target": float(found.mean())}
    on_average = ask.file("on_average.toml", tomli_w.dumps(lively(arm("Gift", SEEDS), goal=goal)))
    ask("compare", on_average, "--replicates", "4")


def even() -> Row:
    """A gift that costs exactly what it brings on average, where nothing happens otherwise."""

    def gift(cost: float) -> Row:
        one = arm("Gift", {**SEEDS, "seeds": 1, "cost_per_seed": cost})
        return lively(one, market={"initial": "launch", "followers": 0}, behaviour={"organic_discovery": 0.0})

    brought = measure(compare(scenario(gift(0.0)), 4).data)["contribution"][1]
    return gift(float(brought.mean()))


def ask_why(ask: Asking) -> None:
    """What chance brings too rarely is planted in an answer that was found."""
    text = catalogue(ask.language)
    found = summary(compare(scenario(lively(arm("One", SEEDS), arm("Two", SUPPORT))), 4))
    control, *plans = found["arms"]
    best = max(plans, key=lambda plan: plan["metrics"]["profit"]["mean"])
    claimed = {one for kind in strategies().values() for one in (*kind().contested, *HUBS.contested)}
    for cause in control["discovered_by_cause"]:
        best["discovered_by_cause"] = {**control["discovered_by_cause"], cause: 1e6}
        best["contested"] = sorted(claimed)
        for row in found["paired"]:
            row["low"] = 1.0
        told = explained(found, text)
        assert any(text.say(f"cause.{cause}") in line for line in told)
        claims(found, text)
    for row in found["paired"]:
        if row["metric"] == "contribution":
            row["low"] = -1.0
    explained(found, text)
    control["metrics"]["profit"]["mean"] = -1e9
    for rows in (found["between"], found["paired"]):
        for row in rows:
            row["low"], row["high"] = -1.0, 1.0
        explained(found, text)
    profits = [row for row in found["paired"] if row["metric"] == "profit"]
    others = [row for row in profits if row["arm"] != best["name"]]
    for rows, low, high in ((others, -2, -1), (others, 1, 2), (others, 0, 0), (profits, -2, -1)):
        for row in rows:
            row["low"], row["high"] = low, high
        explained(found, text)


def ask_while_it_runs(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said before there is an answer, and where there is none."""
    text = catalogue(ask.language)
    with monkeypatch.context() as patched:
        patched.setattr("sys.stderr.isatty", lambda: True, raising=False)
        patched.setattr("simulator.compiled.compiled_before", lambda live: False)
        ask("compare", "a_against_a", *QUICK)
    for error in (KeyboardInterrupt(), ZeroDivisionError("0 / 0")):
        with monkeypatch.context() as patched:
            patched.setattr("simulator.commands.scenarios.shipped", breaking(error))
            ask("scenarios")
    monkeypatch.setattr("os._exit", lambda code: None)
    early, kept, shown = Interruption(), Interruption(), Interruption()
    kept.watching(1, None)(5, 9, None)
    shown.showing()
    for one in (early, kept, shown):
        one.text = text
        one.hear()
        one.hear()


def ask_for_its_door(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's command, where the port is taken."""
    monkeypatch.setattr("app.serving.serve", lambda port, opened: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ask("app", "--port", str(taken.getsockname()[1]))


def breaking(error: BaseException) -> Any:
    """A function that breaks."""

    def broken(*_: Any) -> None:
        raise error

    return broken


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    read = Read(catalogue(language).sentences)
    monkeypatch.setattr(catalogue(language), "sentences", read)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    ask = Asking(language, tmp_path)
    for asked in (ask_for_lists, ask_about_networks, ask_about_scenarios, ask_how_sure, ask_why):
        asked(ask)
    see_the_app(language, monkeypatch)
    see_own_data(language)
    see_the_science(ask, monkeypatch)
    ask_for_its_door(ask, monkeypatch)
    ask_while_it_runs(ask, monkeypatch)
    unsaid = {key for key in read if not key.startswith(WORDS)} - read.keys_read - ELSEWHERE
    assert not unsaid, "\n".join(sorted(unsaid))
