"""Print the fingerprint of a run of each strategy named on the command line, one a line."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from laws import fingerprint

if __name__ == "__main__":
    sys.stdout.write("\n".join(f"{kind} {fingerprint(kind)}" for kind in sys.argv[1:]))
