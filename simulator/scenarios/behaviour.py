"""How people behave: every symbol of the model page, with its unit, range and source.

`scope` says who may differ from the market: a segment, a brand (a rival), or nobody.
"""

from typing import Any, Literal

from simulator.parameters import Table, parameter

CONSUMER = "segment"
BRAND = "brand"
BOTH = "segment brand"
NOBODY_ELSE = ""  # strategies are ours, and so is what only they bring about


def _share(default: float, meaning: str, source: str, scope: str = CONSUMER, **more: Any) -> Any:
    return parameter(
        default, unit="share", description=meaning, source=source, scope=scope,
        minimum=0, maximum=1, **more,
    )


def _weight(
    default: float, who: str, source: str = "Nielsen2009 odds of stated trust (computed); scale: assumption"
) -> Any:
    return parameter(
        default,
        unit="messages",
        description=f"Evidence weight of {who}",
        source=source,
        minimum=0,
        maximum=100,
        sourced=(default / 2, default * 2),
        scope=CONSUMER,
    )


class Behaviour(Table):
    """How people discover, judge, choose, experience and recommend."""

    organic_discovery: float = parameter(
        0.002, unit="per week", minimum=0, maximum=10, sourced=(0, 0.05), scope=BOTH,
        description="Rate at which people find the brand with nobody telling them",
        source="Bass1969 p / 52 = .00058 (computed); Goldenberg2001 .0005 to .01 (from memory)",
    )
    hearing_strong: float = parameter(
        0.08, unit="per week", minimum=0, maximum=10, sourced=(0.01, 0.3), scope=CONSUMER,
        description="Rate at which one talk act is heard along a strong tie",
        source="Goldenberg2001 .01 to .07 when all talk always (from memory)",
    )
    hearing_weak: float = parameter(
        0.03, unit="per week", minimum=0, maximum=10, sourced=(0.005, 0.1), scope=CONSUMER,
        description="Rate at which one talk act is heard along a weak tie",
        source="Goldenberg2001 .005 to .015 when all talk always (from memory)",
    )
    awareness_half_life: float = parameter(
        8.0, unit="weeks", minimum=0.1, maximum=1e6, sourced=(3, 26), scope=CONSUMER,
        description="Time in which half of those who only know the brand forget it",
        source="Koehler2017 median carry-over 3.4 months",
    )
    talk_scale: float = parameter(
        0.16, unit="per week", minimum=0, maximum=10, sourced=(0.02, 1), scope=CONSUMER,
        description="How much customers talk about the brand",
        source="Anderson1998 for the shape; level: assumption",
    )
    talk_floor: float = parameter(
        0.25, unit="-", minimum=0, maximum=10, sourced=(0, 1), scope=CONSUMER,
        description="Talk of those who are neither pleased nor annoyed",
        source="Anderson1998 for the shape; level: assumption",
    )
    talk_negative: float = parameter(
        1.25, unit="-", minimum=0, maximum=10, sourced=(1, 2), scope=CONSUMER,
        description="How much more annoyance makes people talk than pleasure does",
        source="Anderson1998 for the shape; level: assumption",
    )
    talk_ongoing: float = parameter(
        0.25, unit="-", minimum=0, maximum=10, sourced=(0, 1), scope=CONSUMER,
        description="Talk that goes on long after an experience, against that just after it",
        source="BergerSchwartz2011 for the shape; level: assumption",
    )
    talk_half_life: float = parameter(
        4.0, unit="weeks", minimum=0.1, maximum=1e6, sourced=(1, 12), scope=CONSUMER,
        description="Time in which the wish to talk about an experience halves",
        source="BergerSchwartz2011 for the shape; level: assumption",
    )
    talk_aware: float = parameter(
        0.0, unit="per week", minimum=0, maximum=10, sourced=(0, 0.1), scope=CONSUMER,
        description="Talk rate of people who know the brand but never used it",
        source="assumption",
    )
    post_creator: float = _share(
        0.3, "Chance that a creator reviews an experience", "Nielsen2006; level: assumption",
        sourced=(0.1, 1),
    )
    post_commenter: float = _share(
        0.02, "Chance that a commenter reviews an experience", "Nielsen2006; level: assumption",
        sourced=(0.005, 0.2),
    )
    post_lurker: float = _share(
        0.001, "Chance that a lurker reviews an experience", "Nielsen2006; level: assumption",
        sourced=(0, 0.02),
    )
    review_persistence: float = _share(
        0.98, "Share of the stock of reviews still found a week later", "assumption", BRAND,
        sourced=(0.9, 1),
    )
    review_reading: float = _share(
        0.3, "Chance that somebody who is about to choose reads reviews", "assumption",
    )
    weight_friend: float = _weight(3.86, "what a friend says")
    weight_review: float = _weight(1.0, "a handful of reviews")
    weight_editorial: float = _weight(0.95, "a news item")
    weight_expert: float = _weight(
        0.80, "watching a case being handled in public", "assumption (from memory)"
    )
    weight_tv: float = _weight(0.70, "a television advertisement")
    weight_search: float = _weight(0.30, "a search advertisement")
    weight_own_post: float = _weight(0.30, "a post of the brand itself")
    weight_banner: float = _weight(0.21, "a banner")
    weight_own_experience: float = parameter(
        8.0, unit="messages", minimum=0, maximum=100, sourced=(4, 16), scope=CONSUMER,
        description="Evidence weight of an experience of one's own", source="assumption",
    )
    belief_prior: float = parameter(
        0.1, unit="valence", minimum=-1, maximum=1, sourced=(-0.5, 0.5), scope=BOTH,
        description="What people believe of the brand before they hear of it",
        source="assumption",
    )
    evidence_prior: float = parameter(
        4.0, unit="messages", minimum=0.01, maximum=1000, sourced=(1, 20), scope=CONSUMER,
        description="How firmly they believe it", source="assumption",
    )
    evidence_cap: float = parameter(
        40.0, unit="messages", minimum=0.01, maximum=1e6, sourced=(10, 200), scope=CONSUMER,
        description="Most evidence a mind holds, so that it can still change",
        source="assumption",
    )
    promise: float = parameter(
        0.6, unit="valence", minimum=-1, maximum=1, sourced=(0, 1),
        description="Quality that the brand's own advertising promises", source="assumption",
    )
    utility_base: float = parameter(
        -2.0, unit="log-odds", minimum=-50, maximum=50, sourced=(-4, 0), scope=BOTH,
        description="Utility of the brand against buying nothing", source="assumption",
    )
    weight_belief: float = parameter(
        2.5, unit="log-odds", minimum=0, maximum=50, sourced=(0, 5), scope=CONSUMER,
        description="How much belief in the quality moves the choice", source="assumption",
    )
    price_sensitivity: float = parameter(
        4.6, unit="log-odds per log price", minimum=0, maximum=50, sourced=(1, 6), scope=CONSUMER,
        description="How much the price moves the choice",
        source="Bijmolt2005 elasticity -2.62 (from memory), times 1 / (1 - purchase share)",
    )
    price_memory: float = _share(
        0.25, "Weight of remembered prices against the category's price", "assumption",
    )
    weight_neighbours: float = parameter(
        1.0, unit="log-odds", minimum=0, maximum=50, sourced=(0, 3), scope=CONSUMER,
        description="How much it counts that the people one knows own the brand",
        source="assumption",
    )
    weight_own_satisfaction: float = parameter(
        2.0, unit="log-odds", minimum=0, maximum=50, sourced=(0, 4), scope=CONSUMER,
        description="How much a customer's own satisfaction moves the next choice",
        source="assumption",
    )
    taste_spread: float = parameter(
        0.5, unit="log-odds", minimum=0, maximum=10, sourced=(0, 1), scope=CONSUMER,
        description="Standard deviation of liking for the category", source="assumption",
    )
    opportunity_rate: float = parameter(
        0.25, unit="per week", minimum=0, maximum=10, sourced=(0.01, 1), scope=CONSUMER,
        description="Mean rate of occasions to buy something of the category",
        source="CDNOW BG/NBD .055 per week (computed); level: assumption",
    )
    opportunity_shape: float = parameter(
        1.0, unit="-", minimum=0.05, maximum=1000, sourced=(0.2, 5), scope=CONSUMER,
        description="Gamma shape of that rate over people: small is uneven",
        source="CDNOW BG/NBD r = .243 (computed); level: assumption",
    )
    quality: float = parameter(
        0.45, unit="valence", minimum=-1, maximum=1, scope=BRAND,
        description="What the product really is worth, on average", source="assumption",
    )
    quality_noise: float = parameter(
        0.35, unit="valence", minimum=0, maximum=1, scope=BRAND,
        description="Spread of the product's performance from use to use", source="assumption",
    )
    failure: float = parameter(
        0.05, unit="share", minimum=0, maximum=1, sourced=(0, 0.3), scope=BRAND,
        description="Chance that the product fails at an experience", source="assumption",
    )
    failure_severity: float = parameter(
        0.9, unit="valence", minimum=0, maximum=2, scope=BRAND,
        description="How much a failure takes from performance", source="assumption",
    )
    delight_gain: float = parameter(
        0.2, unit="-", minimum=0, maximum=1, scope=CONSUMER,
        description="How much being better than believed adds to satisfaction",
        source="Oliver1980; level: assumption",
    )
    disappointment_loss: float = parameter(
        0.4, unit="-", minimum=0, maximum=1, scope=CONSUMER,
        description="How much being worse than believed takes from satisfaction",
        source="Oliver1980; loss twice the gain (from memory)",
    )
    contact: float = _share(
        0.3, "Chance that an annoyed customer contacts support", "assumption",
    )
    listening: float = _share(
        0.0, "Share of trouble told in public that the brand hears", "assumption", BRAND,
    )
    ability: float = _share(
        0.6, "Chance that an answer solves the case", "assumption", BRAND,
    )
    recovery: float = _share(
        0.9, "Satisfaction a solved case can restore, as a share of quality",
        "deMatos2007: at most what it was before; level: assumption", BRAND,
    )
    onlooking: float = parameter(
        2.5, unit="per week", minimum=0, maximum=100, sourced=(0, 10), scope=CONSUMER,
        description="How much people on social media watch cases handled in public",
        source="assumption, the one to test hardest",
    )
    open_share: float = _share(
        0.0, "Share of cases handled in public", "assumption", BRAND,
    )
    peer_help: float = parameter(
        0.0, unit="per week", minimum=0, maximum=10, sourced=(0, 1),
        description="Rate at which one community member answers a case", source="assumption",
    )
    knowledge_scale: float = parameter(
        0.04, unit="share of the market", minimum=1e-6, maximum=100, sourced=(0.005, 0.5),
        scope=BRAND, source="assumption",
        description="Solved public cases at which 63 % of contacts answer themselves",
    )
    knowledge_gain: float = parameter(
        1.0, unit="-", minimum=0, maximum=100, sourced=(0, 5), scope=BRAND,
        description="Knowledge that one solved public case leaves behind", source="assumption",
    )
    knowledge_persistence: float = _share(
        0.99, "Share of public knowledge still of use a week later", "assumption", BRAND,
        sourced=(0.9, 1),
    )
    wait_loss: float = parameter(
        0.1, unit="valence per week", minimum=0, maximum=1, sourced=(0, 0.5), scope=CONSUMER,
        description="Satisfaction lost by each week of waiting for an answer",
        source="assumption",
    )
    max_wait: int = parameter(
        4, unit="weeks", minimum=1, maximum=520, sourced=(1, 26), scope=BRAND,
        description="Weeks after which an unanswered case is given up", source="assumption",
    )
    agents: int = parameter(
        0, unit="people per week", minimum=0, maximum=10**12, scope=BRAND,
        description="Contacts that support can answer before any strategy adds to it",
        source="assumption",
    )
    churn_base: float = parameter(
        -3.2, unit="log-odds", minimum=-50, maximum=50, sourced=(-4, 0), scope=CONSUMER,
        description="Chance to lapse after an ordinary experience",
        source="CDNOW BG/NBD a / (a + b) = .246 as an upper bound (computed)",
    )
    churn_satisfaction: float = parameter(
        2.5, unit="log-odds", minimum=0, maximum=50, sourced=(0, 5), scope=CONSUMER,
        description="How much satisfaction keeps people from lapsing",
        source="Schmitt2011 referred customers churn 18 % less; level: assumption",
    )
    weight_goodwill: float = parameter(
        0.5, unit="log-odds", minimum=0, maximum=50, sourced=(0, 1.5), scope=CONSUMER,
        description="How much goodwill moves the choice",
        source="Rego2017 r = .277 over 78 studies; level: assumption",
    )
    goodwill_persistence: float = _share(
        0.9, "Share of goodwill left a week later", "assumption", NOBODY_ELSE,
    )
    discount_rate: float = parameter(
        0.002, unit="per week", minimum=0, maximum=1, sourced=(0, 0.004),
        description="Weekly discount rate: 10 % a year", source="assumption",
    )


class Switches(Table):
    """Parts of the model that can be turned off, down to its classical limits."""

    talk: Literal["rate", "always", "once"] = parameter(
        "rate", unit="-", description="Who talks: by rate, every customer always, or each once",
        source="model page, classical limits",
    )
    passing: Literal["rate", "probability", "weighted", "arcs"] = parameter(
        "rate", unit="-", source="Kempe2003; model page, classical limits",
        description="How ties pass on what is said: at the hearing rates; each unit of a tie's weight "
        "with one probability; with a tie's share of all the weight its listener hears; or with "
        "its weight as the probability",
    )
    probability: float = parameter(
        0.01, unit="share", minimum=0, maximum=1, source="Kempe2003",
        description="Probability that a unit of a tie's weight passes something on, where passing is "
        "by probability",
    )
    choice: Literal["logit", "sure", "threshold"] = parameter(
        "logit", unit="-", description="How people choose: by utility, surely, or by threshold",
        source="model page, classical limits",
    )
    threshold: float | None = parameter(
        None, unit="share", minimum=0, maximum=1, source="Watts2002; Kempe2003",
        description="Common threshold; left out, each person's own is uniform on [0, 1)",
    )
    opportunity: Literal["rate", "sure"] = parameter(
        "rate", unit="-", description="Whether occasions to buy come by rate or every week",
        source="model page, classical limits",
    )
    forgetting: bool = parameter(
        True, unit="-", description="People who only know the brand forget it",
        source="model page, classical limits",
    )
    belief: bool = parameter(
        True, unit="-", description="Messages and experiences change beliefs",
        source="model page, classical limits",
    )
    reviews: bool = parameter(
        True, unit="-", description="People write and read reviews",
        source="model page, classical limits",
    )
    support: bool = parameter(
        True, unit="-", description="Annoyed customers contact support",
        source="model page, classical limits",
    )
    churn: bool = parameter(
        True, unit="-", description="Customers can lapse", source="model page, classical limits",
    )
    trouble: bool = parameter(
        True, unit="-", description="The product can fail", source="model page, classical limits",
    )
