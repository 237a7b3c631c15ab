"""Groups: what a lever can address. A group is a segment, on social media or not, follower or not."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.stages import (
    FOLLOWER,
    GROUPS_PER_SEGMENT,
    ON_SOCIAL_MEDIA,
    SEGMENT_SHIFT,
)

MAX_SEGMENTS = 256 // GROUPS_PER_SEGMENT


class Groups(NamedTuple):
    """The groups of a market with the given segments, in the order of their codes."""

    segments: tuple[str, ...]

    @property
    def number(self) -> int:
        """Number of groups."""
        return GROUPS_PER_SEGMENT * len(self.segments)

    @property
    def segment(self) -> NDArray[np.int64]:
        """Segment number of each group."""
        return np.arange(self.number) >> SEGMENT_SHIFT

    def audience(self, name: str = "everyone") -> NDArray[np.bool_]:
        """Which groups an audience takes in.

        Parameters
        ----------
        name : "everyone", "social_media", "followers", or the name of a segment.

        Raises
        ------
        KeyError : no such audience.
        """
        code = np.arange(self.number)
        if name == "everyone":
            return np.ones(self.number, bool)
        if name == "social_media":
            return (code & ON_SOCIAL_MEDIA) > 0
        if name == "followers":
            return (code & FOLLOWER) > 0
        if name in self.segments:
            return np.asarray(self.segment == self.segments.index(name))
        raise KeyError(name)


AUDIENCES = ("everyone", "social_media", "followers")
