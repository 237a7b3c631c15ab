"""A session that is over is let go of: the server keeps nothing of it."""

import gc
import time
import urllib.request
import weakref
from contextlib import suppress
from typing import Any

import panel as pn
import pytest
from sessions import service, shelf

from app import page as page_module
from app.example import Example
from app.page import page
from app.serving import free_port

SOON = 100  # milliseconds without a connection after which the server ends a session


def is_kept() -> bool:
    """Whether the server, which really runs, still holds a session that it has ended."""
    port = free_port(5400)
    address = f"http://127.0.0.1:{port}/"
    frames: list[weakref.ref[Any]] = []
    ended: list[bool] = []
    with service() as serving, shelf() as kept:
        example = Example(serving)

        def session() -> Any:
            frame = page(serving, example, kept)
            pn.state.on_session_destroyed(lambda _: ended.append(True))
            frames.append(weakref.ref(frame))
            return frame

        server = pn.serve(
            {"/": session}, port=port, address="127.0.0.1", show=False, verbose=False, threaded=True,
            unused_session_lifetime_milliseconds=SOON, check_unused_sessions_milliseconds=SOON,
        )  # fmt: skip
        try:
            end = time.monotonic() + 30
            while not ended:
                assert time.monotonic() < end, "the session never ended"
                if not frames:
                    with suppress(OSError), urllib.request.urlopen(address, timeout=20) as answer:
                        answer.read()
                time.sleep(0.05)
            for _ in range(6):  # the server's own thread may still be at it
                gc.collect()
                if frames[0]() is None:
                    return False
                time.sleep(0.05)
            return True
        finally:
            server.stop()


@pytest.fixture(autouse=True)
def with_notifications() -> None:
    """As the server has them."""
    pn.extension(notifications=True)


def test_nothing_is_kept_of_a_session_that_is_over() -> None:
    assert not is_kept()


@pytest.mark.slow
@pytest.mark.parametrize("without", ["let_alone", "forget"])
def test_both_ways_of_letting_go_are_needed(without: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Panel itself would keep it: once it need not be helped any more, the help can go."""
    monkeypatch.setattr(page_module, without, lambda _: None)
    assert is_kept()
