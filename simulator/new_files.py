"""Files that users ask for: never over another one, never half of one, and found out beforehand."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from simulator.errors import Mistake

HALF = ".kuchikomi-"  # begins the name of a file that is not complete


def check_place(path: str | os.PathLike[str], *suffixes: str) -> Path:
    """Find out whether a file can be made there, before the work that fills it is done.

    Parameters
    ----------
    suffixes : what its name may end in.

    Raises
    ------
    Mistake : its name ends otherwise; something lies there already; no file can be made there.
    """
    place = Path(path)
    if place.suffix.lower() not in suffixes:
        raise Mistake("new_file.suffix", file=str(place), known=" / ".join(suffixes), suffix=suffixes[0])
    if place.exists():
        raise Mistake("new_file.exists", file=str(place))
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=HALF):
            pass
    except OSError as error:
        raise Mistake("new_file.no_place", file=str(place), why=error.strerror or "") from error
    return place


@contextmanager
def completed(path: str | os.PathLike[str], *suffixes: str) -> Iterator[Path]:
    """Give a place to write to beside a new file, which gets its name when the block is done.

    Raises
    ------
    Mistake : see `check_place`; or there is no room.
    """
    place = check_place(path, *suffixes)
    handle, half = tempfile.mkstemp(dir=place.parent, prefix=HALF, suffix=place.suffix.lower())
    os.close(handle)
    try:
        yield Path(half)
        _move(Path(half), place)
    except OSError as error:
        why = error.strerror or str(error)
        raise Mistake("new_file.no_place", file=str(place), why=why) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(half)


def _move(half: Path, place: Path) -> None:
    """Give a complete file its name, if nobody else has taken that meanwhile."""
    try:
        os.link(half, place)
    except FileExistsError as error:
        raise Mistake("new_file.exists", file=str(place)) from error
    except OSError:  # a file system without links
        half.replace(place)
    os.chmod(place, 0o666 & ~_mask())


def _mask() -> int:
    """What the user's own files are not: readable by others, perhaps."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
