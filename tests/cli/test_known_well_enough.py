"""``--until`` in words: known as well as asked, not in so many runs, or not in any number of them."""

import json

import pytest
from command import TINY, said

from simulator.texts import catalogue

MARKET = [*TINY[:4], *TINY[6:]]  # without its number of replicates
KNOWN = {"reached": ["--until", "500000"], "missed": ["--until", "40", "--replicates", "30"],
         "never": ["--until", ".01", "--replicates", "22"]}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("what", KNOWN)
def test_what_came_of_it_is_told(
    what: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, "compare", "first_look", *MARKET, *KNOWN[what], "--lang", language)
    assert (code, err) == (0, "")
    beginning = catalogue(language).sentences[f"table.until_{what}"].split("{")[0]
    (told,) = (line for line in out.splitlines() if line.startswith(beginning))
    answer = json.loads(
        said(capsys, "compare", "first_look", *MARKET, *KNOWN[what], "--json").out
    )
    numbers = {"reached": (40,), "missed": (30, answer["until"]["runs_needed"]), "never": (22,)}[what]
    assert all(f"{number:,}" in told for number in numbers)


def test_a_share_is_typed_with_its_sign(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "compare", "first_look", *MARKET, "--until", "5％")  # noqa: RUF001
    assert code == 2
    assert err.strip().endswith("Write --until 5%, at half width.")
