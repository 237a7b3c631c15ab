"""Nothing that is written lies over anything else that is, or off the page, however hard the case."""

from itertools import combinations, pairwise

import pytest
from drawing import CASES, LONG, drawn, results_of, said, texts_of
from hypothesis import given
from hypothesis import strategies as st
from support import PROPERTY

from simulator.pictures.courses import LINE, apart
from simulator.pictures.lettering import SHORTENED, UNKNOWN, drawable, fitted
from simulator.pictures.look import DPI, HEIGHT, STYLES, WIDTH
from simulator.texts import LANGUAGES

PIXELS = DPI / 72
BLUR = 1.0  # pixels by which boxes may touch

everywhere = pytest.mark.parametrize("language", LANGUAGES)
always = pytest.mark.parametrize("case", CASES)


@everywhere
@always
def test_no_words_lie_over_others(case: str, language: str) -> None:
    found = texts_of(drawn(case, language))
    assert len(found) > 20
    over = [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in combinations(found, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > BLUR and min(a.y1, b.y1) - max(a.y0, b.y0) > BLUR
    ]
    assert over == []


@everywhere
@always
def test_no_words_leave_the_page(case: str, language: str) -> None:
    for text, box in texts_of(drawn(case, language)):
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= WIDTH * PIXELS and box.y1 <= HEIGHT * PIXELS
        assert inside, text.get_text()


@everywhere
def test_words_that_overlap_would_be_seen(language: str) -> None:
    boxes = [box for _, box in texts_of(drawn("three arms", language))]
    assert any(a.translated(0, 20).overlaps(b) for a, b in combinations(boxes, 2))


def test_long_names_stand_in_full_before_their_rows_but_for_the_longest() -> None:
    words = "".join(said(drawn("eight long names", "ja"))).replace(SHORTENED, "")
    assert [name for name in LONG if name not in words] == [LONG[-1]]


@everywhere
@always
def test_only_names_and_questions_are_ever_cut_short(case: str, language: str) -> None:
    results = results_of(case)
    whole = {drawable(one) for one in (*results.arms, results.scenario["question"])}
    for one in said(drawn(case, language)):
        if one.endswith(SHORTENED):
            assert any(one.rstrip(SHORTENED) in name for name in whole), one


def test_names_are_no_mathematics_and_have_no_gaps() -> None:
    words = said(drawn("odd names"))
    assert "$x^2$ and $y_1$" in words
    assert 'Does $5 beat $4_x$? Or <not> & "so"?' in words
    assert not any(text.get_parse_math() for text, _ in texts_of(drawn("odd names")))
    assert any(UNKNOWN in one for one in words), "a character that no font has"


def test_arms_differ_in_colour_and_in_mark() -> None:
    assert len({style.colour for style in STYLES}) == len({style.mark for style in STYLES}) == len(STYLES)


def test_what_cannot_be_drawn_gets_a_box_and_what_cannot_be_seen_is_left_out() -> None:
    assert drawable("口コミ 日本語 ¥ ￥ 〜 €") == "口コミ 日本語 ¥ ￥ 〜 €"
    assert drawable("a\n\tb\u200b\x1bc") == "a bc"
    assert drawable("\U00020000") == UNKNOWN


@PROPERTY
@given(
    words=st.text("ab 、。口コミ", max_size=40), room=st.integers(2, 12), most=st.integers(1, 3)
)
def test_lines_fit_and_lose_nothing_but_behind_an_ellipsis(words: str, room: int, most: int) -> None:
    words = drawable(words)
    lines = fitted(words, room, most, len)
    assert len(lines) <= most
    assert all(len(line) <= room for line in lines)
    kept = "".join(lines).replace(" ", "")
    whole = words.replace(" ", "")
    if SHORTENED in kept:
        assert whole.startswith(kept.rstrip(SHORTENED))
        assert len(kept) - 1 < len(whole)
    else:
        assert kept == whole


@PROPERTY
@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_names_at_the_ends_of_lines_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    found = apart(wanted, 0.0, 100.0)
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    ranked = [found[k] for k in order]
    assert all(b - a >= LINE - 1e-9 for a, b in pairwise(ranked))
    assert ranked[0] >= 0
    assert ranked[-1] <= 100 + 1e-9
    wide = all(b - a >= LINE for a, b in pairwise(sorted(wanted)))
    if wide:
        assert found == pytest.approx(wanted)
