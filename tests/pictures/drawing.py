"""How the tests of pictures draw: small comparisons of all sorts, and what can be read off a figure."""

from datetime import date
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from support import arm, lively, scenario, table

from simulator import Results, compare
from simulator.pictures.content import content
from simulator.pictures.look import house_style
from simulator.pictures.slide import slide
from simulator.texts import catalogue


def seeds(n: int, cost: float = 100) -> dict[str, Any]:
    return {"kind": "seeding", "seeds": n, "cost_per_seed": cost}


LONG = (
    "大学生アンバサダーへの無償提供と公開サポートの併用",
    "全国の量販店における店頭試供とレビュー投稿の促進案",
    "既存顧客への紹介プログラム（二名まで）強化", "地域コミュニティへの寄付と従業員ボランティアの広報",  # noqa: RUF001
    "公開サポートの人員を三倍にして二十四時間体制で運用", "インフルエンサー百名への先行提供",
    "価格を一割下げて継続的に販売する値引き案の検討版、"
    "ならびにその効果を測るための調査を半年にわたって行う案",
)  # fmt: skip
ODD = ("$x^2$ and $y_1$", "a_b^c <b>&amp; \\frac{1}{2}", "\U0001f600 \u0905\U00020000 名前")
QUESTION = (
    "口コミを増やすために同じ費用で行える七つの施策のうち、一年後の到達と売上がもっとも大きくなるのはどれか、"
    "またその差は偶然では説明できないほど大きいと言えるか、そして費用に見合うのか?"
)
SMALL = {"consumers": 80, "weeks": 6}
DOLLARS = {"currency": "USD", "price": 19.99, "category_price": 19.99, "unit_cost": 5}
START = date(2027, 4, 5)

CASES: dict[str, tuple[dict[str, Any], int]] = {
    "three arms": (lively(arm("A", seeds(3)), arm("B", seeds(20)), market=SMALL), 5),
    "one arm": (lively(market=SMALL), 4),
    "one run": (lively(arm("A", seeds(3)), arm("B", seeds(20)), market=SMALL), 1),
    "one arm in one run": (lively(market=SMALL), 1),
    "one week": (lively(arm("A", seeds(3)), market={**SMALL, "weeks": 1}), 3),
    "eight long names": (
        lively(
            *(arm(name, seeds(2 * k + 1)) for k, name in enumerate(LONG)), market=SMALL, question=QUESTION
        ),
        4,
    ),
    "odd names": (
        lively(
            *(arm(name, seeds(4 * k + 1)) for k, name in enumerate(ODD)), market={**SMALL, **DOLLARS},
            question='Does $5 beat $4_x$?\nOr <not> & "so"?\u200b', start=START,
        ),
        3,
    ),
    "the control again": (lively(arm("Again"), market=SMALL), 3),
    "no revenue": (lively(arm("A", seeds(3)), market={**SMALL, "price": 0}), 3),
    "nobody": (table(arm("Again"), market=SMALL, behaviour={"organic_discovery": 0.0}), 3),
    "many people": (
        lively(
            arm("A", seeds(2_000_000)), arm("B", seeds(10_000_000)), start=START,
            market={**SMALL, **DOLLARS, "people_per_consumer": 987_654, "weeks": 130},
        ),
        3,
    ),
    "a year of dates": (lively(arm("A", seeds(3)), market={**SMALL, "weeks": 52}, start=START), 3),
    "fifty years": (table(arm("A", seeds(3)), market={**SMALL, "weeks": 2600}, start=START), 2),
    "ten arms": (lively(*(arm(f"Plan {k}", seeds(k + 1)) for k in range(9)), market=SMALL), 3),
}  # fmt: skip
"""Comparisons that are hard to draw: tables of scenarios, and numbers of runs."""


@cache
def results_of(case: str) -> Results:
    rows, replicates = CASES[case]
    return compare(scenario(rows), replicates, 1)


@cache
def drawn(case: str, language: str = "en") -> Figure:
    """The slide of a case, laid out as it is when it is saved."""
    results = results_of(case)
    with house_style(language):
        figure = slide(content(results), results.scenario, catalogue(language))
        FigureCanvasAgg(figure).draw()
    return figure


def axes_of(figure: Figure, name: str) -> Axes:
    return next(axes for axes in figure.axes if axes.get_label() == name)


def texts_of(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Everything that is written, and where, in pixels of a PNG."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    ticks = [
        one for axes in figure.axes for one in (*axes.get_xticklabels(), *axes.get_yticklabels())
    ]
    return [
        (one, one.get_window_extent(renderer))
        for one in (*figure.texts, *ticks)
        if one.get_text() and one.get_visible()
    ]


def said(figure: Figure) -> list[str]:
    return [text.get_text() for text, _ in texts_of(figure)]
