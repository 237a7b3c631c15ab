"""How a command ends: its exit codes."""

from simulator.interruption import INTERRUPTED

__all__ = ["INTERRUPTED", "MISSED", "MISTAKE", "OK"]

OK, MISSED, MISTAKE = 0, 1, 2  # 1: a check that failed; 2: a user's
