"""Another server on the same folder, as a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OTHER_SERVER = """
import os, signal, sys
from pathlib import Path
from app.library.database import Database
from app.library.drafts import Draft
from app.library.shelf import Shelf
one = Shelf(Database(Path(sys.argv[1])))
"""


def server(code: str, folder: Path) -> subprocess.Popen[bytes]:
    """Another server on the same folder."""
    return subprocess.Popen([sys.executable, "-c", OTHER_SERVER + code, str(folder)], cwd=ROOT)
