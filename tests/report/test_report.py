"""The client's report: the numbers of the comparison, nothing that is loaded or carried out, reproducible."""

import re
import shlex
import tomllib
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import tomli_w
from support import POSTER, arm, lively

from simulator import Mistake, compare, load_scenario
from simulator.commands import carry_out
from simulator.figures import figures
from simulator.html.look import arm_style
from simulator.html.marks import SHAPES
from simulator.intervals import difference
from simulator.metrics import measure
from simulator.outcome import Outcome, outcome_of
from simulator.report import report_html, save_report
from simulator.report.headline import headline
from simulator.texts import LANGUAGES, catalogue

BAD = "<script>alert(1)</script>"
SEEDS = {"kind": "seeding", "seeds": 9, "cost_per_seed": 10}
MARKET = {"consumers": 120, "weeks": 12}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
languages = pytest.mark.parametrize("language", LANGUAGES)


def found(rivals: bool = False, replicates: int = 6, name: str = BAD) -> Outcome:
    more = {"rivals": [{"name": "Rival", "price": 900.0}]} if rivals else {}
    scenario = load_scenario(lively(arm(name, SEEDS), arm("Idle"), market=MARKET, **more))
    return outcome_of(scenario, compare(scenario, replicates, 3))


@pytest.fixture(scope="module", name="outcome")
def made() -> Outcome:
    return found()


@languages
def test_nothing_is_carried_out_or_loaded(outcome: Outcome, language: str) -> None:
    page = report_html(outcome, catalogue(language), client=BAD, logo=PNG, on=date(2026, 11, 26))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 3
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert re.findall(r'\b(?:src|href|action|srcset|data)\s*=\s*"(?!data:image/png)', page) == []
    assert re.findall(r"url\(|@import|javascript:|\bon\w+=\"", page) == []
    assert page.index("default-src") < page.index("<style>")


@languages
@pytest.mark.parametrize("rivals", [False, True])
def test_four_numbers_are_paired_differences(rivals: bool, language: str) -> None:
    """Recomputed from the runs."""
    outcome, text = found(rivals, name="Gift"), catalogue(language)
    values = measure(outcome.results.data)
    names = ("new_customers", "repeat_units", "revenue", "market_share" if rivals else "penetration")
    numbers = headline(outcome, 1, text)
    assert [one.metric for one in numbers] == [text.say(f"metric.{name}") for name in names]
    for name, number in zip(names, numbers, strict=True):
        pair = difference(values[name][1], values[name][0], True)
        scale = 100 if "share" in name or name == "penetration" else 1
        ends = [scale * x for x in (pair.mean, pair.low, pair.high)]
        currency = "JPY" if name == "revenue" else None
        mean = figures(ends if scale == 1 else ends[:1], language, currency=currency, sign=True)[0]
        assert number.figure == (text.say("table.points", number=mean) if scale > 1 else mean)
        if pair.low <= 0 <= pair.high:
            assert text.say("picture.paired_open") in number.sure or number.sure.startswith(
                text.say("picture.paired_small")
            )
    assert headline(outcome, 0, text) == []


@languages
@pytest.mark.parametrize("replicates", [1, 5])
def test_a_goal_and_the_gap_to_it_stand_beside_them(language: str, replicates: int) -> None:
    text, goal = catalogue(language), {"metric": "units", "target": 7}
    scenario = load_scenario(lively(arm("Gift", SEEDS), market=MARKET, goal=goal))
    results = compare(scenario, replicates)
    gap = float((measure(results.data)["units"][1] - 7).mean())
    *four, last = headline(outcome_of(scenario, results), 1, text)
    assert len(four) == 4
    assert last.title == text.say("report.goal")
    assert float(last.figure.replace(",", "")) == pytest.approx(gap, abs=0.5)
    (alone,) = headline(outcome_of(scenario, results), 0, text)
    assert alone.metric == last.metric


@languages
def test_it_can_be_reproduced_from_itself(outcome: Outcome, language: str, tmp_path: Path) -> None:
    """The scenario in the report is the one that was run: the same digest, the same bits."""
    page = report_html(outcome, catalogue(language))
    *_, scenario = re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)
    place = tmp_path / "scenario.toml"
    place.write_text(unescape(scenario), "utf-8")
    tomllib.loads(unescape(scenario))
    again = load_scenario(place)
    assert again.digest == outcome.scenario.digest
    assert outcome.scenario.digest in page
    assert "--seed 3 --replicates 6" in page
    data = compare(again, 6, 3).data
    assert data.drop_attrs().equals(outcome.results.data.drop_attrs())


@languages
@pytest.mark.parametrize("replicates", [1, 2])
def test_few_runs_and_a_control_alone_make_a_report_too(language: str, replicates: int) -> None:
    text = catalogue(language)
    assert report_html(found(replicates=replicates), text).count('<div class="number">') == 4
    scenario = load_scenario(lively(market=MARKET))
    alone = report_html(outcome_of(scenario, compare(scenario, replicates)), text)
    assert '<div class="number">' not in alone
    assert text.say("app.why.cannot") in alone


def test_a_network_is_named_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text("source,target\na,b\nb,c\nc,a\n")
    rows = lively(market={"followers": 0, "weeks": 3}, graph={"file": str(tmp_path / "ties.csv")})
    del rows["market"]["consumers"]
    scenario = load_scenario(rows)
    page = report_html(outcome_of(scenario, compare(scenario, 2)), catalogue("en"))
    assert "ties.csv" in page
    assert str(tmp_path) not in page


def test_a_logo_is_a_picture_and_small(outcome: Outcome) -> None:
    page = report_html(outcome, catalogue("en"), logo=PNG)
    assert 'src="data:image/png;base64,' in page
    for wrong in (b"<svg onload=alert(1)>", b"GIF89a", bytes(2_000_000)):
        with pytest.raises(Mistake, match="logo"):
            report_html(outcome, catalogue("en"), logo=wrong)


def test_it_is_never_written_over_another(outcome: Outcome, tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    save_report(outcome, place, catalogue("en"), client="ACME")
    assert "ACME" in place.read_text("utf-8")
    with pytest.raises(Mistake, match="exists already"):
        save_report(outcome, place, catalogue("en"))
    with pytest.raises(Mistake, match="html"):
        save_report(outcome, tmp_path / "report.pdf", catalogue("en"))


def command_in(page: str) -> list[str]:
    """The command that a report says, as a shell reads it."""
    return shlex.split(unescape(re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)[0]))


@pytest.mark.parametrize(
    "more",
    [
        ["--until", "400", "--replicates", "24"], ["--replicates", "3", "--assumptions", "10"],
        ["--replicates", "3", "--assumptions", "10", "--vary", "market.price=500..2000"],
    ],
)  # fmt: skip
def test_its_command_gives_the_same_numbers(
    more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.toml").write_text(tomli_w.dumps(lively(arm("Gift", SEEDS), market=MARKET)), "utf-8")
    files = ["--report", "a.html", "--csv", "a.csv"]
    assert carry_out(["compare", "plan.toml", *more, "--seed", "5", *files, "--lang", "en"], None) == 0
    page = Path("a.html").read_text("utf-8")
    *_, scenario = re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)
    Path("scenario.toml").write_text(unescape(scenario), "utf-8")
    program, *command = command_in(page)
    assert program == "kuchikomi"
    assert carry_out([*command, "--csv", "b.csv", "--report", "b.html", "--lang", "en"], None) == 0
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    without_names = [Path(name).read_text("utf-8") for name in ("a.html", "b.html")]
    assert without_names[0] == without_names[1]
    if "--assumptions" in more:
        assert catalogue("en").say("app.why.worlds") in page


def test_strategies_of_ones_own_are_said_to_be_needed(tmp_path: Path) -> None:
    (tmp_path / "poster.py").write_text(POSTER, "utf-8")
    rows = lively(arm("Hang", {"kind": "poster"}), market=MARKET)
    scenario = load_scenario(rows, strategy_files=[tmp_path / "poster.py"])
    page = report_html(outcome_of(scenario, compare(scenario, 2)), catalogue("en"))
    assert "--strategies poster.py" in page
    assert catalogue("en").say("report.own_strategies", kinds="poster") in page


def test_of_many_plans_none_is_left_out_and_the_best_is_told_of() -> None:
    plans = [arm(f"Plan {k}", {**SEEDS, "seeds": k, "cost_per_seed": 0}) for k in range(1, 10)]
    scenario = load_scenario(lively(*plans, market=MARKET))
    outcome, text = outcome_of(scenario, compare(scenario, 6)), catalogue("en")
    arms = outcome.content.answer["arms"]
    best = max(arms, key=lambda one: one["metrics"]["profit"]["mean"])["name"]
    page = report_html(outcome, text)
    assert text.say("report.numbers", arm=best, control="Control") in page
    chances = page[page.index(text.say("app.compare.best")) :]
    assert all(f"Plan {k}" in chances for k in range(1, 10))


def test_a_name_that_is_no_text_is_written_all_the_same(outcome: Outcome, tmp_path: Path) -> None:
    save_report(outcome, tmp_path / "a.html", catalogue("en"), client="\udc83J")
    assert "?J" in (tmp_path / "a.html").read_text("utf-8")


def test_means_over_some_of_the_runs_are_marked() -> None:
    scenario = load_scenario(lively(arm("Gift", {**SEEDS, "cost_per_seed": 900}), market=MARKET))
    outcome = outcome_of(scenario, compare(scenario, 12))
    arms, text = outcome.content.answer["arms"], catalogue("en")
    assert 0 < arms[1]["measured"]["payback"] < 12, "or this tells nothing"
    page = report_html(outcome, text)
    assert text.say("table.legend_partly", mark="*") in page


def test_curves_can_be_told_apart_without_colours(outcome: Outcome) -> None:
    """By the marks of the legend, six on each of two lines an arm."""
    page = report_html(outcome, catalogue("en"))
    figures_of = "".join(re.findall(r"<figure>.*?</figure>", page, re.DOTALL))
    for k in range(len(outcome.content.arms)):
        shape = SHAPES[arm_style(k, "default").marker]
        assert figures_of.count(f'd="{shape}"') == 12
        assert f'class="sign" viewBox="-8 -8 16 16" aria-hidden="true"><path d="{shape}"' in page
    assert figures_of.count(">Week</text>") == 2
