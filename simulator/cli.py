"""The command line: ``kuchikomi compare | check | scenarios | strategies``. No logic lives here."""

import argparse
import json
import locale
import os
import sys
from typing import TYPE_CHECKING, Any

from simulator.errors import Mistake
from simulator.texts import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue

if TYPE_CHECKING:
    from simulator.scenarios.schema import Scenario

OK, FAILED, MISTAKE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return 0, 2 for a user's mistake, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    text = catalogue(options.lang)
    try:
        return int(options.command(options, text))
    except Mistake as mistake:
        for sentence in mistake.sentences(options.lang):
            print(sentence, file=sys.stderr)
        return INTERRUPTED if mistake.key == "interrupted_early" else MISTAKE
    except KeyboardInterrupt:
        print(text.say("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, which is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # noqa: BLE001 - a planner never sees a traceback
        if os.environ.get("KUCHIKOMI_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        print(text.say("cli.internal", what=what), file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    say = catalogue(_language()).say
    parser = argparse.ArgumentParser(prog="kuchikomi", description=say("cli.about"))
    commands = parser.add_subparsers(required=True, metavar=say("cli.command"))

    def command(name: str, function: Any) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=say(f"cli.{name}"), description=say(f"cli.{name}"))
        sub.set_defaults(command=function)
        sub.add_argument("--lang", choices=LANGUAGES, default=_language(), help=say("cli.lang"))
        return sub

    compare = command("compare", _compare)
    _scenario_options(compare, say)
    compare.add_argument("--replicates", type=int, metavar="R", help=say("cli.replicates"))
    compare.add_argument("--seed", type=int, metavar="S", help=say("cli.seed"))
    compare.add_argument("--workers", type=int, metavar="K", help=say("cli.workers"))
    compare.add_argument("--json", action="store_true", help=say("cli.json"))
    check = command("check", _check)
    _scenario_options(check, say)
    for name, function in (("scenarios", _scenarios), ("strategies", _strategies)):
        listing = command(name, function)
        listing.add_argument("--json", action="store_true", help=say("cli.json"))
    listing.add_argument(
        "--strategies", action="append", default=[], metavar="FILE", help=say("cli.files")
    )
    return parser


def _scenario_options(parser: argparse.ArgumentParser, say: Any) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help=say("cli.scenario"))
    parser.add_argument("--consumers", type=int, metavar="N", help=say("cli.consumers"))
    parser.add_argument("--weeks", type=int, metavar="W", help=say("cli.weeks"))
    parser.add_argument("--graph", metavar="FILE", help=say("cli.graph"))
    parser.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", help=say("cli.set")
    )
    parser.add_argument(
        "--strategies", action="append", default=[], metavar="FILE", help=say("cli.files")
    )


def _language() -> str:
    """The language of the user's environment, if there is a catalogue for it."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    code = (name or locale.getlocale()[0] or "").split("_")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


def _load(options: argparse.Namespace) -> "Scenario":
    from simulator.scenarios.files import load_scenario, parse_value

    values = {}
    for item in options.set:
        path, equals, value = item.partition("=")
        if not equals or not path.strip():
            raise Mistake("set_form", text=item)
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
    replicates = DEFAULT_REPLICATES if options.replicates is None else options.replicates
    with progress_bar(text) as progress:
        results = compare(
            scenario,
            replicates=replicates,
            seed=DEFAULT_SEED if options.seed is None else options.seed,
            workers=options.workers,
            progress=progress,
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
    from simulator.scenarios.checks import outside_sourced_range

    scenario = _load(options)
    for name, value, low, high in outside_sourced_range(scenario):
        print(text.say("cli.unusual", name=name, value=value, low=low, high=high))
    arms = ", ".join(one.name for one in scenario.arms)
    print(text.say("cli.sound", name=scenario.name, arms=arms, digest=scenario.digest[:12]))
    return OK


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

    rows = []
    for kind, one in strategies(options.strategies).items():
        names = ("name", "type", "default", "minimum", "maximum", "unit", "description", "source")
        fields = [{name: getattr(field, name) for name in names} for field in declarations(one)]
        rows.append({"kind": kind, "summary": one.summary(), "fields": fields})
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['kind']}\n    {row['summary']}")
    return OK


if __name__ == "__main__":
    sys.exit(main())
