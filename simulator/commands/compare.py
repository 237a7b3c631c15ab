"""``kuchikomi compare``: run all arms of a scenario and compare them."""

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from simulator import csv_tables, pictures, report, workbooks
from simulator.arguments import whole_number
from simulator.commands.answering import give_answer
from simulator.commands.ending import INTERRUPTED, OK
from simulator.commands.loading import encoding_of, load
from simulator.commands.output import others_print_aside
from simulator.comparison import summary
from simulator.doubts import unusual_sentences
from simulator.errors import Mistake
from simulator.interruption import Interruption
from simulator.new_files import check_place
from simulator.outcome import outcome_of
from simulator.precision import read_precision
from simulator.progress import progress_bar
from simulator.report import save_report
from simulator.report.logo import picture_in_text
from simulator.runner import compare
from simulator.saved import SUFFIX, save_results
from simulator.texts import Catalogue
from simulator.workbooks import save_workbook


def command(
    options: argparse.Namespace, text: Catalogue, interruption: Interruption | None
) -> int:
    """Compare, show, and write what was asked for; what is complete is kept where it is interrupted."""
    names = ("replicates", "seed", "workers", "assumptions")
    typed = {name: getattr(options, name) for name in names}
    numbers: dict[str, Any] = {
        name: whole_number(f"--{name}", value) for name, value in typed.items() if value is not None
    }
    until = None if options.until is None else read_precision(options.until, "--until")
    if options.save is not None:
        check_place(options.save, SUFFIX)
    if options.csv is not None:
        check_place(options.csv, csv_tables.SUFFIX)
    if options.plot is not None:
        check_place(options.plot, *pictures.SUFFIXES)
    if options.xlsx is not None:
        check_place(options.xlsx, workbooks.SUFFIX)
    client = clients_part(options)
    with others_print_aside():
        scenario = load(options)
        for sentence in unusual_sentences(scenario, text, encoding_of(sys.stderr)):
            print(sentence, file=sys.stderr)
        with progress_bar(text) as progress:
            if interruption is not None:
                progress = interruption.watching(len(scenario.arms), progress)
            results = compare(
                scenario, **numbers, until=until, vary=options.vary, progress=progress,
                cancel=interruption,
            )
        answer = summary(results)
    if interruption is not None:
        interruption.showing()
    files: dict[str | None, Any] = {options.save: partial(save_results, results)}
    if options.xlsx is not None or options.report is not None:
        outcome = outcome_of(scenario, results)
        files[options.xlsx] = partial(save_workbook, outcome, text=text)
        files[options.report] = partial(save_report, outcome, text=text, on=date.today(), **client)
    give_answer(answer, results, options, text, files)
    if results.interrupted or (interruption is not None and interruption.is_set()):
        done = text.say("cli.kept", done=results.replicates, asked=answer["requested"])
        if results.worlds is not None and not results.interrupted:
            found = answer["assumptions"]
            key = "cli.kept_worlds" if found["worlds"] else "cli.kept_no_world"
            done = text.say(key, done=found["worlds"], asked=found["asked"])
        print(done, file=sys.stderr)
        return INTERRUPTED
    return OK


def clients_part(options: argparse.Namespace) -> dict[str, Any]:
    """Find out, before the work begins, whether there can be a report, and what is the client's on it.

    Raises
    ------
    Mistake : no place for it, no report that it could be on, or a logo that cannot be taken.
    """
    if options.report is None:
        for option in ("client", "logo"):
            if getattr(options, option) is not None:
                raise Mistake("report.alone", option=f"--{option}")
        return {}
    check_place(options.report, report.SUFFIX)
    logo = None
    if options.logo is not None:
        try:
            logo = Path(options.logo).read_bytes()
        except OSError as error:
            raise Mistake("report.logo_unreadable", file=options.logo, why=error.strerror or "") from error
        picture_in_text(logo)
    return {"client": options.client or "", "logo": logo}
