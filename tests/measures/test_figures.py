"""Numbers that stand together share a unit and digits; in a larger unit, none but 0 is written as 0.

In ones that holds as far as two decimals reach; for money, as far as coins do where all is below 1000
units of the currency or something below 1, and else as far as whole units do.
"""

import re
from decimal import Decimal

import pytest

from simulator.figures import amount, figures, percent, plain, three_digits, whole, writable


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
        ([0.5, 0.0], {"currency": "USD"}, ["$0.50", "$0.00"]),
        ([12.3, -0.079], {"currency": "USD", "sign": True}, ["+$12.30", "-$0.08"]),
        ([0.0791, 2.8], {"currency": "KWD"}, ["KWD0.079", "KWD2.800"]),
        ([99.4, 0.4], {"currency": "JPY"}, ["¥99", "¥0"]),
        ([99.4, 5.0], {"currency": "USD"}, ["$99.40", "$5.00"]),
        ([121.49, 0.4], {"currency": "USD"}, ["$121.49", "$0.40"]),
        ([5000.0, 0.4], {"currency": "USD"}, ["$5,000.00", "$0.40"]),
        ([999.6, 5.0], {"currency": "USD"}, ["$1,000", "$5"]),
        ([300.0, 12e6], {"currency": "USD", "sign": True}, ["+$300", "+$12,000,000"]),
        ([499_200.0, 495_000.0], {"currency": "JPY", "compact": True}, ["¥499K", "¥495K"]),
        ([499.0, 12.0], {"currency": "JPY", "compact": True}, ["¥499", "¥12"]),
        ([1234.0, 9999.4], {"currency": "JPY", "compact": True}, ["¥1,234", "¥9,999"]),
        ([1234.0, 9999.5], {"currency": "JPY", "compact": True}, ["¥1.2K", "¥10.0K"]),
        ([12_345.0, 30.0], {"currency": "JPY", "compact": True}, ["¥12,345", "¥30"]),
        ([300.0, 12e6], {"currency": "JPY", "compact": True}, ["¥300", "¥12,000,000"]),
        ([1_114_000.0, 300.0], {"language": "ja", "currency": "JPY"}, ["￥1,114,000", "￥300"]),
        ([-1.2e12, 33e9], {"currency": "USD"}, ["-$1.20T", "$0.03T"]),
        ([8_281_125.0, 4_770_875.0], {"compact": True}, ["8.28M", "4.77M"]),
        ([8_281_125.0, 4_770_875.0], {"compact": True, "language": "ja"}, ["828.1万", "477.1万"]),
        ([8_281_125.0, 4_770_875.0], {}, ["8,281,125", "4,770,875"]),
        ([8_281_125.0, 0.0], {"compact": True}, ["8.28M", "0"]),
        ([8_281_125.0, 300.0], {"compact": True}, ["8,281,125", "300"]),
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


@pytest.mark.parametrize(
    ("values", "options", "written"),
    [
        ([999_960_000.0, 2e8], {"currency": "JPY"}, ["¥1.00B", "¥0.20B"]),
        ([999_940_000.0, 2e8], {"currency": "JPY"}, ["¥999.9M", "¥200.0M"]),
        ([999_999.5], {"currency": "JPY"}, ["¥1.00M"]),
        ([999_999.4], {"currency": "JPY"}, ["¥999,999"]),
        ([999_960.0, 3e5], {"currency": "JPY", "compact": True}, ["¥1.00M", "¥0.30M"]),
        ([99_999_600.0], {"language": "ja", "currency": "JPY"}, ["￥1.00億"]),
        ([999_960_000.0], {"compact": True}, ["1.00B"]),
        ([999_999.5], {"compact": True}, ["1.00M"]),
        ([9.996, 2.0], {}, ["10.0", "2.0"]),
        ([99.96, 2.0], {}, ["100", "2"]),
        ([99.94, 2.0], {}, ["99.9", "2.0"]),
    ],
)  # fmt: skip
def test_unit_and_digits_are_those_of_what_is_written(values, options, written):
    assert figures(values, **{"language": "en", **options}) == written


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("currency", [None, "JPY"])
def test_nothing_but_0_is_written_as_0_where_room_is_short(language, currency):
    for power in range(15):
        for part in (1, 0.999951, 0.03, 0.0004, 0.0000007):
            values = [1.2345 * 10**power, max(1.0, 10**power * part), 0.0]
            texts = figures(values, language, currency=currency, compact=True)
            zero = [not re.search("[1-9]", text) for text in texts]
            assert zero == [False, False, True], texts


def test_halves_are_rounded_up():
    shares = (1 / 40, 0.145, 0.005, 0.625, 1.0, 0.0)
    assert [percent(share, "en") for share in shares] == ["3", "15", "1", "63", "100", "0"]
    assert figures([0.125, 0.135], "en") == ["0.13", "0.14"]


def test_counts_have_marks_and_factors_three_digits():
    assert whole(88234, "en") == whole(88234, "ja") == "88,234"
    assert [three_digits(x, "en") for x in (0.36621, 0.00412, 0.9)] == ["0.366", "0.00412", "0.9"]


@pytest.mark.parametrize(
    ("currency", "encoding", "text"),
    [
        ("JPY", "utf-8", "¥13,500"), ("JPY", "ascii", "JPY 13,500"), ("JPY", "latin-1", "¥13,500"),
        ("EUR", "latin-1", "EUR 13,500.00"), ("USD", "ascii", "$13,500.00"), ("JPY", None, "¥13,500"),
        ("JPY", "no such encoding", "JPY 13,500"),
    ],
)  # fmt: skip
def test_a_sign_that_cannot_be_written_becomes_the_code(
    currency: str, encoding: str | None, text: str
) -> None:
    given = writable(currency, "en", encoding)
    assert given == currency
    assert amount(13_500, "en", given) == text
    plainly = text.removesuffix(".00")
    assert figures([-13_500.0, 13_500.0], "en", currency=given, sign=True) == [f"-{plainly}", f"+{plainly}"]
    assert figures([2e6], "en", currency=given) == [plainly.replace("13,500", "2.00M")]


def test_numbers_that_are_all_whole_have_no_decimals() -> None:
    """People of one run are counted, and nobody writes 8.0 people."""
    assert figures([1.0, 8.0, 16.0], "en") == ["1", "8", "16"]
    assert figures([1.0, 8.5, None], "en") == ["1.00", "8.50", "-"]
    assert figures([0.0, 0.0], "ja", sign=True) == ["0", "0"]
    assert figures([1.0, 2.0], "en", currency="USD") == ["$1.00", "$2.00"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("number", [1e15, 1e28, 1e33, -1e300, 1.7e308])
def test_the_largest_numbers_can_be_written(number: float, language: str) -> None:
    digits = re.sub(r"[^0-9-]", "", plain(number, language).replace("\N{MINUS SIGN}", "-"))
    assert int(digits) == int(Decimal(repr(number)))
    for written in (amount(number, language, "JPY"), *figures([number, 1.5], language, currency="USD")):
        assert any(sign.isdigit() for sign in written)
