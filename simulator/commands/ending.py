"""How a command ends: its exit codes."""

from simulator.interruption import INTERRUPTED

__all__ = ["INTERRUPTED", "MISTAKE", "OK"]

OK, MISTAKE = 0, 2  # 2: a user's
