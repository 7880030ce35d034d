"""Files that are larger than any that people look through: told at once, and not read."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from conftest import Rientro
from histories import workbook
from measuring import Measuring, measuring
from programs import SECONDS, command

HEADER = b"movement,operator,site,effective_on\n"
MOST_MIB, MOST_SECONDS = 200, 4


def pieces(file: IO[bytes], beginning: bytes, piece: bytes, times: int, end: bytes) -> None:
    file.write(beginning)
    for _ in range(times):
        file.write(piece)
    file.write(end)


def csv(*parts: tuple[bytes, int]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            for piece, times in parts:
                pieces(file, b"", piece, times, b"")

    return write


def book(changed: str, *parts: tuple[bytes, int]) -> Callable[[Path], None]:
    """A workbook of which one part is written anew."""

    def write(path: Path) -> None:
        path.with_name("whole").write_bytes(workbook([["movement", "operator"], ["hire", "OP-1"]]))
        with (
            ZipFile(path.with_name("whole")) as old,
            ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as new,
        ):
            for name in old.namelist():
                if name != changed:
                    new.writestr(name, old.read(name))
            with new.open(changed, "w", force_zip64=True) as file:
                for piece, times in parts:
                    pieces(file, b"", piece, times, b"")

    return write


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = b"<worksheet " + MAIN + b"><sheetData>"
END = b"</sheetData></worksheet>"
MEGABYTE = b"x" * 1_000_000
FULL_ROW = b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>"
EMPTY_ROW = b"<row>" + b'<c s="0"/>' * 16_384 + b"</row>"
SST = b"<sst " + MAIN + b">"
TOO_LARGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a million columns": (csv((HEADER, 1), (b"x," * 1_000_000, 1)), "columns"),
    "a million columns in the header": (csv((b"x," * 1_000_000, 1), (b"\n", 1)), "columns"),
    "a million empty columns": (csv((HEADER, 1), (b"," * 999_999 + b"\n", 60)), "columns"),
    "a field of 300 MB": (csv((HEADER, 1), (MEGABYTE, 300)), "more than 64 MiB"),
    "a quoted field of 60 MB": (
        csv((HEADER + b'"', 1), ((b"x" * 99 + b"\n") * 1_000, 600)),
        "A cell has",
    ),
    "a line of 60 MB": (csv((HEADER, 1), (MEGABYTE, 60)), "too many columns"),
    "a comment of 60 MB": (csv((b"#", 1), (MEGABYTE, 60)), "too many columns"),
    "two million lines": (
        csv((HEADER, 1), (b"hire,OP-1,IT,2018-01-01\n" * 1_000, 2_000)),
        "1,048,576",
    ),
    "16,384 columns": (
        book("xl/worksheets/sheet1.xml", (SHEET, 1), (FULL_ROW, 200), (END, 1)),
        "columns",
    ),
    "16,384 empty columns": (
        book("xl/worksheets/sheet1.xml", (SHEET, 1), (EMPTY_ROW, 200), (END, 1)),
        "empty columns",
    ),
    "a shared string of 70 MB": (
        book(
            "xl/sharedStrings.xml", (SST + b"<si><t>", 1), (MEGABYTE, 70), (b"</t></si></sst>", 1)
        ),
        "too large when it is unpacked",
    ),
    "a sheet of 540 MB": (
        book("xl/worksheets/sheet1.xml", (SHEET, 1), (b" " * 1_000_000, 540), (END, 1)),
        "too large when it is unpacked",
    ),
    "a text of 250 MB in a cell": (
        book(
            "xl/worksheets/sheet1.xml",
            (SHEET + b'<row><c t="inlineStr"><is><t>', 1),
            (MEGABYTE, 250),
            (b"</t></is></c></row>" + END, 1),
        ),
        "A cell has",
    ),
    "a mark of 250 MB": (
        book(
            "xl/worksheets/sheet1.xml", (SHEET + b'<row r="', 1), (MEGABYTE, 250), (b'"/>' + END, 1)
        ),
        "too long to be a cell",
    ),
    "a picture of 70 MB": (book("xl/media/a.png", (MEGABYTE, 70)), "too large when"),
}


@pytest.fixture(scope="module")
def measured() -> Iterator[Measuring]:
    """Runs that are measured."""
    with measuring() as measure:
        yield measure


@pytest.mark.parametrize(("write", "said"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_too_large_is_told_at_once(
    demo: Rientro, measured: Measuring, write: Callable[[Path], None], said: str
) -> None:
    write(demo.folder / "large")
    run = measured(demo.folder, "import", "large")
    assert run.status == 3, run
    assert said in run.told
    assert run.mib < MOST_MIB
    assert run.seconds < MOST_SECONDS
    assert demo.position == 665


def test_standard_input_is_not_read_beyond_the_limit(demo: Rientro) -> None:
    words = f"head -c 300000000 /dev/zero | {command()[0]!s} import -"
    ended = subprocess.run(
        ["bash", "-c", words],  # noqa: S607 (bash is bash)
        cwd=demo.folder,
        env=demo.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 3
    assert "more than 64 MiB" in ended.stderr


def test_what_is_large_and_empty_is_read(demo: Rientro) -> None:
    row = b"hire,OP-%d,IT-CAG,2018-10-01" + b"," * 900 + b"\n"
    rows: Iterable[bytes] = (row % number for number in range(50))
    (demo.folder / "wide.csv").write_bytes(HEADER + b"".join(rows))
    assert demo("import", "wide.csv").stderr.startswith("Recorded 50 movements")
