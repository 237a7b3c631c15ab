"""Text for people: one catalogue per language, found by key, filled with values.

The catalogues are the TOML files beside this one. English is complete by definition; a test holds
every other language to the same keys and the same placeholders.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "ja")
SHORTER_BY_EXPONENT = 1e16  # from here on Python writes 1e+16
COMMANDS = re.compile(r"(?!\r\n)[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a terminal takes for a command; texts of several lines are none."""


class Catalogue:
    """The sentences of one language.

    Parameters
    ----------
    language : code of the language, one of `LANGUAGES`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        text = files("simulator.texts").joinpath(f"{language}.toml").read_text("utf-8")
        table = tomllib.loads(text)
        self._own: dict[str, str] = table.pop("own", {})
        self.sentences = dict(_flatten(table, ""))

    def say(self, key: str, **values: Any) -> str:
        r"""Fill the sentence called `key` ("mistake.unknown_key") with `values`.

        Commands to a terminal, which may stand in any file, are written as signs (\x1b).
        """
        prepared = {name: self._part(name, value) for name, value in values.items()}
        filled = self.sentences[key].format(**prepared)
        return COMMANDS.sub(lambda sign: sign[0].encode("unicode_escape").decode(), filled)

    def own(self, text: str) -> str:
        """Say what stands in English where it is declared: fields, strategies, shipped questions and plans.

        What is nobody's of the house, a planner's question or a field of his strategy, stays as it is.
        """
        return self._own.get(text, text)

    def unit(self, unit: str, currency: str = "") -> str:
        """Say a declared unit; one that only a strategy of somebody's own has, as it stands there.

        Parameters
        ----------
        currency : what money is in, in words, if it is known.
        """
        word = re.sub(r"\W+", "_", unit)
        known = self.sentences.get(f"unit.{word}", unit)
        return known.replace(self.sentences["unit.money"], currency) if currency else known

    def label(self, field: str, table: str = "") -> str:
        """What a field is called on the screen, perhaps otherwise in one table than in another."""
        known = self.sentences
        own = known.get(f"label.{table}_{field}") if table else None
        return own or known.get(f"label.{field}") or _as_words(field)

    def title(self, kind: str) -> str:
        """What a kind of strategy is called on the screen."""
        return self.sentences.get(f"strategy.{kind}") or _as_words(kind)

    def called(self, path: str) -> str:
        """What a parameter is called that a path leads to: behaviour.quality, seeding.cost_per_seed."""
        *places, field = path.split(".")
        label = self.label(field, places[0] if places else "")
        of = places[1] if len(places) > 1 else self.sentences.get(f"strategy.{places[0]}") if places else None
        return self.say("app.what_if.field", of=of, label=label) if of else label

    def source(self, source: str) -> str:
        """Say where a number comes from; keys of the bibliography stay as they are."""
        known = self.sentences
        parts = source.split("; ")
        said = (known.get(f"source.{re.sub(r'[^a-z]+', '_', one)}") or self.own(one) for one in parts)
        return known["part.semicolon"].join(said)

    def choice(self, field: str, value: str) -> str:
        """Say one of the values that a field may have; of a strategy of somebody's own, as it stands there.

        Those of metrics are their titles.
        """
        known = self.sentences
        return known.get(f"choice.{field}.{value}") or known.get(f"{field}.{value}") or value

    def choice_means(self, field: str, value: str) -> str:
        """What one of the values of a field stands for, and how it differs from others; mostly nothing."""
        return self.sentences.get(f"choice_means.{field}.{value}", "")

    def listed(self, names: Iterable[str]) -> str:
        """Write names one after the other, each in quotation marks: they may hold commas."""
        return self.sentences["part.comma"].join(self.say("part.name", name=name) for name in names)

    def _part(self, name: str, value: Any) -> Any:
        """Words for values that are a clause of their own: a guess, a range, a unit, some lines."""
        if name in ("guess", "unit"):
            word = self.unit(value) if name == "unit" else value
            return self.sentences[f"part.{name}"].format(**{name: word}) if value else ""
        if name == "about":
            return self.own(value)
        if name == "delimiter":
            return self.sentences[f"part.delimiter_{value}"]
        if name in ("lines", "rows"):
            form = "many" if "," in value else "one"
            return self.sentences[f"part.{name}_{form}"].format(numbers=value)
        if isinstance(value, Mapping):
            least, most = (_plainly(value[end]) for end in ("least", "most"))
            ends = ("both" if most is not None else "least", "most" if most is not None else "any")
            return self.sentences[f"part.range_{ends[least is None]}"].format(least=least, most=most)
        return _plainly(value)


def _as_words(name: str) -> str:
    """A name of the code, of which the catalogues know nothing, as words."""
    return name.replace("_", " ").capitalize()


def _plainly(x: Any) -> Any:
    """Write a whole number without its decimal point, unless that takes very many digits."""
    return int(x) if isinstance(x, float) and x.is_integer() and abs(x) < SHORTER_BY_EXPONENT else x


def _flatten(table: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            rows += _flatten(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", value))
    return rows


def catalogue(language: str = DEFAULT_LANGUAGE) -> Catalogue:
    """Return the catalogue of a language, read once."""
    return _read(language)


@cache
def _read(language: str) -> Catalogue:
    return Catalogue(language)
