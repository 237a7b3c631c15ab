"""The commands: ``kuchikomi compare | show | check | scenarios | strategies | measures``.

Each asks the library and prints what it answers; no rule of the model and no arithmetic lives here.
What does live here is how a command ends: its exit code, and what is said of a mistake or an error.
"""

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import Mistake, Mistakes
from simulator.interruption import INTERRUPTED, Interruption
from simulator.options import environment_language, language_typed, parsers
from simulator.texts import Catalogue, catalogue

if TYPE_CHECKING:
    from simulator.results import Results
    from simulator.scenarios.schema import Scenario

OK, FAILED, MISTAKE = 0, 1, 2
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


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
    text = catalogue(environment_language())
    if interruption is not None:
        interruption.text = text
    try:
        language, rest = language_typed(typed)
        text = catalogue(language or text.language)
        if interruption is not None:
            interruption.text = text
        if sys.stdout is None:  # it was closed: whatever is found would be lost
            raise Mistake("command.output", why=os.strerror(errno.EBADF))
        code = _run(rest, text, interruption)
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
    except (Exception, SystemExit) as error:  # a planner never sees a traceback
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
    parser, commands = parsers(text)
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
    if options.name == "compare":
        return _compare(options, text, interruption)
    others = {
        "show": _show, "check": _check, "scenarios": _scenarios, "strategies": _strategies,
        "measures": _measures,
    }  # fmt: skip
    return others[options.name](options, text)


def _write_no_more() -> None:
    """Let what is still to be written go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nearest(word: str, known: Sequence[str] | dict[str, Any]) -> str:
    close = get_close_matches(word, list(known), 1)
    return close[0] if close else ""


def _load(options: argparse.Namespace) -> "Scenario":
    from simulator.scenarios.files import load_typed, parse_setting, shipped

    if options.scenario is None:
        known = ", ".join(shipped())
        raise Mistake("command.no_scenario", command=options.name, known=known)
    return load_typed(
        options.scenario,
        set=[parse_setting(item) for item in options.set],
        consumers=options.consumers,
        weeks=options.weeks,
        graph=options.graph,
        strategy_files=options.strategies,
    )


def _compare(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    from simulator import csv_tables, pictures
    from simulator.arguments import whole_number
    from simulator.comparison import summary
    from simulator.doubts import unusual_sentences
    from simulator.new_files import check_place
    from simulator.progress import progress_bar
    from simulator.runner import compare
    from simulator.saved import SUFFIX, save_results

    typed = {name: getattr(options, name) for name in ("replicates", "seed", "workers")}
    numbers: dict[str, Any] = {
        name: whole_number(f"--{name}", value) for name, value in typed.items() if value is not None
    }
    if options.save is not None:
        check_place(options.save, SUFFIX)
    if options.csv is not None:
        check_place(options.csv, csv_tables.SUFFIX)
    if options.plot is not None:
        check_place(options.plot, *pictures.SUFFIXES)
    with _others_print_aside():
        scenario = _load(options)
        for sentence in unusual_sentences(scenario, text, _encoding(sys.stderr)):
            print(sentence, file=sys.stderr)
        with progress_bar(text) as progress:
            if interruption is not None:
                progress = interruption.watching(len(scenario.arms), progress)
            results = compare(scenario, **numbers, progress=progress, cancel=interruption)
        answer = summary(results)
    if interruption is not None:
        interruption.showing()
    files = {options.save: partial(save_results, results)}
    _give_answer(answer, results, options, text, files)
    if results.interrupted or (interruption is not None and interruption.is_set()):
        done = text.say("cli.kept", done=results.replicates, asked=answer["requested"])
        print(done, file=sys.stderr)
        return INTERRUPTED
    return OK


def _give_answer(
    answer: dict[str, Any], results: "Results", options: argparse.Namespace, text: Catalogue,
    files: Mapping[str | None, Callable[[str], Path]],
) -> None:
    """Write the files that were asked for, and print a comparison in words or as one JSON object.

    Files come first, for what is printed may be cut off; one that fails takes nothing else away.

    Parameters
    ----------
    files : besides the table for spreadsheets and the picture; by path, None for one that was not asked for.
    """
    from simulator.csv_tables import save_csv
    from simulator.pictures import save_picture
    from simulator.tables import comparison_table

    failed = []
    table: Callable[[str], Path] = partial(save_csv, answer, text=text)
    picture: Callable[[str], Path] = partial(save_picture, results, text=text)
    for path, write in (*files.items(), (options.csv, table), (options.plot, picture)):
        try:
            if path is not None:
                print(text.say("cli.saved", file=write(path)), file=sys.stderr)
        except Mistake as mistake:
            failed.append(mistake)
    if options.json:
        print_json(answer)
    else:
        comparison_table(answer, results.scenario, text)
    if failed:
        raise Mistakes(failed)


def _show(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.comparison import summary
    from simulator.saved import load_results

    if options.file is None:
        raise Mistake("command.no_file", command=options.name)
    results = load_results(options.file)
    _give_answer(summary(results), results, options, text, {})
    return OK


def print_json(answer: Any) -> None:
    """Print an answer piece by piece.

    Of much that is written in one go Python loses the rest if a signal comes while the reader is slow.
    """
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    print()


def _check(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.arguments import DEFAULT_REPLICATES, DEFAULT_SEED
    from simulator.doubts import unusual_sentences
    from simulator.memory import check_memory
    from simulator.scenarios.network import check_network, network_read
    from simulator.tables import network_line
    from simulator.workers import runs_at_once

    encoding = _encoding(sys.stdout)
    with _others_print_aside():
        scenario = _load(options)
        runs = DEFAULT_REPLICATES * len(scenario.arms)
        check_memory(scenario, runs, runs_at_once(scenario, runs))
        check_network(scenario, DEFAULT_SEED)
        unusual, digest = unusual_sentences(scenario, text, encoding), scenario.digest
    network = network_line(*network_read(scenario), text)
    if network:
        print(network)
    for sentence in unusual:
        print(sentence)
    arms = text.listed([one.name for one in scenario.arms])
    print(text.say("cli.sound", name=scenario.name, arms=arms, digest=digest[:12]))
    return OK


@contextmanager
def _others_print_aside() -> Iterator[None]:
    """Let what strategies of others print go to standard error: standard output is for the answer.

    Some programs read it, and print is the commonest way to look into a strategy of one's own.
    """
    with redirect_stdout(sys.stderr):
        yield


def _encoding(stream: object) -> str | None:
    """The encoding of an output; None if there is none."""
    return getattr(stream, "encoding", None)


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
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['name']}\n    {row['question']}")
    return OK


def _measures(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.metrics import METRICS

    rows = [
        {
            "name": one.name,
            "title": text.say(f"metric.{one.name}"),
            "unit": text.unit(one.unit),
            "window": text.say(f"window.{one.window}"),
            "formula": text.say(f"formula.{one.name}"),
            "good": text.say("cli.more" if one.higher_is_better else "cli.less"),
        }
        for one in METRICS
    ]
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            unit = row.pop("unit")
            print(text.say("cli.measure", counted_in=unit, **row))
    return OK


def _strategies(options: argparse.Namespace, text: Catalogue) -> int:
    from simulator.parameters import declarations
    from simulator.strategies.registry import strategies

    rows: list[dict[str, Any]] = []
    names = (
        "name", "type", "default", "minimum", "maximum", "unit", "description", "source",
        "choices", "optional", "sourced",
    )  # fmt: skip
    with _others_print_aside():
        for kind, one in strategies(options.strategies).items():
            fields = [{name: getattr(field, name) for name in names} for field in declarations(one)]
            rows.append({"kind": kind, "summary": one.summary(), "fields": fields})
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['kind']}\n    {row['summary']}")
            for field in row["fields"]:
                print("      " + _field(field, text))
    return OK


def _field(field: dict[str, Any], text: Catalogue) -> str:
    """What a field of a strategy is called, what it is if nobody says anything, and what it means."""
    unit = "" if field["unit"] == "-" else field["unit"]
    value, about = _default(field, text), field["description"]
    return text.say("cli.field", name=field["name"], value=value, unit=unit, about=about)


def _default(field: dict[str, Any], text: Catalogue) -> str:
    """What a field is where nobody says anything, as it is read."""
    from simulator.figures import plain

    value = field["default"]
    if value is None:
        return text.say("cli.left_out" if field["optional"] else "cli.required")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain(value, text.language)
    return str(value).lower() if isinstance(value, bool) else str(value)
