"""Every sentence about a mistake is one that somebody can really get."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from importlib.metadata import EntryPoint
from pathlib import Path
from threading import Event
from typing import Any

import networkx
import numpy as np
import pytest
from scipy.sparse import csr_array

from simulator.cli import main
from simulator.comparison import summary
from simulator.errors import Mistake
from simulator.graph.bridge import to_networkx
from simulator.graph.files import LARGEST_FILE, read_graph
from simulator.graph.generators import GENERATORS
from simulator.graph.matrix import from_scipy
from simulator.graph.passing import passing_graph
from simulator.graph.social_graph import SocialGraph
from simulator.model import WordOfMouthModel
from simulator.new_files import check_place
from simulator.report.logo import picture_in_text
from simulator.runner import compare, simulate
from simulator.saved import load_results
from simulator.scenarios.files import load_scenario
from simulator.scenarios.toml_text import MAX_BYTES
from simulator.strategies import registry
from simulator.texts import DEFAULT_LANGUAGE, catalogue
from simulator.watching import watch

TESTS = Path(__file__).parents[1]
sys.path.append(str(TESTS / "cli"))

KEYS = {
    key.removeprefix("mistake.")
    for key in catalogue(DEFAULT_LANGUAGE).sentences
    if key.startswith("mistake.")
}
ELSEWHERE = {
    "app.internal", "app.too_many", "app.too_much", "command.no_port",  # tests/app
    "library.blank", "library.broken", "library.broken_run", "library.damaged", "library.full",
    "library.gone", "library.large_run", "library.large_scenario", "library.locked", "library.long_name",
    "library.newer", "library.no_place", "library.taken",
    "link.broken", "link.long", "link.names_files", "link.too_large", "link.unknown_network",
    "link.unpacked",
    "command.output",  # tests/cli: a full disk
    "graph.unreadable_file",  # needs a user who may not read everything
    "scenario.unreadable",
    "new_file.exists", "saved.broken", "saved.no_comparison", "saved.other_form",  # tests/saving
    "saved.too_large",
    "data.nothing",  # tests/app
    "data.empty", "data.too_large", "data.unknown_kind", "data.old_excel", "data.not_text",  # tests/sales
    "data.damaged", "data.bomb", "data.unsafe_xml", "data.too_many_cells", "data.no_numbers",
    "data.longer", "data.same_column", "data.no_units", "data.no_number", "data.two_numbers",
    "data.below_nothing", "data.no_date", "data.which_order", "data.no_step",
    "data.too_many_periods", "fit.few", "fit.nothing_sold", "fit.no_end", "fit.no_peak",
    "fit.no_shape", "fit.unsure",
    "fit.no_series", "fit.gap", "fit.no_number", "fit.number", "fit.twice", "fit.left_out",  # tests/science
    "classic.no_model", "classic.unknown_model", "classic.not_for", "classic.needs", "classic.needs_p",
    "classic.seeds_twice", "classic.number", "classic.complete", "classic.way", "classic.no_weights",
    "classic.added_weights", "graph.bad_chances", "graph.bad_chance_lines", "graph.bad_edge_chance",
    "classic.share", "classic.rate", "classic.step", "classic.no_time", "classic.stranger", "classic.nobody",
    "classic.typed",
    "theory.no_shares", "theory.too_many", "theory.no_tree", "theory.lengths", "theory.history",
    "theory.nobody_back", "theory.no_end", "theory.number", "theory.no_column", "theory.impossible",
    "seeds.rule", "seeds.number", "seeds.empty_file", "seeds.stranger",  # tests/seeding
}
EDGES = SocialGraph.from_edges

VALUES = (
    b"<graphml><key id='n' attr.name='n' attr.type='int'/><graph><node id='a'><data key='n'>NODE</data>"
    b"</node><edge source='a' target='a'><data key='n'>EDGE</data></edge></graph></graphml>"
)
NETWORKS = {
    "empty.csv": b"", "header.csv": b"source,target\n", "one.csv": b"a\nb\n", "holes.csv": b"a,b\nc,\n",
    "weights.csv": b"source,target,weight\na,b,-1\n", "flags.csv": b"source,target,strong\na,b,maybe\n",
    "quote.csv": b'source,target\n"a,b\nc,d\n', "binary.csv": b"\x81\xff\x00\x01", "kind.xlsx": b"a",
    "doctype.graphml": b'<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "broken.graphml": b"<graphml",
    "other.graphml": b"<html></html>", "alone.csv": b"a,a\n", "empty.graphml": b"",
    "graphs.graphml": b"<graphml><graph/><graph/></graphml>",
    "nameless.graphml": b"<graphml><graph><node/></graph></graphml>",
    "open.graphml": b"<graphml><graph><node id='a'/><edge source='a'/></graph></graphml>",
    "strange.graphml": b"<graphml><graph><node id='a'/><edge source='a' target='b'/></graph></graphml>",
    "twice.graphml": b"<graphml><graph><node id='a'/><node id='a'/></graph></graphml>",
    "closed.graphml": b"<graphml><graph><node yfiles.foldertype='folder'><graph/></node></graph></graphml>",
    "hollow.graphml": b"<graphml><graph><node id='a' yfiles.foldertype='group'/></graph></graphml>",
    "node.graphml": b"<graphml><graph/><node id='a'/></graphml>",
    "edge.graphml": b"<graphml><graph/><edge/></graphml>", "stated.csv": b"sep=:\na:b\n",
    "matrix.csv": b",a,b,c\na,0,1,\nb,1,0,\nc,,,0", "longer.csv": b"source,target,weight\na,b,1,500\n",
    "good.csv": b"source,target,weight\na,b,1\n", "long.csv": b"a,b\n" + b"x" * 200_000 + b",b\n",
    "doubled.csv": b"source,source,target\na,b,c\n", "value.graphml": VALUES.replace(b"EDGE", b"1"),
    "values.graphml": VALUES.replace(b"NODE", b"1"),
}  # fmt: skip

HINTED = (
    "a = “b”", "a ＝ 1", "a = .4", "a = 3,000", "a = 0,5", "a = 10%", "a = yes", "a: 1", "a =",  # noqa: RUF001
    'a = "b', "a = b c", "a = 2027-13-45",
)  # fmt: skip
"""Lines that are not TOML, each for another reason."""

SCENARIOS = {
    "empty.toml": b" ", "binary.toml": b"a\xff", "large.toml": b"#" * (MAX_BYTES + 1),
    "deep.toml": b"a = " + b"[" * 5000, "bracket.toml": b"[arms]\n[[arms]]\n",
    **{f"hint{k}.toml": line.encode() for k, line in enumerate(HINTED)},
}  # fmt: skip


UNSAID = '''"""Says nothing of itself."""
from simulator.parameters import parameter
from simulator.strategies.base import Strategy
class Mute(Strategy):
    kind = "mute"
    bare: int = 3
    def act(self, plan, week, market, levers, ledger):
        pass
class Wrong(Mute):
    """Name what there is not."""
    kind = "wrong"
    intensity = ("loudness",)
    loud: int = parameter(1, unit="-", description="How loud", source="Olivr1980")
    far: int = parameter(9, unit="-", description="How far", source="assumption", maximum=1)
    long: str = parameter("a", unit="-", description="How long", source="assumption", maximum=1)
    wide: float = parameter(float("nan"), unit="-", description="How wide", source="assumption")
'''

BREAKING = '''"""Breaks."""
from simulator.errors import Mistake
from simulator.strategies.base import Strategy
class Breaking(Strategy):
    """Break in the first week."""
    kind = "breaking"
    intensity = ("start_week",)
    def idle(self):
        return False
    idle = property(idle)
    def act(self, plan, week, market, levers, ledger):
        {body}
'''
BREAKS = (
    "levers.talkk(2)", "levers.talk(-2)", "levers.agents(2.5)", "levers.talk(2, 'friends')",
    "levers.give([-1])", "levers.give([0] * 21)",
)  # fmt: skip

ANSWERS = (
    "doubts(self, foreseen): 1 / 0", "doubts(self, foreseen): return 'x'",
    "planned_cost(self, *sizes): return -1",
    "mistakes(self, *about): return [Mistake('strategy.own_mistake', what='No.')]",
)  # fmt: skip


VARY: tuple[Any, ...] = (
    "behaviour.quality", [], ["behaviour.quality", "behaviour.quality"], ["name"], ["market.price"],
    ["market.price=3"], ["behaviour.failure=0..2"], ["market.price=1..2"], ["market.prize"],
)  # fmt: skip
UNTIL = ("soon", "0%", "3.000%")


def complete(consumers: int) -> SocialGraph:
    """Make a complete graph."""
    return GENERATORS["complete"]().build(consumers, 1)


def communities(**more: Any) -> Callable[[], Any]:
    """Make communities that cannot be."""
    return lambda: GENERATORS["communities"](communities=2, **more).build(40, 1)


CALLS: list[Callable[[], Any]] = [
    lambda: EDGES(["a"], ["b"], directed="no"),
    lambda: read_graph(3),
    lambda: read_graph(""),
    lambda: EDGES([], []),
    lambda: EDGES(["a"], ["b", "c"]),
    lambda: EDGES([["a"]], [["b"]]),
    lambda: EDGES(["a", None], ["b", "c"]),
    lambda: EDGES(["a"], ["b"], weight=["heavy"]),
    lambda: EDGES(["a"], ["b"], weight=[-1.0]),
    lambda: EDGES(["a"], ["b"], weight=[1e9]),
    lambda: EDGES(["a"], ["a"]),
    lambda: from_scipy(csr_array(np.ones((2, 3)))),
    lambda: from_scipy(csr_array(np.array([[0.0, -1.0], [1.0, 0.0]]))),
    lambda: from_scipy(csr_array(np.array([[0, 1j], [1, 0]]))),
    lambda: EDGES(["a"], ["b"], strong=["maybe"]),
    lambda: SocialGraph.from_networkx(networkx.empty_graph(1)),
    lambda: SocialGraph.from_networkx([1, 2]),
    lambda: SocialGraph.from_networkx(networkx.Graph([(1, 2, {"strong": "maybe"})])),
    lambda: SocialGraph.from_networkx(networkx.Graph([(1, 2, {"weight": "heavy"})])),
    lambda: SocialGraph.from_networkx(networkx.path_graph(3), weight="papers"),
    lambda: read_graph("tests/scenarios/valid/network.csv", header=False, weight="name"),
    lambda: load_scenario("own_network", set={"graph.kind": "ring"}),
    lambda: to_networkx(complete(100_000)),
    lambda: complete(1),
    lambda: WordOfMouthModel(load_scenario("first_look")),  # type: ignore[arg-type]
    lambda: summary(3),  # type: ignore[arg-type]
    lambda: passing_graph(EDGES(["a"], ["b"], weight=[2.0]), "arcs", 0.5),
    communities(mean_degree=30.0, homophily=1.0),
    communities(mean_degree=39.0, homophily=0.0),
    lambda: simulate(load_scenario("first_look"), "Sowing"),
    lambda: compare(load_scenario("first_look"), replicates=0),
    lambda: compare(load_scenario("first_look"), replicates=2.5),
    lambda: compare(load_scenario("first_look", weeks=2600), replicates=100_000),
    lambda: compare("first_look"),
    *(lambda until=until: compare(load_scenario("first_look"), until=until) for until in UNTIL),
    lambda: compare(load_scenario("first_look", set={"arms": [{"name": "Alone"}]}), until="5%"),
    lambda: compare(load_scenario("first_look", set={"arms": [{"name": "Alone"}]}), assumptions=20),
    lambda: picture_in_text(b"<svg/>"),
    lambda: picture_in_text(bytes(1_000_001)),
    lambda: watch(load_scenario("first_look", set={"market.consumers": 10_000_000, "market.weeks": 99})),
    lambda: compare(load_scenario("first_look"), vary=["behaviour.quality"]),
    *(lambda vary=vary: compare(load_scenario("first_look"), assumptions=20, vary=vary) for vary in VARY),
    lambda: compare(load_scenario("first_look"), workers=2, executor=ThreadPoolExecutor(1)),
    lambda: compare(load_scenario("first_look"), executor=2),
    lambda: compare(load_scenario("first_look", consumers=50, weeks=3), executor=closed()),
    lambda: compare(load_scenario("first_look", consumers=50, weeks=3), executor=Forgetful(1)),
    lambda: compare(load_scenario("first_look", consumers=50, weeks=3), executor=Given(None)),
    lambda: compare(load_scenario("first_look", consumers=50, weeks=3), executor=Given(BrokenExecutor())),
    lambda: compare(load_scenario("first_look"), progress=True),
    lambda: compare(load_scenario("first_look"), cancel=True),
    lambda: compare(load_scenario("first_look", consumers=50, weeks=3), cancel=stopped()),
    lambda: load_scenario("first_look", set={"market.price": [[[]]] * 3, "name": deep()}),
    lambda: load_scenario({"name": "x", "market": deep()}),
    lambda: load_scenario(5),  # type: ignore[arg-type]
    lambda: load_scenario("first_look", set=["market.price=3"]),  # type: ignore[arg-type]
    lambda: load_scenario("first_look", set={5: None}),  # type: ignore[dict-item]
    lambda: load_scenario("first_look", strategy_files="talk_prompt.py"),
    lambda: load_scenario("first_look").model_copy(update={"name": "other"}),
    lambda: check_place("plan.txt", ".nc"),
    lambda: check_place("nowhere/plan.nc", ".nc"),
    lambda: load_results("nowhere.nc"),
]


def deep() -> Any:
    """Lists within lists."""
    rows: list[Any] = []
    for _ in range(50):
        rows = [rows]
    return rows


class Forgetful(ThreadPoolExecutor):
    """An executor that does not give back what its jobs return."""

    def submit(self, *job: Any) -> Any:
        super().submit(*job)


class Given(Executor):
    """An executor whose jobs all return the same, or break with it."""

    def __init__(self, what: Any) -> None:
        self.what = what

    def submit(self, *job: Any) -> Any:
        future: Future[Any] = Future()
        if isinstance(self.what, Exception):
            future.set_exception(self.what)
        else:
            future.set_result(self.what)
        return future


def closed() -> ThreadPoolExecutor:
    """An executor that was shut down."""
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    return pool


def stopped() -> Event:
    """A flag that says stop from the start."""
    flag = Event()
    flag.set()
    return flag


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Keys of all mistakes that are made from now on."""
    keys: set[str] = set()
    make = Mistake.__init__

    def noted(self: Mistake, key: str, **values: Any) -> None:
        make(self, key, **values)
        keys.add(key)

    monkeypatch.setattr(Mistake, "__init__", noted)
    return keys


def test_every_sentence_is_reached(
    raised: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_mistakes import MISTAKES, STRATEGY_FILES

    monkeypatch.chdir(TESTS.parent)
    paths = sorted((TESTS / "scenarios" / "invalid").glob("*.toml"))
    calls = [*CALLS, *(lambda path=path: load_scenario(path) for path in paths)]
    for name, content in SCENARIOS.items():
        (tmp_path / name).write_bytes(content)
        calls.append(lambda name=name: load_scenario(tmp_path / name))
    for name, content in NETWORKS.items():
        (tmp_path / name).write_bytes(content)
        calls.append(lambda name=name: read_graph(tmp_path / name, weight="weight"))
        calls.append(lambda name=name: read_graph(tmp_path / name))
    good = tmp_path / "good.csv"
    calls.append(lambda: read_graph(good, weight="size"))
    calls.append(lambda: read_graph(good, source="source", target="source"))
    calls.append(lambda: read_graph(tmp_path / "none.csv"))
    calls.append(lambda: read_graph(tmp_path / "other.graphml", header=True))
    (tmp_path / "folder.csv").mkdir()
    calls.append(lambda: read_graph(tmp_path / "folder.csv"))
    calls.append(lambda: load_scenario(tmp_path))
    for name in ("pipe.csv", "pipe.toml"):
        os.mkfifo(tmp_path / name)
    calls.append(lambda: read_graph(tmp_path / "pipe.csv"))
    calls.append(lambda: load_scenario(tmp_path / "pipe.toml"))
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)  # a hole: takes no room
    calls.append(lambda: read_graph(tmp_path / "large.csv"))
    told: list[str] = []
    for call in calls:
        try:
            call()
        except Mistake as mistake:
            told += mistake.sentences("ja") + mistake.sentences("en")
    assert all(told)
    for arguments, _ in MISTAKES.values():
        main(arguments)
    for name, (content, _) in STRATEGY_FILES.items():
        (tmp_path / f"{name}.py").write_text(content, "utf-8")
        main(["strategies", "--strategies", str(tmp_path / f"{name}.py")])
    (tmp_path / "unsaid.py").write_text(UNSAID, "utf-8")
    main(["strategies", "--strategies", str(tmp_path / "unsaid.py")])
    with monkeypatch.context() as patched:
        patched.setattr(registry, "entry_points", lambda group: [EntryPoint("more", "json", group)])
        main(["strategies"])
    main(["compare", "first_look", "--client", "ACME"])
    page = ["--report", str(tmp_path / "one.html")]
    main(["compare", "first_look", *page, "--logo", str(tmp_path / "none.png")])
    support = '{kind="open_support", agents=1e6, wage=1e9, weeks=2600}'
    spent = [
        "market.weeks=2600",
        "market.currency=USD",
        f"arms=[{{name='A',strategies=[{support}]}}]",
    ]
    main(
        [
            "compare",
            "first_look",
            "--consumers",
            "20",
            *(x for one in spent for x in ("--set", one)),
        ]
    )
    arms = "arms=[{name='A',strategies=[{kind='breaking'}]}]"
    for k, body in enumerate(BREAKS):
        breaking = tmp_path / f"breaking_{k}.py"
        breaking.write_text(BREAKING.format(body=body), "utf-8")
        main(["compare", "first_look", "--consumers", "20", "--replicates", "1",
              "--strategies", str(breaking), "--set", arms])  # fmt: skip
    budget = "arms=[{name='A',budget=1,strategies=[{kind='breaking'}]}]"
    for k, answer in enumerate(ANSWERS):
        asked = tmp_path / f"asked_{k}.py"
        asked.write_text(BREAKING.format(body="pass") + f"    def {answer}\n", "utf-8")
        main(["check", "first_look", "--strategies", str(asked), "--set", budget])
    assert KEYS - raised - ELSEWHERE - {"not_allowed"} == set()
    assert raised <= KEYS
