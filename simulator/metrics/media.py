"""How many people the brand's messages reach, by media, and how many messages that takes.

Paid media are TV, search and banners; owned ones the brand's own posts and its support in public;
earned ones news and word of mouth. A gift, what people find by themselves and what they knew before the
start belong to none; reviews are looked up and do not arrive. A message arrived whatever it weighs.
"""

from simulator.metrics.metric import Metric, at_end, ratio, total

MESSAGES = ("messages_paid", "messages_owned", "messages_earned")

METRICS = (
    Metric("paid_reach", "people", True, at_end("n_reached_paid"), "end"),
    Metric("owned_reach", "people", True, at_end("n_reached_owned"), "end"),
    Metric("earned_reach", "people", True, at_end("n_reached_earned"), "end"),
    Metric("messages_paid", "messages", True, total("messages_paid")),
    Metric("messages_owned", "messages", True, total("messages_owned")),
    Metric("messages_earned", "messages", True, total("messages_earned")),
    Metric("frequency", "messages per person", True, ratio(total(*MESSAGES), at_end("n_reached_media"))),
)
