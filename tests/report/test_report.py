"""The client's report: the numbers of the comparison, nothing that is loaded or carried out, reproducible."""

import re
import tomllib
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from support import arm, lively

from simulator import Mistake, compare, load_scenario
from simulator.figures import figures
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
