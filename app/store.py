"""The state of one session, and the only one that changes: what is planned, and what was found."""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import panel as pn
import param

from app.errand import Errand
from app.jobs import DONE, FAILED, Job, Service, Status
from app.labels import path_called
from app.library.shelf import Shelf
from app.mistakes import from_elsewhere, in_place, places_of
from app.shipped import without_outdated
from simulator import Mistake, Scenario, load_scenario
from simulator.arguments import DEFAULT_SEED
from simulator.doubts import unusual_at
from simulator.errors import Mistakes
from simulator.graph.social_graph import SocialGraph
from simulator.outcome import Outcome
from simulator.runner import STEPS
from simulator.scenarios.draft import Place, named_in
from simulator.texts import Catalogue

MOST_STEPS_BACK = 200
MOST_NETWORKS = 5  # of a session, in memory
NOTHING: Any = object()  # stands for a value that is taken away


class Step(NamedTuple):
    """Where a session stood: what was typed, with which seed, and what a reset went back to."""

    draft: dict[str, Any]
    seed: int
    opened: dict[str, Any]
    digest: str


class Standing(NamedTuple):
    """All that a session has typed and found, for another to go on with."""

    here: Step
    past: list[Step]
    future: list[Step]
    networks: dict[str, SocialGraph]
    guess: str
    sales: Any
    outcome: Outcome | None


class Store(param.Parameterized):
    """What a planner has typed, whether it can be run, and the newest outcome.

    Pages watch `draft` (what is typed), `outcome` and `status`, and change them by the methods below.

    Parameters
    ----------
    table : a scenario to begin with. shelf : where things are kept, if they are; owner : whose they are;
        visitor : in whose browser.
    """

    draft = param.Dict({}, doc="The scenario as it is typed: a table as in a file")
    mistakes = param.List([], doc="What cannot be used in it")
    status = param.Parameter(None, doc="How far the comparison is; None where none was asked for")
    outcome = param.Parameter(None, doc="What the newest comparison found")
    theme = param.String("default", doc="The colours: those by day, or dark")
    page = param.String("start", doc="Which page is shown")
    example = param.Parameter(None, doc="The finished example; None until it is")
    guess = param.String("", doc="The arm that somebody guessed would earn most; nothing where nobody did")
    sales = param.Parameter(None, doc="A series of sales of one's own; None where there is none")
    beat = param.Integer(0, doc="Counts on now and then: what others may change is looked at again")

    def __init__(
        self, service: Service, text: Catalogue, table: Mapping[str, Any], shelf: Shelf | None = None,
        owner: str = "", visitor: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.service, self.text, self.shelf, self.owner, self.visitor = service, text, shelf, owner, visitor
        self.seed = DEFAULT_SEED
        self.scenario: Scenario | None = None
        self.doubts: list[tuple[str, str]] = []  # what is probably not meant: path, sentence
        self.opened: dict[str, Any] = copy.deepcopy(dict(table))
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._job: Job | None = None
        self._errands: dict[str, Errand] = {}
        self._networks: dict[str, SocialGraph] = {}
        self._round: list[Any] | None = None
        self._read(copy.deepcopy(self.opened))
        self._digest = self._digest_now()  # of what was opened

    # --- who watches --------------------------------------------------------------------------------

    @contextmanager
    def in_place_of(self, watchers: list[Any]) -> Iterator[None]:
        """Make something anew: the watchers of what it replaces end, and those of the new are noted.

        Parameters
        ----------
        watchers : of what was made before; filled with those of `watch` within the block.
        """
        self.unwatch(watchers)
        with self.along_with(watchers):
            yield

    @contextmanager
    def along_with(self, watchers: list[Any]) -> Iterator[None]:
        """Make something that belongs to what was made before, and ends with it."""
        outer, self._round = self._round, watchers
        try:
            yield
        finally:
            self._round = outer

    def unwatch(self, watchers: list[Any]) -> None:
        """End watchers; none of them is left in the list."""
        for one in watchers:
            self.param.unwatch(one)
        watchers.clear()

    def watch(self, told: Callable[..., None], names: list[str]) -> None:
        """Watch for as long as what is being made is there."""
        watcher = self.param.watch(told, names)
        if self._round is not None:
            self._round.append(watcher)

    # --- what is typed ------------------------------------------------------------------------------

    def open(self, table: Mapping[str, Any], seed: int = DEFAULT_SEED) -> None:
        """Begin with a scenario; the one before can be had back by `undo`."""
        self._step_on()
        self.opened, self.seed, self.guess = copy.deepcopy(dict(table)), seed, ""
        self._read(copy.deepcopy(dict(table)))
        self._digest = self._digest_now()

    def go_on(self, table: Mapping[str, Any], seed: int, opened: Mapping[str, Any] | None = None) -> None:
        """Go on with what was typed elsewhere and is not saved yet.

        Parameters
        ----------
        opened : what it began with, where that is known: a reset goes back to it.
        """
        if opened is None:
            self._step_on()
            self.seed = seed
        else:
            self.open(opened, seed)
        self._read(copy.deepcopy(dict(table)))

    @property
    def standing(self) -> Standing:
        """Where the session stands, with the way that led there."""
        networks = dict(self._networks)
        return Standing(
            self._here(), self._past, self._future, networks, self.guess, self.sales, self.outcome
        )

    def stand(self, there: Standing) -> None:
        """Go on where another session stood."""
        self._networks, self._past, self._future = there.networks, there.past, there.future
        self.param.update(guess=there.guess, sales=there.sales)
        self._go_to(there.here)
        if there.outcome is not None:
            self.show(there.outcome)

    def saved(self) -> None:
        """Note that what is typed was saved: from now on a reset goes back to it."""
        self.opened, self._digest = copy.deepcopy(self.draft), self._digest_now()
        self.param.trigger("draft")

    @property
    def is_unsaved(self) -> bool:
        """True if what is typed is another scenario than what was opened or saved, not other words for it."""
        is_same = bool(self._digest) and self._digest == self._digest_now()
        return self.draft != self.opened and not is_same

    def get(self, place: Place, default: Any = None) -> Any:
        """What was typed at a place; the default where nothing was."""
        here: Any = self.draft
        for step in place:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return default
        return here

    @property
    def arms(self) -> list[dict[str, Any]]:
        """What was typed of the arms; the first is the control."""
        return [arm for arm in self.get(("arms",), ()) if isinstance(arm, dict)]

    def put(self, place: Place, value: Any) -> None:
        """Type a value; `NOTHING` takes what is there away. What was typed before can be had back."""
        self.put_all({place: value})

    def put_all(self, values: Mapping[Place, Any]) -> None:
        """Type several values in one step, which can be taken back as one."""
        news = {place: value for place, value in values.items() if self.get(place, NOTHING) != value}
        if not news:
            return
        table = copy.deepcopy(self.draft)
        for place, value in news.items():
            _put(table, place, value)
        self._change(table)

    def keep_network(self, name: str, graph: SocialGraph) -> None:
        """Keep a network that was handed over: a scenario whose `graph.file` is its name has it.

        It stays in memory as long as the session; of many, the oldest are forgotten.
        """
        self._networks.pop(name, None)
        self._networks[name] = graph
        while len(self._networks) > MOST_NETWORKS:
            del self._networks[next(iter(self._networks))]

    def network(self) -> SocialGraph | None:
        """The network that was handed over and that the scenario has; None where it has another."""
        return self._networks.get(str(self.get(("graph", "file"))))

    def undo(self) -> None:
        """Go back by one change."""
        if self._past:
            self._future.append(self._here())
            self._go_to(self._past.pop())

    def redo(self) -> None:
        """Take the last step back back."""
        if self._future:
            self._past.append(self._here())
            self._go_to(self._future.pop())

    def reset(self) -> None:
        """Go back to what was opened; that too can be undone."""
        if self.draft != self.opened:
            self._change(copy.deepcopy(self.opened))

    @property
    def can_undo(self) -> bool:
        """True if there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """True if there is a step back to take back."""
        return bool(self._future)

    def named(self, place: Place) -> str:
        """A place as mistakes name it: arms.Seeding.budget."""
        return named_in(self.draft, place)

    def mistake_at(self, place: Place) -> str:
        """What is said of a value at a place; nothing where it can be used."""
        here = (one for one in self.mistakes if place in places_of(one))
        return " ".join(in_place(one, self.get, self.text) for one in here)

    def doubt_at(self, place: Place) -> str:
        """What is said of a value that can be used and is probably not meant; nothing of any other."""
        name = self.named(place)
        return " ".join(said for at, said in self.doubts if at == name)

    def told_of(self, mistake: Mistake) -> str:
        """What is said of a mistake where its place is not seen."""
        return from_elsewhere(mistake, self.get, self.text)

    @property
    def wrong(self) -> list[str]:
        """All that cannot be used, as it is said where none of it is seen."""
        return [self.told_of(one) for one in self.mistakes]

    def _called(self, path: str) -> str:
        return path_called(path, self.text)

    def _change(self, table: dict[str, Any]) -> None:
        self._step_on()
        self._read(without_outdated(table, self.opened, self.text.language))

    def _step_on(self) -> None:
        """Note where the session stands, before something else is typed."""
        self._past = [*self._past, self._here()][-MOST_STEPS_BACK:]
        self._future = []

    def _here(self) -> Step:
        return Step(self.draft, self.seed, self.opened, self._digest)

    def _digest_now(self) -> str:
        """The digest of what is typed; nothing where it cannot be run."""
        return "" if self.scenario is None else self.scenario.digest

    def _go_to(self, step: Step) -> None:
        self.seed, self.opened, self._digest = step.seed, step.opened, step.digest
        self._read(step.draft)

    def _read(self, table: dict[str, Any]) -> None:
        """Take a table for what is typed, and see whether it can be run."""
        mistakes: list[Mistake] = []
        self.scenario, self.doubts = None, []
        try:
            file = table["graph"].get("file") if isinstance(table.get("graph"), dict) else None
            self.scenario = load_scenario(table, graph=self._networks.get(str(file)))
            self.doubts = unusual_at(self.scenario, self.text, called=self._called)
        except Mistake as found:
            mistakes = list(found.mistakes) if isinstance(found, Mistakes) else [found]
        if table == self.draft:  # where it is the same, the seed may not be
            self.param.update(mistakes=mistakes)
            self.param.trigger("draft")
        else:
            self.param.update(draft=table, mistakes=mistakes)

    # --- what is found ------------------------------------------------------------------------------

    def run(self) -> None:
        """Compare what is typed; a comparison that still goes on is stopped."""
        self.stop()
        self._job = None  # whatever it says from now on is of no interest
        if self.scenario is None:
            return
        try:
            self._job = self.service.submit(self.scenario, STEPS, self.seed)
        except Mistake as mistake:
            self.status = Status(FAILED, mistake=mistake)
            return
        self.look()

    def stop(self) -> None:
        """Stop a comparison; what it has found stays."""
        if self._job is not None:
            self._job.cancel()
            self.look()

    def errand(self, name: str) -> Errand:
        """What a page has done beside the comparison."""
        return self._errands.setdefault(name, Errand(self.service))

    def end(self) -> None:
        """Stop all that goes on: the session is over."""
        self.stop()
        for errand in self._errands.values():
            errand.stop()

    def look(self) -> None:
        """See how far everything is, and take what was found since."""
        for errand in list(self._errands.values()):
            errand.look()
        status, outcome = (self.status, None) if self._job is None else self._job.look()
        outcome = self._in_other_worlds(outcome or self.outcome)
        news: dict[str, Any] = {}
        if status != self.status:
            news["status"] = status
        if outcome is not self.outcome:
            news["outcome"] = outcome
        if self._job is not None and not status.is_open:
            self._job = None
        self.param.update(**news)

    def _in_other_worlds(self, outcome: Outcome | None) -> Outcome | None:
        """The same comparison with its other worlds, where these were explored; else as it is."""
        explored: Outcome | None = self.errand("worlds").found
        if outcome is None or explored is None or not explored.content.answer["assumptions"]["worlds"]:
            return outcome
        ours, theirs = outcome.results.data.attrs, explored.results.data.attrs
        same = all(ours[name] == theirs[name] for name in ("digest", "seed", "version"))
        return explored if same and explored.content.runs >= outcome.content.runs else outcome

    def tell(self, mistake: Mistake) -> None:
        """Say what went wrong at once, in the corner of the page."""
        for line in mistake.sentences(self.text.language):
            if pn.state.notifications is not None:
                pn.state.notifications.error(line, duration=0)

    def show(self, outcome: Outcome) -> None:
        """Show what was found elsewhere, such as a saved run; a comparison that still goes on is stopped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.param.update(outcome=outcome, status=Status(DONE))

    @property
    def is_current(self) -> bool:
        """True if the outcome is that of what is typed."""
        outcome = self.outcome
        return outcome is not None and self.is_typed(outcome.scenario, outcome.results.data.attrs["seed"])

    def is_typed(self, scenario: Scenario, seed: int | None = None) -> bool:
        """Say whether a scenario is the one that is typed, and a seed, if one is given, the session's."""
        same = self.scenario is not None and scenario.digest == self.scenario.digest
        return same and seed in (None, self.seed)


def _put(table: dict[str, Any], place: Place, value: Any) -> None:
    """Put a value into a table; `NOTHING` takes what is there away."""
    here: Any = table
    for step in place[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    if value is not NOTHING:
        here[place[-1]] = value
    elif isinstance(here, list):
        del here[int(place[-1])]
    else:
        here.pop(place[-1], None)
