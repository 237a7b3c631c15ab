"""How the app looks: the colours of the house in the frame's own theme."""

from typing import Any

from simulator.html.look import BRAND

CARD = {"default": "#ffffff", "dark": "#1e1e1e"}  # what Material UI makes of cards on its paper
BAR = {"default": "#00508f", "dark": "#10324d"}  # behind white words: 8:1 and 13:1


def theme_config() -> dict[str, Any]:
    """The theme of Material UI, by day and by night.

    The frame's bar that tells of any answer to come is not shown: it has no name to be read out.
    """
    fonts = '"Roboto", "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif'
    bar = {"color": "#ffffff", "backgroundImage": "none"}  # by night the frame would have dark icons
    return {
        one: {
            "palette": {"primary": {"main": BRAND[name]}},
            "typography": {"fontFamily": fonts, "button": {"textTransform": "none"}},
            "components": {
                "MuiAppBar": {"styleOverrides": {"root": bar | {"backgroundColor": BAR[name]}}},
                "MuiPaper": {"styleOverrides": {"elevation1": {"--card": CARD[name]}}},
                "MuiLinearProgress": {"styleOverrides": {"root": {"display": "none"}}},  # the frame's own
            },
        }
        for one, name in (("light", "default"), ("dark", "dark"))
    }
