"""Mistakes of users, as data: a key of the text catalogue and the values that fill it."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from simulator.texts import DEFAULT_LANGUAGE, catalogue

MOST_SHOWN = 80  # characters of what was typed or handed in that a sentence repeats


class Mistake(Exception):  # noqa: N818 - it is the user's, not the program's
    """Something a user typed or handed in cannot be used; its text says what to do.

    Parameters
    ----------
    key : name of the sentence in the catalogue, under ``mistake``.
    values : what the sentence names: file, place, value, what is allowed; a `Mistake` among them
        is said in the same language.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_mistake, (self.key, self.values)

    def sentences(self, language: str = DEFAULT_LANGUAGE) -> list[str]:
        """Say it in the given language, one sentence or paragraph an entry."""
        values = {
            name: " ".join(value.sentences(language)) if isinstance(value, Mistake) else value
            for name, value in self.values.items()
        }
        return [catalogue(language).say(f"mistake.{self.key}", **values)]

    @property
    def has_sentence(self) -> bool:
        """True if the catalogue has its sentence, and it all values that this names."""
        with suppress(Exception):  # values of strangers may break in any way when they are written
            return bool(self.sentences())
        return False

    def __str__(self) -> str:
        return "\n".join(self.sentences())


class Mistakes(Mistake):
    """Several mistakes at once: all that one file or one call got wrong."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        super().__init__("several")
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[Any, ...]:
        return Mistakes, (self.mistakes,)

    def sentences(self, language: str = DEFAULT_LANGUAGE) -> list[str]:
        """Say all of them, in the order in which they were found."""
        return [line for mistake in self.mistakes for line in mistake.sentences(language)]


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """Write a text as a sentence repeats it: of a long one the beginning."""
    return text if len(text) <= most else text[: most - 3] + "..."


def _rebuild_mistake(key: str, values: dict[str, Any]) -> Mistake:
    return Mistake(key, **values)
