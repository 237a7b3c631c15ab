"""What is said and heard, and what comes of it."""

from simulator.metrics.metric import Metric, of_run, total

HEARD = ("heard_positive", "heard_neutral", "heard_negative")

METRICS = (
    Metric("k_factor", "first purchases per customer", True, of_run("k_factor"), "k"),
    Metric("talk_positive", "messages heard", True, total("heard_positive")),
    Metric("talk_negative", "messages heard", False, total("heard_negative")),
    Metric("talk_visible", "messages heard", True, total("heard_visible")),
    Metric("talk_true", "messages heard", True, total(*HEARD)),
    Metric("reviews", "reviews", True, total("posts")),
    Metric("cascade_mean", "discoveries + 1", True, of_run("cascade_mean"), "cascade"),
    Metric("cascade_direct", "share", True, of_run("cascade_direct"), "cascade"),
    Metric("cascade_largest", "discoveries + 1", True, of_run("cascade_largest"), "cascade"),
    Metric("cascade_depth", "steps", True, of_run("cascade_depth"), "cascade"),
    Metric("cascade_deepest", "steps", True, of_run("cascade_deepest"), "cascade"),
    Metric("cascade_virality", "steps", True, of_run("cascade_virality"), "cascade"),
    Metric("cascade_virality_largest", "steps", True, of_run("cascade_virality_largest"), "cascade"),
)
