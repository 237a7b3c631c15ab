"""The names of states, causes and sources, as small integers that columns and kernels can hold."""

from enum import IntEnum


class Channel(IntEnum):
    """What can make a person discover the brand, apart from other people.

    The order is the tie rule: of two causes that arrive at the same time the smaller code gets the
    credit, and every channel comes before every person.
    """

    BASELINE = 0  # knew the brand before the first week
    SEED = 1  # was given the product
    ORGANIC = 2
    TV = 3
    SEARCH = 4
    BANNER = 5
    NEWS = 6
    OWN_POST = 7
    ONLOOKING_SOLVED = 8
    ONLOOKING_UNSOLVED = 9


N_CHANNELS = len(Channel)
PEOPLE = 16  # cause code of uid u is PEOPLE + u
NOBODY = -1  # cause code of those who never discovered
CAUSES = (*(channel.name.lower() for channel in Channel), "word_of_mouth")
WORD_OF_MOUTH = N_CHANNELS  # place of word of mouth in CAUSES

EVIDENCE_OF = {
    Channel.TV: "weight_tv",
    Channel.SEARCH: "weight_search",
    Channel.BANNER: "weight_banner",
    Channel.NEWS: "weight_editorial",
    Channel.OWN_POST: "weight_own_post",
    Channel.ONLOOKING_SOLVED: "weight_expert",
    Channel.ONLOOKING_UNSOLVED: "weight_expert",
}

class Media(IntEnum):
    """Whose doing it is that a message arrives: bought, one's own, or that of others."""

    PAID = 0
    OWNED = 1
    EARNED = 2  # news, and all word of mouth


N_MEDIA = len(Media)
NO_MEDIUM = -1
_MEDIA_OF = {
    Channel.TV: Media.PAID,
    Channel.SEARCH: Media.PAID,
    Channel.BANNER: Media.PAID,
    Channel.NEWS: Media.EARNED,
    Channel.OWN_POST: Media.OWNED,
    Channel.ONLOOKING_SOLVED: Media.OWNED,
    Channel.ONLOOKING_UNSOLVED: Media.OWNED,
}
MEDIA_OF = tuple(int(_MEDIA_OF.get(channel, NO_MEDIUM)) for channel in Channel)  # by channel

ONLOOKING_VALENCE = 80  # hundredths; positive where the case was solved, else negative


class Role(IntEnum):
    """How much a person writes online: the 90-9-1 rule (Nielsen 2006)."""

    LURKER = 0
    COMMENTER = 1
    CREATOR = 2


CREATOR_SHARE = 0.01
COMMENTER_SHARE = 0.09


class Ladder(IntEnum):
    """How far a person has come with the brand; derived, never stored."""

    POTENTIAL = 0
    PROSPECT = 1
    NEW = 2
    REPEAT = 3
    LOYAL = 4
    LAPSED = 5


class Quadrant(IntEnum):
    """How an owner feels, by whether he came back to buy: who it is that speaks. Derived."""

    RETURNING_POSITIVE = 0
    RETURNING_NEGATIVE = 1
    FIRST_POSITIVE = 2
    FIRST_NEGATIVE = 3


class TalkMode(IntEnum):
    """Who talks: by rate (the market), every customer always (Bass), or each once (cascade)."""

    RATE = 0
    ALWAYS = 1
    ONCE = 2


class ChoiceMode(IntEnum):
    """How people choose: logit (the market), surely (Bass, cascade), or by threshold."""

    LOGIT = 0
    SURE = 1
    THRESHOLD = 2


# Bits of the column `flags`
AWARE = 1
REACHED = 2  # was aware at any time
LAPSED = 4
USED = 8  # has had an experience
CASE_PUBLIC = 16
MEDIA_SHIFT = 5  # a bit for each of Media: one of its messages arrived at any time
BY_MEDIA = (1 << N_MEDIA) - 1 << MEDIA_SHIFT  # all of these bits

NEVER = -32768  # a week that has not come (int16 columns)
SILENT = -128  # says nothing this week (int8 valence)
PASSIVE_SATISFACTION = 13  # hundredths: the least that rounds to a score of 7
PROMOTER_SATISFACTION = 63  # hundredths: the least that rounds to a score of 9

# A group is what a lever can address: segment, online or not, follower or not
FOLLOWER = 1
ON_SOCIAL_MEDIA = 2
GROUPS_PER_SEGMENT = 4
SEGMENT_SHIFT = 2
