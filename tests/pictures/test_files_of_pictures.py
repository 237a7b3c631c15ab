"""Pictures as files: the same bytes, nothing written over, no settings of others touched or minded."""

import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib
import pytest
from defusedxml import ElementTree
from drawing import CASES, results_of
from PIL import Image

from simulator import save_picture
from simulator.errors import Mistake
from simulator.pictures.look import font_files, glyphs
from simulator.texts import LANGUAGES, catalogue

SVG = "{http://www.w3.org/2000/svg}"
suffixes = pytest.mark.parametrize("suffix", [".png", ".svg", ".PNG"])


@pytest.mark.slow
@suffixes
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_comparison_gives_the_same_bytes(suffix: str, language: str, tmp_path: Path) -> None:
    results = results_of("odd names")
    one, other = (save_picture(results, tmp_path / f"{name}{suffix}", language) for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes() != save_picture(
        results_of("three arms"), tmp_path / f"c{suffix}", language
    ).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}{suffix}" for name in "abc"]


def test_a_png_is_a_slide_at_twice_its_size(tmp_path: Path) -> None:
    path = save_picture(results_of("odd names"), tmp_path / "plan.png")
    with Image.open(path) as image:
        assert image.size == (1920, 1080)
        assert image.text["Title"] == 'Does $5 beat $4_x$? Or <not> & "so"?'
        assert "Software" not in image.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_svg_has_outlines_and_says_in_words_what_is_to_be_seen(language: str, tmp_path: Path) -> None:
    path = save_picture(results_of("odd names"), tmp_path / "plan.svg", catalogue(language))
    tree = ElementTree.parse(path).getroot()
    title, about = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert title is not None
    assert about is not None
    assert title.text == 'Does $5 beat $4_x$? Or <not> & "so"?'
    assert "$x^2$ and $y_1$" in str(about.text)
    assert catalogue(language).say("table.not_a_forecast") in str(about.text)
    assert tree.find(f".//{SVG}text") is None, "letters depend on no font of the machine"
    assert b"date" not in path.read_bytes().lower()


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_character_has_a_glyph(case: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_picture(results_of(case), tmp_path / "plan.png", "ja")
        save_picture(results_of(case), tmp_path / "plan.svg", "en")


def test_the_catalogues_can_be_drawn_with_the_fonts_that_come_along() -> None:
    for language in LANGUAGES:
        needed = set("".join(catalogue(language).sentences.values())) - {"\n"}
        assert {sign for sign in needed if ord(sign) not in glyphs()} == set()
    assert all(file.is_file() for family in font_files().values() for file, _ in family)


@suffixes
def test_a_file_that_exists_is_not_written_over(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"plan{suffix}"
    path.write_text("mine")
    with pytest.raises(Mistake, match="exists already"):
        save_picture(results_of("one arm"), path)
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_picture_no_language_and_no_results(tmp_path: Path) -> None:
    results = results_of("one arm")
    with pytest.raises(Mistake, match=r"does not end in \.png / \.svg\. Write a name like comparison\.png"):
        save_picture(results, tmp_path / "plan.pdf")
    with pytest.raises(Mistake, match='There is no language "fr"'):
        save_picture(results, tmp_path / "plan.png", "fr")
    with pytest.raises(Mistake, match="Results of a comparison are needed"):
        save_picture("results", tmp_path / "plan.png")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("matplotlib.backends.backend_agg.FigureCanvasAgg.print_png", full)
    with pytest.raises(Mistake, match="No space left"):
        save_picture(results_of("one arm"), tmp_path / "plan.png")
    assert list(tmp_path.iterdir()) == []


def test_settings_of_others_are_neither_heeded_nor_changed(tmp_path: Path) -> None:
    results = results_of("three arms")
    plain = save_picture(results, tmp_path / "plain.png").read_bytes()
    theirs = {"font.size": 30.0, "axes.facecolor": "red", "lines.linewidth": 9.0, "savefig.dpi": 30.0,
              "text.color": "green", "savefig.bbox": "tight", "path.simplify": False}  # fmt: skip
    with matplotlib.rc_context(theirs):
        before = dict(matplotlib.rcParams)
        assert save_picture(results, tmp_path / "theirs.png").read_bytes() == plain
        assert dict(matplotlib.rcParams) == before


@pytest.mark.slow
def test_a_home_that_cannot_be_written_to_is_no_trouble(tmp_path: Path) -> None:
    """Nor is anything imported that opens windows or changes how others draw."""
    results = results_of("one arm")
    kept = tmp_path / "plan.nc"
    from simulator import save_results

    save_results(results, kept)
    code = (
        "import sys; from simulator import load_results, save_picture\n"
        f"save_picture(load_results({str(kept)!r}), {str(tmp_path / 'plan.png')!r}, 'ja')\n"
        "print([one for one in ('matplotlib.pyplot', 'matplotlib_fontja') if one in sys.modules])"
    )
    home = {"HOME": "/dev/null", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=home, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
