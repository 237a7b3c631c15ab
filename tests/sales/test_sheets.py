"""Tables as they are saved are read; what can do harm is refused before it is unpacked or parsed."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from support import PROPERTY

from simulator.errors import Mistake
from simulator.sales import sheets as module
from simulator.sales.sheets import MOST_BYTES, read_sheets
from simulator.sales.tables import table_of

TABLE = "日付,販売数\n2026/11/22,5\n2026/11/29,7\n"
ROWS = [(1, ["日付", "販売数"]), (2, ["2026/11/22", "5"]), (3, ["2026/11/29", "7"])]


def workbook(*rows: Any, more: dict[str, Any] | None = None, merged: tuple[str, ...] = ()) -> bytes:
    """An XLSX file with these rows on its first sheet."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for title, lines in (more or {}).items():
        sheet = book.create_sheet(title)
        for row in lines:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same archive with other members."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_real_japanese_files_are_read(encoding: str, delimiter: str, ending: str) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", ending)
    (sheet,) = read_sheets(text.encode(encoding), "sales.csv")
    assert sheet.rows == ROWS


def test_cells_are_text_whatever_stands_in_them() -> None:
    (sheet,) = read_sheets(b'date,units\n=1+1,"a\nb"\n@SUM(A1),<script>\n', "a.csv")
    assert [row for _, row in sheet.rows] == [["date", "units"], ["=1+1", "a b"], ["@SUM(A1)", "<script>"]]


def test_a_workbook_is_read_as_its_sheets_show_it() -> None:
    content = workbook(
        ["when", "units"], [date(2026, 11, 22), 1234.0], [datetime(2026, 11, 29), 2.5], ["=A1", None],
        more={"Other": [["x"]], "Empty": []},
    )  # fmt: skip
    first, other = read_sheets(content, "a.xlsx")
    lines = [["when", "units"], ["2026-11-22", "1234"], ["2026-11-29", "2.5"]]
    assert [row for _, row in first.rows] == lines
    assert (other.name, other.rows) == ("Other", [(1, ["x"])])


def test_merged_headers_name_every_column_below_them() -> None:
    content = workbook(
        ["売上報告"], ["期間", "売上", None, "返品"], [None, "個数", "金額", None], ["2026年11月", 5, 500, 1],
        merged=("A1:D1", "A2:A3", "B2:C2", "D2:D3"),
    )  # fmt: skip
    table = table_of(read_sheets(content, "a.xlsx")[0])
    assert table.columns == ["期間", "売上 個数", "売上 金額", "返品"]
    assert table.rows == [(4, ["2026年11月", "5", "500", "1"])]


def test_names_of_columns_are_unique_and_never_empty() -> None:
    table = table_of(read_sheets(b"a,a,\n1,2,3\n,,4\n", "a.csv")[0])
    assert table.columns == ["a", "a (2)", "3"]
    assert table.rows == [(2, ["1", "2", "3"]), (3, ["", "", "4"])]
    bare = table_of(read_sheets(b"1949,96\n1950,195\n", "a.csv")[0])
    assert (bare.columns, len(bare.rows)) == (["1", "2"], 2)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><sst>&c;</sst>'
GOOD = workbook(["when", "units"], ["2026/11/22", 5])
BAD = {
    "data.empty": (b" \n", "a.csv"),
    "data.too_large": (b"1" * (MOST_BYTES + 1), "a.csv"),
    "data.unknown_kind": (b"1,2\n", "a.pdf"),
    "data.old_excel": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xls"),
    "data.not_text": (b"\x81\xff\x00\x01", "a.csv"),
    "data.damaged": (GOOD[:-40], "a.xlsx"),
    "data.bomb": (repacked(GOOD, {"xl/worksheets/bomb.xml": b"0" * (101 * 2**20)}), "a.xlsx"),
    "data.unsafe_xml": (repacked(GOOD, {"xl/sharedStrings.xml": ENTITIES}), "a.xlsx"),
    "data.too_many_cells": (b"1," * 300 + b"1\n", "a.csv"),
}


@pytest.mark.parametrize("key", BAD)
def test_what_cannot_be_read_gets_a_sentence_and_quickly(key: str) -> None:
    content, file = BAD[key]
    began = time.monotonic()
    with pytest.raises(Mistake) as raised:
        read_sheets(content, file)
    assert raised.value.key == key
    assert file in str(raised.value)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_found_in_every_encoding(encoding: str) -> None:
    text = ENTITIES.decode().replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    content = repacked(GOOD, {"xl/workbook.xml": text.encode(encoding)})
    with pytest.raises(Mistake) as raised:
        read_sheets(content, "a.xlsx")
    assert raised.value.key == "data.unsafe_xml"


def test_a_member_that_lies_about_its_size_is_not_unpacked() -> None:
    content = bytearray(repacked(GOOD, {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}))
    size = (5_000_007).to_bytes(4, "little")
    assert content.count(size) == 2
    with pytest.raises(Mistake) as raised:
        read_sheets(bytes(content).replace(size, (50).to_bytes(4, "little")), "a.xlsx")
    assert raised.value.key == "data.damaged"


def test_a_text_that_is_called_a_workbook_is_told_so() -> None:
    with pytest.raises(Mistake, match="not what its name says"):
        read_sheets(TABLE.encode(), "a.xlsx")
    assert read_sheets(GOOD, "a.csv")[0].rows[0] == (1, ["when", "units"]), "a workbook is known by itself"


def test_sheets_that_are_too_long_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 10)
    monkeypatch.setattr(module, "MOST_CELLS", 15)
    assert len(read_sheets(b"1\n" * 10, "a.csv")[0].rows) == 10
    for content in (b"1\n" * 11, b"1,2\n" * 8):
        with pytest.raises(Mistake) as raised:
            read_sheets(content, "a.csv")
        assert raised.value.key == "data.too_many_cells"


@PROPERTY
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_no_bytes_break_it(content: bytes, file: str) -> None:
    for given_bytes in (content, GOOD[: len(content) * 9] + content):
        with suppress(Mistake):
            for sheet in read_sheets(given_bytes, file):
                table_of(sheet)


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_unpacked_before_anybody_looks_is_refused(packed: int) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", packed) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 10**6)
    with pytest.raises(Mistake) as raised:
        read_sheets(raw.getvalue(), "a.xlsx")
    assert raised.value.key == "data.damaged"


def test_what_is_shared_by_many_cells_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """One long text, in a few bytes on disk, that a thousand lines show."""
    book = Workbook()
    for k in range(50):
        book.active.append(["x y " * 8_000, k])
    file = io.BytesIO()
    book.save(file)
    monkeypatch.setattr(module, "MOST_BYTES", 20 * 32_767)
    with pytest.raises(Mistake) as raised:
        read_sheets(file.getvalue(), "a.xlsx")
    assert raised.value.key == "data.too_many_cells"
