"""What is said of classical models, and of published results."""

from typing import Any

import pytest

from simulator.validation import checks
from simulator.validation.check import Finding, Measured


def see_the_science(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each model, and each check as it may end."""
    net = ask.file("net.csv", "a,b\nb,c\nc,d\n")
    ask("classic", "bass", "--p", "0.03", "--q", "0.4", "--consumers", "50", "--steps", "3", "--runs", "2")
    ask("classic", "ic", "--graph", net, "--p", "0.5", "--k", "2", "--runs", "9")
    ask("classic", "ic", "--graph", net, "--p", "0", "--runs", "9")
    ask("classic", "bass", "--p", "0.03", "--q", "0.4", "--consumers", "50", "--steps", "1", "--runs", "2")
    ask("classic", "lt", "--graph", net, "--runs", "9")
    ask("classic", "watts", "--graph", net, "--phi", "0.5", "--runs", "9")
    ends = (
        Measured(1.0, 0.0, 1.0, 1.0), Measured(1.0, 0.1, 0.0, 2.0), Measured(9.0, 0.1, 10.0, float("inf")),
    )  # fmt: skip
    for end in ends:
        with monkeypatch.context() as patched:
            found = [Finding(one, end) for one in checks()]
            patched.setattr("simulator.commands.validate.validate", lambda *_, found=found: iter(found))
            ask("validate")
