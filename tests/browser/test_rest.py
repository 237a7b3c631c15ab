"""A page at which nothing happens is left alone, or every open page would slow down every other."""

from typing import Any

import pytest
from app_in_browser import Visit


@pytest.mark.slow
def test_a_page_at_rest_is_sent_next_to_nothing(visit: Visit) -> None:
    sent: list[object] = []

    def opened(socket: Any) -> None:
        socket.on("framereceived", lambda frame: sent.append(frame))

    visit.page.on("websocket", opened)
    page = visit.open()
    page.get_by_text("earns most").first.wait_for()
    page.wait_for_timeout(1500)
    before = len(sent)
    page.wait_for_timeout(2000)  # a dozen looks at what the session has asked for
    assert before > 0
    assert len(sent) - before < 6
