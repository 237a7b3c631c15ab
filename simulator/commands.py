"""The commands: ``kuchikomi compare | check | scenarios | strategies``. No logic lives here."""

import argparse
import errno
import json
import locale
import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from simulator.errors import Mistake
from simulator.interruption import INTERRUPTED, Interruption
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue

if TYPE_CHECKING:
    from simulator.scenarios.schema import Scenario

OK, FAILED, MISTAKE = 0, 1, 2
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
MOST_SHOWN = 80  # characters of what was typed that a sentence repeats


def run(
    arguments: Sequence[str] | None = None, interruption: Interruption | None = None
) -> int:
    """Run a command and return its exit code: 0, 1 (our fault), 2 (a user's mistake) or 130.

    Parameters
    ----------
    arguments : what was typed; None for that of the process.
    interruption : what hears Ctrl-C; None where it raises KeyboardInterrupt.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    typed = sys.argv[1:] if arguments is None else list(arguments)
    text = catalogue(_environment_language())
    if interruption is not None:
        interruption.text = text
    try:
        language, rest = _language(typed)
        text = catalogue(language or text.language)
        if interruption is not None:
            interruption.text = text
        code = _run(rest, text, interruption)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Mistake as mistake:
        for sentence in mistake.sentences(text.language):
            print(sentence, file=sys.stderr)
        return INTERRUPTED if mistake.key == "interrupted_early" else MISTAKE
    except KeyboardInterrupt:
        print(text.say("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, which is its right
        _write_no_more()
        return OK
    except Exception as error:  # a planner never sees a traceback
        if os.environ.get("KUCHIKOMI_TRACEBACK"):
            raise
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            _write_no_more()
            print(text.say("mistake.command.output", why=error.strerror), file=sys.stderr)
            return MISTAKE
        what = f"{type(error).__name__}: {error}"
        print(text.say("cli.internal", what=what), file=sys.stderr)
        return FAILED
    return code


def _run(typed: list[str], text: Catalogue, interruption: Interruption | None) -> int:
    """Find out which command was typed, and run it."""
    parser, commands = _parsers(text)
    if not typed:
        raise Mistake("command.none", known=", ".join(commands))
    name = typed[0]
    if not name.startswith("-") and name not in commands:
        guess = _nearest(name, commands)
        raise Mistake("command.unknown", name=name, guess=guess, known=", ".join(commands))
    try:
        options, extra = parser.parse_known_args(typed)
    except argparse.ArgumentError as error:
        raise Mistake("command.form", option=error.argument_name, command=name) from error
    except SystemExit:  # after --help
        return OK
    if extra:
        guess = _nearest(extra[0], commands[name].options) if name in commands else ""
        raise Mistake("command.extra", text=extra[0], guess=guess, command=name)
    if options.version:
        from importlib.metadata import version

        print(f"kuchikomi {version('kuchikomi')}")
        return OK
    options.interruption = interruption
    return int(options.command(options, text))


def _write_no_more() -> None:
    """Let what is still to be written go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nearest(word: str, known: Sequence[str] | dict[str, Any]) -> str:
    close = get_close_matches(word, list(known), 1)
    return close[0] if close else ""


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is in the user's language too."""

    def __init__(self, usage_word: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._usage_word = usage_word

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that leaves complaints to the catalogue and knows its options' names."""

    def __init__(self, text: Catalogue, **settings: Any) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, exit_on_error=False,
            formatter_class=partial(_Formatter, text.say("cli.usage")), **settings,
        )  # fmt: skip
        self._positionals.title = text.say("cli.arguments")
        self._optionals.title = text.say("cli.options")
        self.options: list[str] = []
        self.add_argument("-h", "--help", action="help", help=text.say("cli.help"))

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        action = super().add_argument(*names, **settings)
        self.options += action.option_strings
        return action


def _parsers(text: Catalogue) -> tuple[_Parser, dict[str, _Parser]]:
    """Make the parser, and that of each command."""
    say = text.say
    parser = _Parser(text, prog="kuchikomi", description=say("cli.about"))
    parser.add_argument("--version", action="store_true", help=say("cli.version"))
    subparsers = parser.add_subparsers(title=say("cli.commands"), metavar=say("cli.command"))
    functions = {
        "compare": _compare, "check": _check, "scenarios": _scenarios, "strategies": _strategies
    }  # fmt: skip
    commands: dict[str, _Parser] = {}
    for name, function in functions.items():
        words = say(f"cli.{name}")
        commands[name] = subparsers.add_parser(name, help=words, description=words, text=text)
        commands[name].set_defaults(command=function)
        commands[name].add_argument(
            "--lang", metavar="|".join(LANGUAGES), default=argparse.SUPPRESS, help=say("cli.lang")
        )
    compare = commands["compare"]
    for name in ("compare", "check"):
        _scenario_options(commands[name], name, say)
    _number(compare, "--replicates", "R", say("cli.replicates"))
    _number(compare, "--seed", "S", say("cli.seed"))
    _number(compare, "--workers", "K", say("cli.workers"))
    for name in ("compare", "scenarios", "strategies"):
        commands[name].add_argument("--json", action="store_true", help=say("cli.json"))
    for name in ("compare", "check", "strategies"):
        commands[name].add_argument(
            "--strategies", action="append", default=[], metavar="FILE", help=say("cli.files")
        )
    return parser, commands


def _scenario_options(parser: _Parser, name: str, say: Callable[..., str]) -> None:
    parser.set_defaults(name=name)
    parser.add_argument("scenario", metavar="SCENARIO", nargs="?", help=say("cli.scenario"))
    _number(parser, "--consumers", "N", say("cli.consumers"))
    _number(parser, "--weeks", "W", say("cli.weeks"))
    parser.add_argument("--graph", metavar="FILE", help=say("cli.graph"))
    parser.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", help=say("cli.set")
    )


def _number(parser: _Parser, option: str, letter: str, words: str) -> None:
    def whole(typed: str) -> int:
        try:
            return int(typed)
        except ValueError:
            raise Mistake("option_whole", option=option, value=typed[:MOST_SHOWN]) from None

    parser.add_argument(option, type=whole, metavar=letter, help=words)


def _language(typed: list[str]) -> tuple[str | None, list[str]]:
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


def _environment_language() -> str:
    """Find the language of the user's environment, if there is a catalogue for it."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    code = (name or locale.getlocale()[0] or "").split("_")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


def _load(options: argparse.Namespace) -> "Scenario":
    from simulator.scenarios.files import load_scenario, parse_value, shipped

    if options.scenario is None:
        known = ", ".join(shipped())
        raise Mistake("command.no_scenario", command=options.name, known=known)
    values = {}
    for item in options.set:
        path, equals, value = item.partition("=")
        if not equals or not path.strip():
            raise Mistake("set_form", text=item[:MOST_SHOWN])
        values[path.strip()] = parse_value(value)
    return load_scenario(
        options.scenario,
        set=values,
        consumers=options.consumers,
        weeks=options.weeks,
        graph=options.graph,
        strategy_files=options.strategies,
    )


def _compare(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.comparison import summary
    from simulator.progress import progress_bar
    from simulator.runner import DEFAULT_REPLICATES, DEFAULT_SEED, compare
    from simulator.tables import comparison_table

    scenario = _load(options)
    _say_unused(scenario, text, sys.stderr)
    replicates = DEFAULT_REPLICATES if options.replicates is None else options.replicates
    interruption: Interruption | None = options.interruption
    with progress_bar(text) as progress:
        if interruption is not None:
            progress = interruption.watching(len(scenario.arms), progress)
        results = compare(
            scenario,
            replicates=replicates,
            seed=DEFAULT_SEED if options.seed is None else options.seed,
            workers=options.workers,
            progress=progress,
            cancel=interruption,
        )
    answer = summary(results)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        comparison_table(answer, scenario, text)
    if results.interrupted:
        done = text.say("cli.kept", done=results.replicates, asked=replicates)
        print(done, file=sys.stderr)
        return INTERRUPTED
    return OK


def _check(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.runner import check_memory
    from simulator.scenarios.checks import (
        cut_short,
        network_read,
        open_without_agents,
        outside_sourced_range,
    )
    from simulator.tables import network_line

    scenario = _load(options)
    check_memory(scenario, 1)
    network = network_line(*network_read(scenario), text)
    if network:
        print(network)
    _say_unused(scenario, text, sys.stdout)
    for name, value, low, high in outside_sourced_range(scenario):
        print(text.say("cli.unusual", name=name, value=value, low=low, high=high))
    for arm in open_without_agents(scenario):
        print(text.say("cli.open_without_agents", arm=arm))
    for key, values in cut_short(scenario):
        print(text.say(key, **values))
    arms = ", ".join(one.name for one in scenario.arms)
    print(text.say("cli.sound", name=scenario.name, arms=arms, digest=scenario.digest[:12]))
    return OK


def _say_unused(scenario: "Scenario", text: Catalogue, stream: TextIO) -> None:
    """Say so where a network's size takes the place of the consumers that a file gives."""
    from simulator.scenarios.checks import unused_consumers

    differ = unused_consumers(scenario)
    if differ:
        print(text.say("cli.unused_consumers", value=differ[0], people=differ[1]), file=stream)


def _scenarios(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.scenarios.files import load_scenario, shipped

    rows = []
    for name, path in shipped().items():
        one = load_scenario(path)
        rows.append(
            {
                "name": name,
                "question": one.question,
                "source": one.source,
                "look_at": one.look_at,
                "arms": [arm.name for arm in one.arms],
            }
        )
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['name']}\n    {row['question']}")
    return OK


def _strategies(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.parameters import declarations
    from simulator.strategies.registry import strategies

    rows: list[dict[str, Any]] = []
    for kind, one in strategies(options.strategies).items():
        names = (
            "name", "type", "default", "minimum", "maximum", "unit", "description", "source",
            "choices", "optional", "sourced",
        )  # fmt: skip
        fields = [{name: getattr(field, name) for name in names} for field in declarations(one)]
        rows.append({"kind": kind, "summary": one.summary(), "fields": fields})
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['kind']}\n    {row['summary']}")
            for field in row["fields"]:
                unit = "" if field["unit"] == "-" else f" {field['unit']}"
                print(f"      {field['name']} = {field['default']}{unit}: {field['description']}")
    return OK

