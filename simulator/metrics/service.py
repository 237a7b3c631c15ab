"""What support is asked, and what it answers."""

from simulator.metrics.metric import Metric, at_end, ratio, total

WAITED = ("solved", "unsolved", "expired")

METRICS = (
    Metric("contacts", "cases", False, total("contacts")),
    Metric("deflected_share", "share", True, ratio(total("deflected"), total("contacts"))),
    Metric("solved_share", "share", True, ratio(total("deflected", "solved"), total("deflected", *WAITED))),
    Metric("wait", "weeks", False, ratio(total("weeks_waited"), total(*WAITED))),
    Metric("open_cases", "cases", False, at_end("n_open_cases"), "end"),
)
