"""What may be typed: the commands, their options, and the language in which they answer."""

import argparse
import locale
import os
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from simulator.errors import Mistake, shortened
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, Catalogue
from simulator.typed import at_half_width, read_whole

COMMANDS = (
    "app", "compare", "run", "show", "explain", "check", "new", "scenarios", "strategies", "measures",
    "classic", "validate",
)  # fmt: skip


_ON_NETWORK = ("graph", "directed", "weights", "seeds_file", "k", "rule")
CLASSIC: dict[str, tuple[str, ...]] = {
    "bass": ("p", "q", "consumers", "steps", "dt"),
    "ic": (*_ON_NETWORK, "p"),
    "lt": _ON_NETWORK,
    "watts": (*_ON_NETWORK, "phi"),
}
"""The classical models, and which options each takes, besides those of all."""


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is in the user's language too."""

    def __init__(self, usage_word: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._usage_word = usage_word

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with the word of the user's language."""
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)


class _Once(argparse.Action):
    """Store what was typed; of an option that is typed twice, one value would be lost in silence."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Any = None) -> None:
        if getattr(namespace, self.dest) is not None:
            raise Mistake("option_twice", option=option_string)
        setattr(namespace, self.dest, values)


class _Help(argparse._HelpAction):
    """Help, of a classical model that was named with the options that it takes."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Any = None) -> None:
        model = getattr(namespace, "model", None)
        if model in CLASSIC:
            parser.leave_out({name for names in CLASSIC.values() for name in names} - {*CLASSIC[model]})
        super().__call__(parser, namespace, values, option_string)


class Parser(argparse.ArgumentParser):
    """A parser that leaves complaints to the catalogue and knows its options' names."""

    def __init__(self, text: Catalogue, **settings: Any) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, exit_on_error=False,
            formatter_class=partial(_Formatter, text.say("cli.usage")), **settings,
        )  # fmt: skip
        self._positionals.title = text.say("cli.arguments")
        self._optionals.title = text.say("cli.options")
        self.options: list[str] = []
        self._made: list[argparse.Action] = []
        self.add_argument("-h", "--help", action=_Help, help=text.say("cli.help"))

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Add an argument, and note what its option is called."""
        action = super().add_argument(*names, **settings)
        self.options += action.option_strings
        self._made.append(action)
        return action

    def leave_out(self, names: set[str]) -> None:
        """Say nothing of these arguments in the help."""
        for action in self._made:
            if action.dest in names:
                action.help = argparse.SUPPRESS


def parsers(text: Catalogue) -> tuple[Parser, dict[str, Parser]]:
    """Make the parser, and that of each command; what it reads says which in `name`."""
    say = text.say
    parser = Parser(text, prog="kuchikomi", description=say("cli.about"))
    parser.add_argument("--version", action="store_true", help=say("cli.version"))
    subparsers = parser.add_subparsers(title=say("cli.commands"), metavar=say("cli.command"))
    commands: dict[str, Parser] = {}
    for name in COMMANDS:
        words = say(f"cli.{name}")
        commands[name] = subparsers.add_parser(name, help=words, description=words, text=text)
        commands[name].set_defaults(name=name)
        commands[name].add_argument(
            "--lang", metavar="|".join(LANGUAGES), default=argparse.SUPPRESS, help=say("cli.lang")
        )
    _number(commands["app"], "--port", "P", say("cli.port"))
    commands["app"].add_argument("--no-open", action="store_true", help=say("cli.no_open"))
    for name in ("compare", "run", "explain", "check"):
        _scenario_options(commands[name], say)
    compare = commands["compare"]
    _number(compare, "--replicates", "R", say("cli.replicates"))
    words = say("cli.until").replace("%", "%%")
    compare.add_argument("--until", action=_Once, metavar="5%|AMOUNT", help=words)
    _number(compare, "--assumptions", "N", say("cli.assumptions"))
    compare.add_argument("--vary", action="append", metavar="PLACE", help=say("cli.vary"))
    for name in ("compare", "run"):
        _number(commands[name], "--seed", "S", say("cli.seed"))
    commands["run"].add_argument("--arm", action=_Once, metavar="ARM", help=say("cli.arm"))
    _number(commands["run"], "--replicate", "R", say("cli.replicate"))
    commands["new"].add_argument("what", metavar="scenario|strategy", nargs="?", help=say("cli.what"))
    commands["new"].add_argument("newcomer", metavar="NAME", nargs="?", help=say("cli.newcomer"))
    commands["strategies"].add_argument("kind", metavar="KIND", nargs="?", help=say("cli.kind"))
    _number(compare, "--workers", "K", say("cli.workers"))
    compare.add_argument("--save", action=_Once, metavar="FILE.nc", help=say("cli.save"))
    for name in ("compare", "show"):
        commands[name].add_argument("--csv", action=_Once, metavar="FILE.csv", help=say("cli.csv"))
        commands[name].add_argument(
            "--plot", action=_Once, metavar="FILE.png|svg", help=say("cli.plot")
        )
    compare.add_argument("--xlsx", action=_Once, metavar="FILE.xlsx", help=say("cli.xlsx"))
    compare.add_argument("--report", action=_Once, metavar="FILE.html", help=say("cli.report"))
    compare.add_argument("--client", action=_Once, metavar="NAME", help=say("cli.client"))
    compare.add_argument("--logo", action=_Once, metavar="FILE.png|jpg", help=say("cli.logo"))
    commands["show"].add_argument("file", metavar="FILE.nc", nargs="?", help=say("cli.file"))
    for name in ("compare", "run", "show", "scenarios", "strategies", "measures"):
        commands[name].add_argument("--json", action="store_true", help=say("cli.json"))
    for name in ("compare", "run", "explain", "check", "strategies"):
        commands[name].add_argument(
            "--strategies", action="append", default=[], metavar="FILE", help=say("cli.files")
        )
    _classic_options(commands["classic"], say)
    commands["validate"].add_argument("--full", action="store_true", help=say("cli.full"))
    commands["validate"].add_argument("--json", action="store_true", help=say("cli.json"))
    return parser, commands


def _classic_options(parser: Parser, say: Callable[..., str]) -> None:
    parser.add_argument("model", metavar="bass|ic|lt|watts", nargs="?", help=say("cli.model"))
    parser.add_argument("--graph", action=_Once, metavar="FILE", help=say("cli.classic_graph"))
    parser.add_argument("--directed", action="store_true", help=say("cli.directed"))
    parser.add_argument("--weights", action=_Once, metavar="COLUMN", help=say("cli.weights"))
    for option, metavar in (("--p", "NUMBER|weighted|arcs"), ("--q", "NUMBER"), ("--phi", "NUMBER")):
        parser.add_argument(option, action=_Once, metavar=metavar, help=say(f"cli.classic_{option[2:]}"))
    parser.add_argument("--seeds-file", action=_Once, metavar="FILE", help=say("cli.seeds_file"))
    _number(parser, "--k", "K", say("cli.k"))
    parser.add_argument("--rule", action=_Once, metavar="RULE", help=say("cli.rule"))
    _number(parser, "--consumers", "N", say("cli.classic_consumers"))
    _number(parser, "--steps", "T", say("cli.steps"))
    parser.add_argument("--dt", action=_Once, metavar="NUMBER", help=say("cli.dt"))
    _number(parser, "--runs", "N", say("cli.runs"))
    _number(parser, "--seed", "S", say("cli.seed"))
    parser.add_argument("--json", action="store_true", help=say("cli.json"))


def _scenario_options(parser: Parser, say: Callable[..., str]) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", nargs="?", help=say("cli.scenario"))
    _number(parser, "--consumers", "N", say("cli.consumers"))
    _number(parser, "--weeks", "W", say("cli.weeks"))
    parser.add_argument("--graph", action=_Once, metavar="FILE", help=say("cli.graph"))
    parser.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", help=say("cli.set")
    )


def _number(parser: Parser, option: str, letter: str, words: str) -> None:
    def whole(typed: str) -> int:
        number, plain = read_whole(typed), at_half_width(typed)
        if number is not None:
            return number
        told = {"option": option, "value": shortened(typed)}
        if read_whole(plain) is None:
            raise Mistake("option_whole", **told)
        raise Mistake("option_full_width", **told, plain=shortened(plain))

    parser.add_argument(option, action=_Once, type=whole, metavar=letter, help=words)


def language_typed(typed: list[str]) -> tuple[str | None, list[str]]:
    """Take the language out of what was typed, so that every other mistake is told in it."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    finder.add_argument("--lang")
    try:
        options, rest = finder.parse_known_args(typed)
    except argparse.ArgumentError as error:
        raise Mistake("command.language", value="", known=", ".join(LANGUAGES)) from error
    if options.lang not in (None, *LANGUAGES):
        raise Mistake("command.language", value=options.lang, known=", ".join(LANGUAGES))
    return options.lang, rest


def environment_language() -> str:
    """Find the language of the user's environment, if there is a catalogue for it."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    code = re.split("[_.@-]", name or locale.getlocale()[0] or "")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE
