"""Numbers that stand together are written in one unit, to the same digit, and none as 0 but 0."""

import re

import pytest

from simulator.figures import figures, percent, three_digits, whole


@pytest.mark.parametrize(
    ("values", "options", "written"),
    [
        ([-6.53, -24.0, None], {}, ["-6.5", "-24.0", "-"]),
        ([0.352, 0.0, 1.0], {}, ["0.35", "0.00", "1.00"]),
        ([1232.5, 853.25, 0.0], {}, ["1,233", "853", "0"]),
        ([-0.3, 530.0], {"sign": True}, ["-0.3", "+530.0"]),
        ([-0.001, 0.001], {"sign": True}, ["0.00", "0.00"]),
        ([730_119.0, 1_114_000.0], {"language": "ja", "currency": "JPY", "sign": True},
         ["+￥73.0万", "+￥111.4万"]),
        ([730_119.0, 999_999.0], {"language": "ja", "currency": "JPY"}, ["￥730,119", "￥999,999"]),
        ([2_566_000.0, 0.0, 1_202_500.0], {"currency": "JPY"}, ["¥2.57M", "¥0", "¥1.20M"]),
        ([300.0, 12e6], {"currency": "USD", "sign": True}, ["+$300", "+$12,000,000"]),
        ([499_200.0, 495_000.0], {"currency": "JPY", "compact": True}, ["¥499K", "¥495K"]),
        ([499.0, 12.0], {"currency": "JPY", "compact": True}, ["¥499", "¥12"]),
        ([-1.2e12, 33e9], {"currency": "USD"}, ["-$1.20T", "$0.03T"]),
        ([8_281_125.0, 4_770_875.0], {"compact": True}, ["8.28M", "4.77M"]),
        ([8_281_125.0, 4_770_875.0], {"compact": True, "language": "ja"}, ["828.1万", "477.1万"]),
        ([8_281_125.0, 4_770_875.0], {}, ["8,281,125", "4,770,875"]),
        ([None], {"currency": "JPY"}, ["-"]),
        ([], {}, []),
    ],
)  # fmt: skip
def test_numbers_that_stand_together_are_written_alike(values, options, written):
    assert figures(values, **{"language": "en", **options}) == written


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("currency", [None, "JPY", "USD"])
@pytest.mark.parametrize("compact", [False, True])
def test_digits_and_unit_are_one_for_a_group(language, currency, compact):
    for power in range(-2, 14):
        group = [sign * 1.2345 * 10**power * part for sign in (1, -1) for part in (1, 0.3, 0.11)]
        texts = figures(group, language, currency=currency, compact=compact)
        forms = {re.sub(r"-|\d[\d,]*(?=\.|\D|$)", "", text.split(".")[0]) for text in texts}
        decimals = {len(re.sub(r"\D", "", text.partition(".")[2])) for text in texts}
        assert len(forms) == len(decimals) == 1, texts


def test_halves_are_rounded_up():
    shares = (1 / 40, 0.145, 0.005, 0.625, 1.0, 0.0)
    assert [percent(share, "en") for share in shares] == ["3", "15", "1", "63", "100", "0"]
    assert f"{100 / 40:.0f}" == "2"  # the wrong twin
    assert figures([0.125, 0.135], "en") == ["0.13", "0.14"]


def test_counts_have_marks_and_factors_three_digits():
    assert whole(88234, "en") == whole(88234, "ja") == "88,234"
    assert [three_digits(x, "en") for x in (0.36621, 0.00412, 0.9)] == ["0.366", "0.00412", "0.9"]
