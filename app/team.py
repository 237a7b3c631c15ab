"""The app for a team, run by Panel's own server with its flags for addresses, logins and proxies.

``panel serve`` is given this file; it is run once for each session, and what all share is made once.
"""

import panel as pn

from app.example import Example
from app.jobs import Service
from app.library.database import Database, home_folder
from app.library.shelf import Shelf
from app.page import page

pn.extension(notifications=True)


def _shared() -> tuple[Service, Example, Shelf]:
    service = Service()
    return service, Example(service), Shelf(Database(home_folder()))


page(*pn.state.as_cached("kuchikomi", _shared)).servable(title="Kuchikomi")
