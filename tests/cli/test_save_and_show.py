"""``compare --save`` and ``show``: what was printed is printed again; nothing is lost, or run in vain."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import xarray
from command import TINY, environment, process, said

from simulator.texts import LANGUAGES

COMPARE = ["compare", "first_look", *TINY]


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_show_prints_what_compare_printed(more: list[str], tmp_path: Path) -> None:
    """In processes of their own, which share nothing but the file."""
    place = str(tmp_path / "比較.nc")
    code, out, err = process(*COMPARE, *more, "--save", place)
    assert code == 0
    assert place in err
    assert process("show", place, *more) == (0, out, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_any_language(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "plan.nc")
    printed = said(capsys, *COMPARE, "--lang", language).out
    said(capsys, *COMPARE, "--save", place)
    assert said(capsys, "show", place, "--lang", language).out == printed


def test_a_table_for_spreadsheets_comes_from_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, one, again = (tmp_path / name for name in ("plan.nc", "one.csv", "again.csv"))
    said(capsys, *COMPARE, "--save", str(kept), "--csv", str(one))
    code, _, err = said(capsys, "show", str(kept), "--csv", str(again))
    assert (code, err) == (0, f"Saved in {again}.\n")
    assert one.read_bytes() == again.read_bytes()
    assert said(capsys, "show", str(kept), "--csv", str(again)).code == 2


def test_a_place_that_will_not_do_is_told_before_anything_is_run(tmp_path: Path) -> None:
    place = tmp_path / "plan.nc"
    place.write_text("mine")
    code, out, err = process("compare", "first_look", "--consumers", "10000000", "--save", str(place))
    assert (code, out) == (2, "")
    assert err == f'"{place}" exists already, and is not written over. Give another name, or move it away.\n'
    assert place.read_text() == "mine"


def test_show_without_a_file_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "show")
    assert (code, out) == (2, "")
    assert err.startswith("No file is given. Write kuchikomi show FILE.nc, with a file that compare --save")


def test_a_file_that_cannot_be_finished_takes_no_answer_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full by then: what was run is printed, and the other file is written."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    kept, table = tmp_path / "plan.nc", tmp_path / "plan.csv"
    monkeypatch.setattr(xarray.Dataset, "to_netcdf", full)
    code, out, err = said(capsys, *COMPARE, "--json", "--save", str(kept), "--csv", str(table))
    assert (code, kept.exists(), table.exists()) == (2, False, True)
    assert json.loads(out)["replicates"] == 3
    assert f'"{kept}" cannot be written (No space left on device)' in err


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_picture_comes_from_both(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, one, again = (tmp_path / name for name in ("plan.nc", f"one{suffix}", f"again{suffix}"))
    code, out, err = said(capsys, *COMPARE, "--lang", "ja", "--save", str(kept), "--plot", str(one))
    assert code == 0
    assert f"{one} に保存しました。" in err
    assert said(capsys, "show", str(kept), "--lang", "ja", "--plot", str(again)) == (
        0, out, f"{again} に保存しました。\n"
    )  # fmt: skip
    assert one.read_bytes() == again.read_bytes()
    code, out, err = said(capsys, "show", str(kept), "--plot", str(again))
    assert code == 2
    assert "Control" in out, "what was asked for in words is shown all the same"
    assert f'"{again}" exists already' in err


def test_a_picture_of_no_known_kind_is_told_before_anything_is_run(tmp_path: Path) -> None:
    place = tmp_path / "plan.jpg"
    code, out, err = process("compare", "first_look", "--consumers", "10000000", "--plot", str(place))
    assert (code, out) == (2, "")
    assert err == f'"{place}" does not end in .png / .svg. Write a name like comparison.png.\n'


def test_nothing_that_draws_is_loaded_without_a_picture() -> None:
    code = (
        "import sys; from simulator.cli import main\n"
        f"main({[*COMPARE, '--json']!r})\n"
        "sys.exit('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=False)
    assert done.returncode == 0


def test_a_report_and_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, book, logo = (tmp_path / name for name in ("plan.html", "plan.xlsx", "logo.png"))
    logo.write_bytes(b"\x89PNG\r\n\x1a\n")
    more = ["--report", str(page), "--client", "A & B", "--logo", str(logo), "--xlsx", str(book)]
    code, _, err = said(capsys, *COMPARE, *more)
    assert code == 0
    assert f"Saved in {page}." in err
    assert f"Saved in {book}." in err
    assert "A &amp; B" in page.read_text("utf-8")
    assert "data:image/png" in page.read_text("utf-8")
    assert book.read_bytes().startswith(b"PK")


def test_what_is_wrong_about_a_report_is_told_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = ["compare", "first_look", "--consumers", "10000000"]
    page = ["--report", str(tmp_path / "plan.html")]
    (tmp_path / "logo.svg").write_text("<svg/>")
    for more, expected in (
        (["--client", "A"], "--client is about a report"),
        ([*page, "--logo", str(tmp_path / "no.png")], "cannot be read"),
        ([*page, "--logo", str(tmp_path / "logo.svg")], "no PNG and no JPEG"),
        (["--report", "plan.pdf"], "html"),
        (["--xlsx", "plan.csv"], "xlsx"),
    ):
        code, out, err = said(capsys, *large, *more)
        assert (code, out) == (2, "")
        assert expected in err
