"""How pages look: colours of the house, by day and by night, and those of the arms."""

from typing import NamedTuple

from simulator.pictures.look import STYLES

INK = {"default": "#1a1a1a", "dark": "#f2f2f2"}
SOFT = {"default": "#5c5c5c", "dark": "#b8b8b8"}
FAINT = {"default": "#dcdcdc", "dark": "#444444"}
PAPER = {"default": "#ffffff", "dark": "#121212"}
STAGE = {
    "default": {
        "potential": "#e4e4e4", "prospect": "#a9cbe3", "new": "#5b9fd0", "repeat": "#0072b2",
        "loyal": "#00405f", "lapsed": "#d55e00",
    },
    "dark": {
        "potential": "#3a3a3a", "prospect": "#2c5878", "new": "#3f8cc0", "repeat": "#7cc4ff",
        "loyal": "#d7efff", "lapsed": "#e8803a",
    },
}  # fmt: skip
"""Stages on the way: the farther somebody has come, the more they stand out; who left is apart."""
TOLD = {"default": "#b0005a", "dark": "#ff6fb5"}  # who told whom, over everything else
MORE = {"default": "#007a5a", "dark": "#2fbf95"}  # of money: what adds to it
LESS = {"default": "#b84a00", "dark": "#ff8a4a"}  # what takes away from it
BRAND = {"default": "#00508f", "dark": "#7cc4ff"}  # 8:1 on white, 9:1 on the dark paper
MARKS = {"o": "circle", "s": "square", "^": "triangle", "D": "diamond", "v": "inverted_triangle",
         ">": "star", "<": "hex", "p": "plus"}  # fmt: skip
AT_NIGHT = {"#6e6e6e": "#b5b5b5", "#0072B2": "#56b0f0", "#000000": "#ffffff"}
"""Colours that are too dark on dark paper, and what stands for them there."""


class ArmStyle(NamedTuple):
    """What tells an arm from the others everywhere in the app, with colours and without."""

    colour: str
    marker: str


def arm_style(k: int, theme: str) -> ArmStyle:
    """The style of the arm with a number; of more arms than can be told apart, they come again."""
    style = STYLES[k % len(STYLES)]
    colour = AT_NIGHT.get(style.colour, style.colour) if theme == "dark" else style.colour
    return ArmStyle(colour, MARKS[style.mark])
