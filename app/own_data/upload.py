"""A file that is handed over: bounded as it arrives, read in a thread, and told of where it is of no use."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import Any, TypeVar

import panel as pn

from app.bounded_file import BROWSER_CAP, BoundedFile
from app.store import Store
from app.words import sentence
from app.words import text as words
from simulator.errors import Mistake
from simulator.sales.sheets import MOST_BYTES, check_size

CHUNK = 2 * 2**20  # bytes of one message; the connection takes 20 MB
MOST_NAME = 60  # characters of a file's name that are shown
READERS = ThreadPoolExecutor(2, "uploads")  # for the whole server: reading takes memory
T = TypeVar("T")


def upload(
    store: Store, label: str, suffixes: tuple[str, ...], read: Callable[[bytes, str], T],
    took: Callable[[T, bytes, str], Awaitable[None]],
) -> pn.viewable.Viewable:  # fmt: skip
    """A button for a file, and below it what is allowed, or why it could not be used.

    What was there before stays until a file could be read.

    Parameters
    ----------
    read : from content and name to what they say; it runs in a thread, and may raise a `Mistake`.
    took : is given what was read, the content and the name; it runs in the session's own thread.
    """
    text = store.text
    allowed = text.say("app.data.allowed", kinds=", ".join(suffixes), most=MOST_BYTES // 2**20)
    line = words(sentence(allowed, small=True))
    button = BoundedFile(
        label=label, uploaded_label=label, accept=",".join(suffixes), chunk_size=CHUNK,
        max_file_size=BROWSER_CAP, most=MOST_BYTES, variant="outlined", margin=(4, 10),
    )  # fmt: skip

    def say(mistake: Mistake) -> None:
        said = "".join(map(sentence, mistake.sentences(text.language)))
        line.object = f'<div role="alert">{said}</div>'

    def refused(event: Any) -> None:
        name, size = event.new
        say(Mistake("data.too_large", file=shown_name(name), size=size // 2**20, most=MOST_BYTES // 2**20))

    async def uploaded(event: Any) -> None:
        content, file = event.new, shown_name(str(button.filename or ""))
        if not content:
            return
        line.object = sentence(text.say("app.data.reading"))
        try:
            check_size(content, file)
            found = await in_thread(read, content, file)
            button.value = None  # it may be large
            line.object = sentence(allowed, small=True)
            await took(found, content, file)
        except Mistake as mistake:
            say(mistake)
        except Exception as error:  # noqa: BLE001 - whatever is in a file, it is no end of a session
            say(Mistake("app.internal", what=type(error).__name__))

    button.param.watch(lambda _: say(Mistake("data.nothing")), "empty")
    button.param.watch(refused, "refused", onlychanged=False)
    button.param.watch(uploaded, "value", onlychanged=False)
    return pn.Column(button, line, sizing_mode="stretch_width")


async def in_thread(work: Callable[..., T], *given: Any) -> T:
    """Do something long where it holds nobody up; widgets are only touched by who waits for it."""
    return await asyncio.get_running_loop().run_in_executor(READERS, work, *given)


def shown_name(name: str) -> str:
    """A file's name as it is shown: without folders, and of a long one both ends."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    return bare if len(bare) <= MOST_NAME else f"{bare[: MOST_NAME - 20]}...{bare[-15:]}"
