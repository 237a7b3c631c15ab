"""The behaviour, written once: scalar rules that both engines call.

Everything that computes a probability, a time, a utility or a state of mind stands here, a scalar
in, a scalar out, in float64. Symbols follow the project's model page. Draws come in as ``u`` in
[0, 1); no rule draws for itself.
"""

import math

import numpy as np

from simulator.agents.stages import Ladder, Quadrant, Role
from simulator.compiled import inner

# mypy: disable-error-code="no-untyped-def"

UTILITY_LIMIT = 700.0  # exp() of it is finite
REVIEWS_FOR_FULL_WEIGHT = 5.0
WEIGHT_PARTS = 1e7  # in which weights of ties are counted where they are added up
SEVEN_DIGITS = 1e6  # single precision holds seven digits: those beyond them are noise


@inner
def chance_of(rate):
    """Chance that a cause with weekly `rate` occurs this week: what `occurs` compares a draw with."""
    return -math.expm1(-rate)


@inner
def occurs(u, rate):
    """True if a cause with weekly `rate` occurs this week.

    1 - e^-rate lies between rate - rate^2 / 2 and rate. Most draws are outside and spare the
    exponential; the last factor is for rounding.
    """
    if u >= rate:
        return False
    return u < rate * (1.0 - 0.5 * rate) * (1.0 - 1e-14) or u < chance_of(rate)


@inner
def exponential(u):
    """A standard exponential deviate, -log1p(-u).

    A draw is a whole multiple of 2^-53, so that 1 - u is exact and the quicker log loses nothing.
    """
    return -math.log(1.0 - u)


@inner
def arrival_time(u, rate):
    """When within the week an occurring cause arrives, in weeks; only used to rank causes."""
    if rate == math.inf:
        return 0.0
    return exponential(u) / rate


@inner
def earlier(time, cause, best_time, best_cause):
    """True if a cause comes before the best so far; equal times by smaller channel code or uid."""
    return time < best_time or (time == best_time and cause < best_cause)


@inner
def hundredths(x):
    """Round to whole hundredths, half up."""
    return np.int64(math.floor(100.0 * x + 0.5))


@inner
def clip(x, low, high):
    """Hold x within [low, high]."""
    return min(max(x, low), high)


@inner
def half_life_decay(age, half_life):
    """What is left after `age` weeks of something that halves every `half_life` weeks."""
    return math.exp2(-age / half_life)  # a power of 2.0 is another function once it is compiled


@inner
def talk_rate(satisfaction, decay, scale, floor, negative, ongoing):
    """Weekly talk rate of a customer, an asymmetric U in satisfaction (Anderson 1998).

    Parameters
    ----------
    satisfaction : int, hundredths.
    decay : 2 ** -(weeks since the last experience / talk half-life).
    scale, floor, negative, ongoing : mu, psi, nu, eps of the model page.
    """
    s = satisfaction / 100.0
    strength = floor + (s if s > 0.0 else -negative * s)
    return scale * strength * (ongoing + decay)


@inner
def updated_belief(belief, evidence, weight, valence, cap):
    """Belief after new evidence: its weighted mean with what was held before.

    Parameters
    ----------
    belief, evidence : q in [-1, 1] and its weight n.
    weight : sum of the weights of the new messages.
    valence : sum of weight times valence in [-1, 1].
    cap : n_max, so that minds can still change.

    Returns
    -------
    (belief, evidence)
    """
    total = evidence + weight
    return (evidence * belief + valence) / total, min(total, cap)


@inner
def review_valence(valence_sum, reviews):
    """Mean valence of the stock of reviews; `valence_sum` in hundredths."""
    return valence_sum / (100.0 * reviews)


@inner
def review_weight(weight, reviews):
    """Evidence of reading reviews: a handful convinces as much as a heap."""
    return weight * min(reviews, REVIEWS_FOR_FULL_WEIGHT) / REVIEWS_FOR_FULL_WEIGHT


@inner
def price_utility(price, reference_price, category_price, sensitivity, memory):
    """Utility of a price against the category and against what people remember having paid.

    Prices in minor units; those below one minor unit count as one.
    """
    paid = math.log(max(np.float64(price), 1.0))
    category = math.log(max(np.float64(category_price), 1.0))
    reference = math.log(max(np.float64(reference_price), 1.0))
    return -sensitivity * ((1.0 - memory) * (paid - category) + memory * (paid - reference))


@inner
def utility(
    base,
    taste,
    belief,
    weight_belief,
    owner_share,
    weight_neighbours,
    satisfaction,
    weight_own_satisfaction,
):
    """Utility of a brand at an opportunity, clipped so that its exponential stays finite.

    Parameters
    ----------
    base : what all of a group share: u0, price, goodwill, levers.
    taste : theta, of this consumer.
    belief : q in [-1, 1].
    owner_share : share of in-neighbours who own the brand.
    satisfaction : int, hundredths; 0 for those without an experience.
    """
    u = base + taste
    u += weight_belief * belief
    u += weight_neighbours * owner_share
    u += weight_own_satisfaction * (satisfaction / 100.0)
    return clip(u, -UTILITY_LIMIT, UTILITY_LIMIT)


@inner
def owner_share(owners, heard):
    """Share of those one hears who own the brand; 0 for people who hear nobody."""
    return owners / heard if heard > 0 else 0.0


@inner
def weight_parts(weight):
    """A tie's weight as a whole number of parts, so that sums do not depend on their order.

    It is read to seven digits, so that decimal weights add up as on paper.
    """
    scale = 1.0
    while weight * scale < SEVEN_DIGITS and scale < WEIGHT_PARTS * SEVEN_DIGITS:
        scale *= 10.0
    return math.floor(math.floor(weight * scale + 0.5) * (WEIGHT_PARTS / scale) + 0.5)


@inner
def clock(u, utility_):
    """Time of an exponential clock with rate exp(utility); the first to ring is chosen (logit)."""
    return exponential(u) / math.exp(utility_)


@inner
def normal(u_radius, u_angle):
    """A standard normal deviate from two draws (Box and Muller 1958)."""
    return math.sqrt(2.0 * exponential(u_radius)) * math.cos(2.0 * math.pi * u_angle)


@inner
def performance(quality, noise, deviate, failed, severity):
    """How the product performs this time, in [-1, 1]."""
    loss = severity if failed else 0.0
    return clip(quality + noise * deviate - loss, -1.0, 1.0)


@inner
def satisfaction_after(perf, belief, gain, loss):
    """Satisfaction in hundredths: performance, moved by whether it met what was believed.

    Expectancy disconfirmation (Oliver 1980), losses weighing more than gains.
    """
    gap = perf - belief
    moved = perf + (gain * gap if gap > 0.0 else loss * gap)
    return hundredths(clip(moved, -1.0, 1.0))


@inner
def posting_probability(role, lurker, commenter, creator, factor):
    """Chance that an experience is reviewed, by the author's role and the levers' factor."""
    if role == Role.CREATOR:
        chance = creator
    elif role == Role.COMMENTER:
        chance = commenter
    else:
        chance = lurker
    return min(1.0, chance * factor)


@inner
def contact_probability(contact, listening, heard):
    """Chance that a dissatisfied customer's trouble reaches support; `heard`: talks or posts."""
    return contact + (1.0 - contact) * listening if heard else contact


@inner
def recovered(satisfaction, before, ceiling):
    """Satisfaction after a solved case: at most what it was before the trouble (hundredths)."""
    return max(satisfaction, min(ceiling, before))


@inner
def logistic(x):
    """The logistic function, finite for every finite x."""
    return 1.0 / (1.0 + math.exp(-clip(x, -UTILITY_LIMIT, UTILITY_LIMIT)))


@inner
def lapse_probability(satisfaction, base, slope):
    """Chance to lapse after an experience, falling with satisfaction (hundredths).

    Exactly 0 with a base of minus infinity, which is how churn is switched off.
    """
    if base == -math.inf:
        return 0.0
    return logistic(base - slope * (satisfaction / 100.0 - 0.3))


@inner
def solve_probability(ability, log_odds):
    """Chance that an answer solves the case; strategies move it on the log-odds."""
    if log_odds == 0.0 or ability <= 0.0 or ability >= 1.0:
        return ability
    return logistic(math.log(ability) - math.log1p(-ability) + log_odds)


@inner
def agent_answers(carry, capacity, waiting, people_per_consumer):
    """How many waiting cases the agents answer this week, and what is carried over.

    A consumer's case takes the agents one contact for each of his people; the rest of a case is
    carried to the next week, but nobody saves up time for which there is no case.

    Parameters
    ----------
    carry, capacity : contacts left from last week and new this week, in people.
    waiting : cases in line (consumers).

    Returns
    -------
    (cases answered, carry), the carry below people_per_consumer when the line is empty
    """
    carry += capacity
    answered = min(carry // people_per_consumer, waiting)
    carry -= answered * people_per_consumer
    if answered == waiting:
        carry = min(carry, people_per_consumer - 1)
    return answered, carry


@inner
def combined_share(share, other):
    """Two shares that act independently: 1 - (1 - a)(1 - b)."""
    return share + other - share * other


@inner
def saturating(amount, scale):
    """1 - exp(-amount / scale): nothing for nothing, close to one for much.

    Where the scale itself is nothing, anything is much.
    """
    if amount <= 0.0:
        return 0.0
    if scale <= 0.0:
        return 1.0
    return -math.expm1(-amount / scale)


@inner
def recommendation_score(satisfaction):
    """Would you recommend us, 0 to 10, from satisfaction in hundredths."""
    return min(max((600 + 4 * satisfaction + 50) // 100, 0), 10)


@inner
def quadrant(satisfaction, purchases):
    """Quadrant of sentiment and loyalty; -1 for those who feel neither way."""
    if satisfaction == 0:
        return -1
    if purchases >= 2:
        return Quadrant.RETURNING_POSITIVE if satisfaction > 0 else Quadrant.RETURNING_NEGATIVE
    return Quadrant.FIRST_POSITIVE if satisfaction > 0 else Quadrant.FIRST_NEGATIVE


@inner
def ladder(aware, lapsed, purchases, satisfaction):
    """Rung of the loyalty ladder."""
    if lapsed:
        return Ladder.LAPSED
    if purchases == 0:
        return Ladder.PROSPECT if aware else Ladder.POTENTIAL
    if purchases == 1:
        return Ladder.NEW
    if purchases >= 3 and recommendation_score(satisfaction) >= 9:
        return Ladder.LOYAL
    return Ladder.REPEAT
