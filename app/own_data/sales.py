"""Sales of one's own: handed over as a table, read as a series, held against the control, and fitted."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import holoviews as hv
import panel as pn
import panel_material_ui as pmui

from app.charts.sales import CONTROL, FITTED, SOLD, Drawn, sales_chart
from app.choices import offer
from app.own_data.preview import preview
from app.own_data.upload import in_thread, upload
from app.store import Store
from app.words import heading, sentence, table
from app.words import text as words
from simulator.errors import Mistake
from simulator.figures import figures, percent, plain, three_digits, whole
from simulator.html.look import INK, arm_style
from simulator.sales.against import in_periods, mean_error
from simulator.sales.series import (
    STEPS,
    Columns,
    Series,
    asks_order,
    asks_step,
    guess_columns,
    series_of,
)
from simulator.sales.sheets import SUFFIXES, Sheet, read_sheets
from simulator.sales.starting_point import Change, starting_point
from simulator.sales.tables import Table, table_of
from simulator.theory.bass import BassFit, fit_bass

NOBODY = ""  # chosen: a line is a period
ORDERS = {"day_first": True, "month_first": False}
WIDTH = 220


class SalesCard:
    """The upload, what its columns mean, the series over the control, and the fit."""

    def __init__(self, store: Store) -> None:
        self.store, self.writing = store, False
        self.sheets: list[Sheet] = []
        self.table: Table | None = None
        self.fit: BassFit | None = None
        say = store.text.say
        self.choices = {
            name: pmui.Select(label=say(f"app.data.{name}"), width=WIDTH, visible=False)
            for name in ("sheet", "when", "units", "step", "order")
        }
        self.shown, self.read, self.against, self.fitted, self.changed = (words() for _ in range(5))
        self.chart = pn.Column(sizing_mode="stretch_width", min_width=280)
        self.begin = pmui.Button(
            label=say("app.data.use"), icon="flag", variant="contained", visible=False, margin=10
        )
        self.remove = pmui.Button(
            label=say("app.data.remove_sales"), icon="delete", variant="text", visible=False
        )
        self.begin.on_click(self._begin)
        self.remove.on_click(self._removed)
        self.choices["sheet"].param.watch(self._sheet_chosen, "value")
        for name in ("when", "units", "step", "order"):
            self.choices[name].param.watch(self._column_chosen, "value")
        store.param.watch(self._draw, ["outcome", "theme"])
        store.param.watch(self._outdated, ["draft"])

    def view(self) -> pn.viewable.Viewable:
        """All of it."""
        say = self.store.text.say
        return pn.Column(
            words(sentence(say("app.data.sales_what"))),
            upload(self.store, say("app.data.choose_sales"), SUFFIXES, read_sheets, self._took),
            pn.FlexBox(*self.choices.values(), gap="8px 16px", sizing_mode="stretch_width"),
            self.read, self.shown, self.against, self.chart, self.fitted, self.begin, self.changed,
            self.remove,
            sizing_mode="stretch_width",
        )  # fmt: skip

    # --- what was handed over --------------------------------------------------------------------------

    async def _took(self, sheets: list[Sheet], _: bytes, __: str) -> None:
        first = table_of(sheets[0]) if len(sheets) == 1 else None  # may say that it cannot be used
        self.sheets = sheets
        names = {sheet.name: k for k, sheet in enumerate(sheets)}
        self._offer("sheet", names, 0, visible=len(sheets) > 1)
        self.remove.visible = True
        await self._lay_out(sheets[0], first)

    def _sheet_chosen(self, event: Any) -> None:
        if not self.writing:
            pn.state.execute(partial(self._lay_out, self.sheets[event.new], None))

    async def _lay_out(self, sheet: Sheet, found: Table | None) -> None:
        """Show a sheet's first lines, and guess what its columns mean."""
        text = self.store.text
        try:
            self.table = table_of(sheet) if found is None else found
        except Mistake as mistake:
            self.table = None
            self._hide("when", "units", "step", "order")
            self.shown.object = preview([], sheet.rows, text.say("app.data.preview", file=sheet.file))
            await self._found(None, mistake)
            return
        columns, guess = self.table.columns, guess_columns(self.table)
        by_name: dict[str, Any] = {name: k for k, name in enumerate(columns)}
        nobody = {text.say("app.data.no_column"): NOBODY}
        when = NOBODY if guess.when is None else guess.when
        self._offer("when", {**nobody, **by_name}, when)
        self._offer("units", by_name, guess.units)
        steps = {text.say(f"app.data.step_{step}"): step for step in STEPS}
        self._offer("step", {text.say("app.data.please"): "", **steps}, "", visible=False)
        orders = {text.say(f"app.data.{name}"): name for name in ORDERS}
        self._offer("order", {text.say("app.data.please"): "", **orders}, "", visible=False)
        self.shown.object = preview(
            columns, self.table.rows, text.say("app.data.preview", file=self.table.file)
        )
        await self._read_series()

    def _column_chosen(self, _: object) -> None:
        if not self.writing:
            pn.state.execute(self._read_series)

    def _offer(self, name: str, options: dict[str, Any], value: Any, visible: bool = True) -> None:
        """Offer something else, of which one is chosen that nobody has chosen."""
        self.writing = True
        offer(self.choices[name], options, value)
        self.writing = False
        self.choices[name].visible = visible

    def _hide(self, *names: str) -> None:
        for name in names:
            self.choices[name].visible = False

    def _columns(self) -> Columns:
        """What the columns are said to mean; what need not be asked is not."""
        value = {name: choice.value for name, choice in self.choices.items()}
        when = None if value["when"] == NOBODY else int(value["when"])
        assert self.table is not None  # noqa: S101
        step, order = asks_step(self.table, when), asks_order(self.table, when)
        self.choices["step"].visible, self.choices["order"].visible = step, order
        return Columns(
            when, int(value["units"]), step=(value["step"] or None) if step else None,
            day_first=ORDERS.get(value["order"]) if order else None,
        )  # fmt: skip

    async def _read_series(self) -> None:
        if self.table is None:
            return
        try:
            series = series_of(self.table, self._columns())
        except Mistake as mistake:
            await self._found(None, mistake)
        else:
            await self._found(series, None)

    async def _found(self, series: Series | None, mistake: Mistake | None) -> None:
        """Tell what was read, or why nothing was."""
        text = self.store.text
        lines = [] if mistake is None else mistake.sentences(text.language)
        if series is not None:
            lines = list(_told(self.store, series))
        alert = "" if mistake is None else ' role="alert"'
        self.read.object = f"<div{alert}>{''.join(map(sentence, lines))}</div>"
        self.changed.object = ""
        self.store.sales = series
        await self._fit(series)

    def _removed(self, _: object) -> None:
        self.sheets, self.table = [], None
        self._hide(*self.choices)
        self.shown.object, self.remove.visible = "", False
        pn.state.execute(partial(self._found, None, None))

    # --- what is made of it ----------------------------------------------------------------------------

    async def _fit(self, series: Series | None) -> None:
        text = self.store.text
        self.fit, self.begin.visible, self.fitted.object = None, False, ""
        if series is None:
            self._draw()
            return
        self.fitted.object = sentence(text.say("app.data.fitting"))
        no: Mistake | None = None
        try:
            fit = await in_thread(fit_bass, series.units)
        except Mistake as mistake:
            no = mistake
        if self.store.sales is not series:  # another was chosen meanwhile
            return
        if no is not None:
            lines = [text.say("app.data.no_fit"), *no.sentences(text.language)]
            self.fitted.object = heading(text.say("app.data.fit"), 3) + "".join(map(sentence, lines))
            self._draw()
            return
        self.fit, self.begin.visible = fit, True
        self.fitted.object = "".join(_estimates(self.store, series, fit))
        self._draw()

    def _draw(self, *_: object) -> None:
        """Draw the series, over it the control and the fitted curve."""
        store, series = self.store, self.store.sales
        if series is None:
            self.chart[:], self.against.object = [], ""
            return
        control = _control(store, series)
        drawn = Drawn(series, control or (), () if self.fit is None else self.fit.fitted)
        chart = sales_chart(drawn, store.text, store.theme)
        self.chart[:] = [pn.pane.HoloViews(chart, sizing_mode="stretch_width", linked_axes=False)]
        self.against.object = "".join(_against(store, series, control, self.fit is not None))

    def _outdated(self, *_: object) -> None:
        store, series = self.store, self.store.sales
        if series is not None:
            said = _against(store, series, _control(store, series), self.fit is not None)
            self.against.object = "".join(said)

    async def _begin(self, _: object) -> None:
        """Set discovery, talk and market size, and say what was changed."""
        store, series, fit = self.store, self.store.sales, self.fit
        if series is None or fit is None:
            return
        if store.scenario is None:
            self.changed.object = sentence(store.text.say("app.data.mend_first"))
            return
        draft = store.draft
        changes = await in_thread(starting_point, fit, series.weeks, store.scenario, store.seed)
        if store.draft is not draft:  # it is no longer what this was reckoned for
            self.changed.object = sentence(store.text.say("app.data.mend_first"))
            return
        store.put_all({one.place: one.after for one in changes})
        self.changed.object = "".join(_changes(store, changes))


def sales_card(store: Store) -> pn.viewable.Viewable:
    """Hand sales over, and see what follows."""
    hv.extension("bokeh")
    return SalesCard(store).view()


def _told(store: Store, series: Series) -> Iterator[str]:
    """What was read, and what was summed up or left out on the way."""
    text, language = store.text, store.text.language
    total, *_ = figures([series.total], language)
    begin = "" if series.start is None else text.say("app.data.from", date=series.start.isoformat())
    yield text.say(
        "app.data.read", name=series.name, periods=whole(len(series.units), language),
        step=text.say(f"app.data.step_{series.step}"), begin=begin, total=total,
    )  # fmt: skip
    for note, number in series.notes.items():
        yield text.say(f"app.data.note_{note}", times=whole(number, language))


def _control(store: Store, series: Series) -> list[float] | None:
    """What the control of the newest outcome sold in each period, on average; None where there is none."""
    if store.outcome is None:
        return None
    units = store.outcome.results.data["units"].isel(arm=0).mean("replicate").values
    return [float(one) for one in in_periods(units, series.weeks)]


def _against(store: Store, series: Series, control: list[float] | None, is_fitted: bool) -> Iterator[str]:
    """What is drawn, and how far the control is from what was sold."""
    text, language = store.text, store.text.language
    yield heading(text.say("app.data.over_control"), 3)
    yield _legend(store, control is not None, is_fitted)
    if control is None:
        yield sentence(text.say("app.data.not_compared"))
        return
    if not control:
        yield sentence(text.say("app.data.too_short", step=text.say(f"app.data.step_{series.step}")))
        return
    error = mean_error(series, control)
    if error is not None:
        count = min(len(control), len(series.units))
        told = {"share": percent(error, language), "periods": whole(count, language)}
        yield sentence(text.say("app.data.error", **told))
    if not store.is_current:
        yield sentence(text.say("app.data.outdated"))
    yield sentence(text.say("app.data.from_first_week"), small=True)


def _legend(store: Store, has_control: bool, is_fitted: bool) -> str:
    """Which line is what: told by colour, and by how it is drawn."""
    text, ink = store.text, INK[store.theme]
    lines = [("■", ink, SOLD)]
    lines += [("━", arm_style(0, store.theme).colour, CONTROL)] if has_control else []
    lines += [("┅", ink, FITTED)] if is_fitted else []
    return "<p>" + " ".join(
        f'<span class="arm"><span aria-hidden="true" style="color:{colour}">{sign}</span> '
        f"{text.say(f'app.data.line_{name}')}</span>"
        for sign, colour, name in lines
    ) + "</p>"  # fmt: skip


def _estimates(store: Store, series: Series, fit: BassFit) -> Iterator[str]:
    """The three numbers with their standard errors, and what they mean."""
    text, language = store.text, store.text.language
    step = text.say(f"app.data.step_{series.step}")
    yield heading(text.say("app.data.fit"), 3)
    rows = [
        [text.say(f"app.data.bass_{name}"), three_digits(value, language), three_digits(error, language)]
        for name, value, error in (("p", fit.p, fit.p_error), ("q", fit.q, fit.q_error))
    ]
    rows.append([text.say("app.data.bass_m"), *figures([fit.m, fit.m_error], language)])
    head = ["", text.say("app.data.estimate"), text.say("app.data.standard_error")]
    yield table(head, rows, text.say("app.data.per_step", step=step))
    peak, share = three_digits(fit.peak, language), percent(fit.r2, language)
    yield sentence(text.say("app.data.peak", peak=peak, step=step, share=share))
    yield sentence(text.say("app.data.first_purchases"), small=True)


def _changes(store: Store, changes: list[Change]) -> Iterator[str]:
    """What was set, from what to what."""
    text, language = store.text, store.text.language
    if not changes:
        yield sentence(text.say("app.data.nothing_changed"))
        return
    rows = []
    for one in changes:
        name = str(one.place[-1])
        called = text.sentences.get(f"label.{name}") or text.say(f"app.data.set_{name}")
        rows.append([called, plain(one.before, language), plain(one.after, language)])
    head = [text.say(f"app.data.{name}") for name in ("field", "before", "after")]
    yield table(head, rows, text.say("app.data.changed"))
    yield from map(sentence, store.wrong)  # such as gifts to fewer people than a consumer stands for now
    for one in changes:
        if one.limited:
            yield sentence(text.say("app.data.limited", place=store.named(one.place)))
    yield sentence(text.say("app.data.starting_what"), small=True)
