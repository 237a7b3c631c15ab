"""Library: what is saved, what was left behind, and a link to what is typed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import panel as pn
import panel_material_ui as pmui

from app.left_behind import go_on, last_changed, name_of, what_is_in_it
from app.library.drafts import Left
from app.library.shelf import RUN, SCENARIO, Kept, Shelf, table_of
from app.links_view import share_button
from app.moments import moment
from app.store import Store
from app.words import heading, sentence
from app.words import text as words
from simulator import Mistake, __version__
from simulator.outcome import Outcome, outcome_of
from simulator.results import Results

ORDER, ICON = 9, "bookmarks"

SHOWN = 30  # rows at first, and more with each press


def view(store: Store) -> pn.viewable.Viewable:
    """Save, what is saved, what was left behind, and a link."""
    text = store.text
    top = words(heading(text.say("app.page.library")))
    if store.shelf is None:
        return pn.Column(top, words(sentence(text.say("app.library.none"))), share_button(store))
    return _Library(store, store.shelf).view(top)


class _Library:
    """The page of a session."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self.store, self.shelf, self.say = store, shelf, store.text.say
        self.said, self.after = words(), pn.Row(margin=(0, 6))
        self.proposed = str(store.get(("name",), ""))
        self.name = pmui.TextInput(
            label=self.say("app.library.name"), value=self.proposed, max_width=400,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.save_run = self.button("save_run", lambda: self.save(RUN), icon="save_as", variant="outlined")
        self.about_run = words()
        self.rows = pn.Column(sizing_mode="stretch_width")
        self.drafts = pn.Column(sizing_mode="stretch_width")
        self.most = SHOWN
        self.listed: Any = None  # what stands in the lists; they are made anew only for something else
        self.left: Any = None

    def view(self, top: pn.viewable.Viewable) -> pn.viewable.Viewable:
        """All of it, looked at anew whenever the page is shown."""
        owner = self.store.owner
        seen = self.say("app.library.own", user=owner) if owner else self.say("app.library.everybody")
        save = self.button("save_scenario", lambda: self.save(SCENARIO), icon="save", variant="contained")
        self.store.param.watch(self.told, ["draft", "outcome"])
        self.store.param.watch(self.shown, "page")
        self.store.param.watch(self.again, "beat")
        self.told()
        self.look()
        return pn.Column(
            top, words(sentence(seen)), words(heading(self.say("app.library.save"), 2)), self.name,
            pn.FlexBox(save, self.save_run, gap="8px", margin=(4, 10)), self.about_run, self.said, self.after,
            self.drafts, words(heading(self.say("app.library.kept"), 2)), self.rows, share_button(self.store),
            sizing_mode="stretch_width",
        )  # fmt: skip

    def button(self, key: str, act: Callable[[], Awaitable[None] | None], **look: Any) -> pmui.Button:
        """A button whose mistakes are said on the page."""
        button = pmui.Button(label=self.say(f"app.library.{key}"), **look)

        async def pressed(_: object) -> None:
            self.tell()
            try:
                done = act()
                if done is not None:
                    await done
            except Mistake as mistake:
                self.tell(*mistake.sentences(self.store.text.language))
            except Exception as error:  # noqa: BLE001 - said, so that nobody waits for what never comes
                internal = Mistake("app.internal", what=f"{type(error).__name__}: {error}")
                self.tell(*internal.sentences(self.store.text.language))

        button.on_click(pressed)
        return button

    def tell(self, *lines: str, after: pmui.Button | None = None) -> None:
        """Say what came of it; and perhaps what can be done then."""
        self.said.object = "".join(map(sentence, lines))
        self.after[:] = [] if after is None else [after]

    # --- saving ---------------------------------------------------------------------------------------

    def told(self, *_: object) -> None:
        """What can be saved now."""
        outcome = self.store.outcome
        self.save_run.disabled = outcome is None
        outdated = outcome is not None and not self.store.is_current
        about = f"app.library.{'run_outdated' if outdated else 'what_run'}"
        self.about_run.object = sentence(self.say(about), small=True)

    async def save(self, kind: str) -> None:
        """Save what is typed, or what was found, under the name that stands in the field."""
        store, outcome = self.store, self.store.outcome
        name, table, seed, results = self.name.value or "", store.draft, store.seed, None
        if kind == RUN:
            if not isinstance(outcome, Outcome):
                return
            results, seed = outcome.results, int(outcome.results.data.attrs["seed"])
            table = store.draft if store.is_current else table_of(outcome.scenario)
        await self.keep(name, table, seed, results, replace=False)

    async def keep(
        self, name: str, table: dict[str, Any], seed: int, results: Results | None, replace: bool
    ) -> None:
        """Save something under a name; where that is taken, offer to put it in the place of what has it."""
        store = self.store
        try:
            one = await asyncio.to_thread(
                self.shelf.save, store.owner, name, table, seed, results, replace=replace
            )
        except Mistake as mistake:
            if mistake.key != "library.taken":
                raise
            over = self.button(  # of this name, whatever is typed until then
                "replace", lambda: self.keep(name, table, seed, results, replace=True), variant="outlined"
            )
            self.tell(*mistake.sentences(store.text.language), after=over)
            return
        if table == store.draft:
            store.saved()
        self.tell(self.say("app.library.saved", name=one.name))
        self.look()

    # --- what is saved --------------------------------------------------------------------------------

    def shown(self, *_: object) -> None:
        """Look again, as others may have saved something meanwhile."""
        if self.store.page != "library":
            return
        before, self.proposed = self.proposed, str(self.store.get(("name",), ""))
        if self.name.value == before:  # nobody has typed another
            self.name.value = self.proposed
        self.look()

    def again(self, *_: object) -> None:
        """Look again while the page is open; what cannot be read now was told, or is when it is asked for."""
        if self.store.page == "library":
            with suppress(Mistake):
                self.fill()

    def look(self) -> None:
        """List what is saved, and what was left behind; say so if it cannot be read or written."""
        trouble = self.shelf.drafts.trouble
        if trouble is not None:
            self.tell(*trouble.sentences(self.store.text.language))
        try:
            self.fill()
        except Mistake as mistake:
            self.tell(*mistake.sentences(self.store.text.language))

    def fill(self) -> None:
        """List what is saved, and what was left behind."""
        owner = self.store.owner
        kept, left = self.shelf.all(owner), self.shelf.drafts.left(owner)
        if self.listed != (kept, self.most):
            self.listed = kept, self.most
            rows = [self.row(one) for one in kept[: self.most]]
            if len(kept) > self.most:
                rows.append(self.button("more", self.show_more, variant="text"))
            self.rows[:] = rows or [words(sentence(self.say("app.library.empty")))]
        if self.left != left:
            self.left = left
            found = [self.draft(one) for one in left]
            self.drafts[:] = [words(heading(self.say("app.library.drafts"), 2)), *found] if found else []

    def show_more(self) -> None:
        """Show more of the list."""
        self.most += SHOWN
        self.look()

    def row(self, one: Kept) -> pn.viewable.Viewable:
        """A scenario or a run, and what can be done with it."""
        when = moment(one.made, self.store.text.language)
        buttons = pn.FlexBox(gap="8px", sizing_mode="stretch_width")

        def stands() -> None:
            buttons[:] = [
                self.button("open", lambda: self.open(one), variant="outlined"),
                self.button("rename", ask, variant="text"),
                self.button("delete", lambda: self.delete(one), variant="text"),
            ]

        def ask() -> None:
            field = pmui.TextInput(label=self.say("app.library.new_name"), value=one.name, width=260)
            done = self.button("rename_done", lambda: self.rename(one, field.value), variant="outlined")
            buttons[:] = [field, done, self.button("cancel", stands, variant="text")]

        stands()
        return self.paper(one.name, buttons, self.say(f"app.library.kind_{one.kind}", time=when))

    def paper(self, name: str, buttons: pn.viewable.Viewable, *lines: str) -> pn.viewable.Viewable:
        """One entry of a list."""
        said = (sentence(line, small=True) for line in lines if line)
        return pmui.Paper(
            words(heading(name, 3), *said), buttons, variant="outlined", sizing_mode="stretch_width",
            margin=(4, 10),
        )  # fmt: skip

    async def open(self, one: Kept) -> None:
        """Go on with a scenario; of a run, show what it found."""
        store = self.store
        opened = self.shelf.open(store.owner, one.key)
        store.open(opened.table, opened.seed)
        lines = [self.say("app.library.opened", name=opened.name)]
        if opened.version != __version__:
            lines.append(self.say("app.library.other_version", version=opened.version, known=__version__))
        lines += store.wrong  # such as a network that is not there any more
        self.name.value = opened.name
        self.tell(*lines)
        draft, scenario = store.draft, store.scenario
        if one.kind == RUN and scenario is not None:
            results = await asyncio.to_thread(self.shelf.results, store.owner, one.key)
            outcome = await asyncio.to_thread(outcome_of, scenario, results)
            if store.draft is draft:  # else something else was opened or typed meanwhile
                store.show(outcome)
                store.page = "compare"

    def rename(self, one: Kept, name: str) -> None:
        """Give it another name."""
        self.shelf.rename(self.store.owner, one.key, name)
        self.listed = None
        self.look()

    def delete(self, one: Kept) -> None:
        """Take it away, and offer to bring it back."""
        self.shelf.delete(self.store.owner, one.key)
        self.look()
        back = self.back(self.shelf.bring_back, one.key)
        self.tell(self.say("app.library.deleted", name=one.name), after=back)

    # --- what was left behind -------------------------------------------------------------------------

    def draft(self, one: Left) -> pn.viewable.Viewable:
        """A draft, and what can be done with it."""
        buttons = pn.FlexBox(
            self.button("open", lambda: self.go_on(one), variant="outlined"),
            self.button("delete", lambda: self.throw_away(one), variant="text"), gap="8px",
        )  # fmt: skip
        told = last_changed(self.store, one), what_is_in_it(self.store, one)
        return self.paper(name_of(self.store, one), buttons, *told)

    async def go_on(self, one: Left) -> None:
        """Go on with a draft."""
        await go_on(self.store, self.shelf.drafts, one)
        self.tell(self.say("app.library.opened", name=name_of(self.store, one)))
        self.look()

    def throw_away(self, one: Left) -> None:
        """Take a draft away, and offer to bring it back."""
        self.shelf.drafts.delete(self.store.owner, one.key)
        self.look()
        back = self.back(self.shelf.drafts.bring_back, one.key)
        self.tell(self.say("app.library.deleted", name=name_of(self.store, one)), after=back)

    def back(self, act: Callable[[str, str], None], key: str) -> pmui.Button:
        """A button that undoes a deletion."""

        def undo() -> None:
            act(self.store.owner, key)
            self.look()

        return self.button("bring_back", undo, icon="undo", variant="outlined")
