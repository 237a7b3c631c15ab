"""A row for each arm: its name, how it differs from the control, and how far people came with it."""

from typing import Any

from simulator.figures import NONE, figures, percent, whole
from simulator.pictures.content import Content, Stage
from simulator.pictures.look import (
    BODY,
    EDGE,
    FAINT,
    HEADING,
    INK,
    PAPER,
    SMALL,
    SOFT,
    STYLES,
    WIDTH,
)
from simulator.pictures.page import Page
from simulator.pictures.ticks import of_values
from simulator.sentences import verdict

HEAD = 44.0  # room for headings
FOOT = 16.0  # room for the numbers below
NAMES = 122.0
PLOT, WORDS, GAP = 66.0, 98.0, 8.0  # of a difference
STAGE = 62.0
DIFFERENCES = EDGE + NAMES + 8
STAGES = WIDTH - EDGE - 4 * STAGE + 6
ROOMY = 30.0  # height of a row from which letters are larger
PAD = 0.08  # of what is drawn, at both ends


class Rows:
    """Where the rows are."""

    def __init__(self, page: Page, shown: Content, top: float, row: float) -> None:
        self.page, self.shown, self.top, self.row = page, shown, top, row
        self.first = top + HEAD
        self.height = row * len(shown.arms)
        self.size = BODY if row >= ROOMY else BODY - 1

    def middle(self, k: int) -> float:
        """The middle of a row."""
        return self.first + (k + 0.5) * self.row

    def draw(self) -> None:
        """Draw all of it."""
        page = self.page
        for k in range(len(self.shown.arms) + 1):
            y = self.first + k * self.row
            page.line([EDGE, WIDTH - EDGE], [y, y])
        for k, name in enumerate(self.shown.arms):
            page.mark(EDGE + 5, self.middle(k), STYLES[k], 7)
            self.lines(EDGE + 15, k, page.fitted(name, NAMES - 15, self.size, 2), self.size)
        if len(self.shown.arms) > 1:
            self.differences()
        else:
            only = page.fitted(page.text.say("picture.one_arm"), STAGES - DIFFERENCES - 40, BODY, 3)
            self.lines(DIFFERENCES, 0, only, BODY, color=SOFT)
        self.stages()

    def lines(self, x: float, k: int, words: list[str], size: float, **look: Any) -> None:
        """Write one or more lines into a row."""
        for n, line in enumerate(words):
            self.page.write(x, self.middle(k) + (n - (len(words) - 1) / 2) * size * 1.2, line, size, **look)

    def differences(self) -> None:
        """Draw the paired differences of all arms."""
        page, say = self.page, self.page.text.say
        room = STAGES - DIFFERENCES - 24
        against = say("picture.against", control=self.shown.arms[0])
        (title,) = page.fitted(against, room, HEADING, weight="bold")
        page.write(DIFFERENCES, self.top + 7, title, HEADING, weight="bold")
        key = "picture.interval" if self.shown.runs > 1 else "picture.no_interval"
        page.write(DIFFERENCES, self.top + 21, say(key), BODY - 1, color=SOFT)
        for n, metric in enumerate(self.shown.differences):
            left = DIFFERENCES + n * (PLOT + WORDS + GAP)
            page.write(left, self.top + 36, say(f"metric.{metric}"), BODY, weight="bold")
            self.difference(metric, left)

    def difference(self, metric: str, left: float) -> None:
        """Draw the differences of one metric."""
        page, pairs = self.page, self.shown.differences[metric]
        axes = page.axes(f"difference {metric}", left, self.first, PLOT, self.height)
        known = [row for row in pairs if row is not None]
        ends = [0.0, *(row[end] for row in known for end in ("low", "mean", "high") if row[end] is not None)]
        low, high = min(ends), max(ends)
        pad = PAD * (high - low) or 1.0
        axes.set_xlim(low - pad, high + pad)
        axes.set_ylim(len(pairs), 0)
        axes.axvline(0, color=INK, lw=0.8)
        unit = self.shown.answer["arms"][0]["metrics"][metric]["unit"]
        currency = self.shown.answer["currency"] if unit == self.shown.answer["currency"] else None
        ticks = of_values(
            low, high, page, currency, PLOT / (1 + 2 * PAD), 3, counts=currency is None, sign=True, along=True
        )
        axes.set_xticks(*ticks, fontsize=SMALL)
        for k, (row, style) in enumerate(zip(pairs, STYLES, strict=False)):
            if row is None:
                axes.plot(0, k + 0.5, marker=style.mark, color=style.colour, ms=6, mec=PAPER, mew=0.5)
                continue
            sure = row["low"] is not None and verdict(row) in ("paired", "same")
            if row["low"] is not None:
                axes.plot(
                    [row["low"], row["high"]], [k + 0.5] * 2, color=style.colour, lw=1.8,
                    solid_capstyle="butt", label=row["arm"],
                )  # fmt: skip
            axes.plot(
                row["mean"], k + 0.5, marker=style.mark, color=style.colour, ms=5.5, mew=0 if sure else 1.2,
                mec=style.colour, mfc=style.colour if sure else PAPER, label=row["arm"],
            )  # fmt: skip
            self.said(row, currency, k, left + PLOT + 6)

    def said(self, row: dict[str, Any], currency: str | None, k: int, x: float) -> None:
        """Write a difference in words: the mean, and its interval or why there is none to speak of."""
        page, say = self.page, self.page.text.say
        ends = [row[name] for name in ("mean", "low", "high")]
        mean, low, high = figures(ends, page.text.language, currency=currency, sign=True, compact=True)
        found = "one_run" if row["low"] is None else verdict(row)
        told = say(f"picture.{found}", low=low, high=high)
        apart = self.size * 0.6
        colour = INK if found == "paired" else SOFT
        page.write(x, self.middle(k) - apart, mean, self.size, weight="bold", color=colour)
        size = SMALL - 0.5
        size *= min(1.0, (WORDS - 4) / page.width(told, size))  # no number is cut short
        page.write(x, self.middle(k) + apart + 0.5, told, size, color=SOFT)

    def stages(self) -> None:
        """Draw how far people came."""
        page, say = self.page, self.page.text.say
        people = whole(self.shown.people, page.text.language)
        page.write(STAGES, self.top + 7, say("picture.stages", people=people), HEADING, weight="bold")
        page.write(STAGES, self.top + 21, say("picture.stages_about"), BODY - 1, color=SOFT)
        most = max(max(stage.people) for stage in self.shown.stages) or 1.0
        cells = [self.cells(stage) for stage in self.shown.stages]
        widest = max(sum(self.widths(*cell)) for column in cells for cell in column)
        smaller = min(1.0, (STAGE - 4) / widest)  # where numbers have many digits
        for n, stage in enumerate(self.shown.stages):
            left = STAGES + n * STAGE
            page.write(left, self.top + 36, say(f"picture.{stage.name}"), BODY - 1, weight="bold")
            self.bars(stage, left, most)
            for k, (number, share) in enumerate(cells[n]):
                y, after = self.first + (k + 0.38) * self.row, sum(self.widths(number, share)[:2])
                page.write(left, y, number, self.size * smaller, weight="bold")
                page.write(left + after * smaller, y, share, SMALL * smaller, color=SOFT)

    def cells(self, stage: Stage) -> list[tuple[str, str]]:
        """The people of a stage and their share of the stage before, as they are written."""
        language, say = self.page.text.language, self.page.text.say
        shares = [
            NONE if share is None else say("picture.share", percent=percent(share, language))
            for share in stage.shares
        ]
        return list(zip(figures(stage.people, language, compact=True), shares, strict=True))

    def widths(self, number: str, share: str) -> list[float]:
        """Widths of a cell's number, gap and share."""
        return [self.page.width(number, self.size, "bold"), 3.0, self.page.width(share, SMALL)]

    def bars(self, stage: Stage, left: float, most: float) -> None:
        """Draw the people of one stage as bars on the scale of all stages."""
        axes = self.page.axes(f"stage {stage.name}", left, self.first, STAGE - 8, self.height)
        axes.set_xlim(0, most)
        axes.set_ylim(len(stage.people), 0)
        places = [k + 0.76 for k in range(len(stage.people))]
        colours = [style.colour for style in STYLES]
        axes.barh(places, [most] * len(places), height=0.16, color=FAINT, alpha=0.5)
        axes.barh(places, stage.people, height=0.16, color=colours[: len(places)])
