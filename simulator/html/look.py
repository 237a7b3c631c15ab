"""How pages look: colours of the house, by day and by night, and those of the arms."""

from typing import NamedTuple

from simulator.pictures.look import STYLES

INK = {"default": "#1a1a1a", "dark": "#f2f2f2"}
SOFT = {"default": "#5c5c5c", "dark": "#b8b8b8"}
FAINT = {"default": "#dcdcdc", "dark": "#444444"}
PAPER = {"default": "#ffffff", "dark": "#121212"}
STAGE = {
    "default": {
        "potential": "#e4e4e4", "prospect": "#7cc0ee", "new": "#009e73", "repeat": "#0072b2",
        "loyal": "#3b1f66", "lapsed": "#d55e00",
    },
    "dark": {
        "potential": "#3a3a3a", "prospect": "#2c6690", "new": "#2fa583", "repeat": "#7cc4ff",
        "loyal": "#f3e3ff", "lapsed": "#e8803a",
    },
}  # fmt: skip
"""Stages on the way: the farther somebody has come, the more they stand out; who left is apart."""
STAGE_MARKS = {
    "potential": "circle", "prospect": "diamond", "new": "triangle", "repeat": "square", "loyal": "star",
    "lapsed": "inverted_triangle",
}  # fmt: skip
TOLD = {"default": "#b0005a", "dark": "#ff6fb5"}  # who told whom, over everything else
MORE = {"default": "#007a5a", "dark": "#2fbf95"}  # of money: what adds to it
LESS = {"default": "#b84a00", "dark": "#ff8a4a"}  # what takes away from it
BRAND = {"default": "#00508f", "dark": "#7cc4ff"}  # 8:1 on white, 9:1 on the dark paper
MARKS = {"o": "circle", "s": "square", "^": "triangle", "D": "diamond", "v": "inverted_triangle",
         "*": "star", "h": "hex", "P": "plus"}  # fmt: skip
"""Marks of pictures, as charts name them."""
AT_NIGHT = {"#6e6e6e": "#b5b5b5", "#0072B2": "#56b0f0", "#000000": "#ffffff"}
"""Colours that are too dark on dark paper, and what stands for them there."""


class ArmStyle(NamedTuple):
    """What tells an arm, or a stage, from the others on every page, with colours and without."""

    colour: str
    marker: str


def arm_style(k: int, theme: str) -> ArmStyle:
    """The style of the arm with a number; of more arms than can be told apart, they come again."""
    style = STYLES[k % len(STYLES)]
    colour = AT_NIGHT.get(style.colour, style.colour) if theme == "dark" else style.colour
    return ArmStyle(colour, MARKS[style.mark])


def stage_styles(theme: str) -> dict[str, ArmStyle]:
    """The style of each stage, in the order of the way."""
    return {name: ArmStyle(colour, STAGE_MARKS[name]) for name, colour in STAGE[theme].items()}
