"""The server: on this machine only, ready while the kernels are still warming up."""

import socket

import panel as pn
from panel.viewable import Viewable

from app.example import Example
from app.jobs import Service
from app.library.database import Database, home_folder
from app.library.shelf import Shelf
from app.page import page

ADDRESS = "127.0.0.1"  # nobody else's machine reaches it
PORTS_TRIED = 20


def free_port(port: int) -> int | None:
    """The port, or the next one that is free; None where there is none near."""
    for one in range(port, min(port + PORTS_TRIED, 65_536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, one))
            except OSError:
                continue
            return one
    return None


def serve(port: int, opened: bool) -> None:
    """Serve the app until Ctrl-C.

    Parameters
    ----------
    port : a free one, from `free_port`. opened : whether a browser is opened too.
    """
    pn.extension(notifications=True)
    service = Service()
    example = Example(service)
    shelf = Shelf(Database(home_folder()))

    def session() -> Viewable:
        return page(service, example, shelf)

    pn.serve(
        {"/": session}, port=port, address=ADDRESS, show=opened,
        title="Kuchikomi", verbose=False, liveness=True, use_xheaders=False,
    )  # fmt: skip
    service.close()
    shelf.close()
