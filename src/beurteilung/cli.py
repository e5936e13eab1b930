"""The command line: check, compare, scales, guidelines, validate, explain, table.

Exit codes: 0 nothing violated, nothing open; 1 something violated; 3 nothing violated, something
open; 2 bad input, with file, key and the way out.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, TextIO, cast

from attrs import evolve

from beurteilung._base.errors import BeurteilungError, DataError
from beurteilung._base.text import LANGUAGES, Text
from beurteilung._base.version import VERSION
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Report
    from beurteilung.law.editions import Guideline
    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import GradeScale

__all__ = ["main"]

_TEMPLATES = {"guideline": "vorlage.toml", "case": "fall.toml"}
BAD_INPUT = 2
INTERRUPTED = 130  # 128 and the number of the signal, as shells have it


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"beurteilung: {message}\n{self.format_usage()}")


class _Options(argparse.Namespace):
    """What the command line may hold; each command reads its own part."""

    run: Callable[[_Options], int]
    format: str
    lang: Lang
    output: str | None
    case: str
    before: str
    after: str
    before_column: str | None
    after_column: str | None
    event: list[str]
    on: str | None
    name: str | None
    code: str | None
    file: str | None
    template: Literal["guideline", "case"] | None
    kenntnisstand: date | None
    rechtsstand: date | None
    load: list[str]
    source: str
    target: str
    events: str | None
    before_scale: str | None
    after_scale: str | None
    prefix: str | None
    on_error: Literal["raise", "column"]
    columns: str | None
    separator: str | None
    sheet: str | None
    engine: Literal["duckdb", "spark"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    >>> main(["compare", "ni-pol-1996:4", "ni-pol-1999:3", "--lang", "en", "--format", "text"])
    ... # doctest: +ELLIPSIS
    The grade 4 “entspricht voll den Anforderungen” ...
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(argv, namespace=_Options())
    answer = io.StringIO()
    try:
        with redirect_stdout(answer):
            _load(options)
            code = options.run(options)
    except BeurteilungError as error:
        return _complain(str(error), BAD_INPUT)
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    return _hand_over(answer.getvalue(), code)


def _hand_over(answer: str, code: int) -> int:
    """Print a finished answer; whoever stops reading early gets the code of the whole."""
    try:
        print(answer, end="", flush=True)
    except OSError as error:  # pragma: no cover - seen in a process of its own only
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # for what is still kept back
        if not isinstance(error, BrokenPipeError):
            return _complain(f"standard output: {error.strerror}", BAD_INPUT)
    return code


def _complain(message: str, code: int) -> int:
    if (stream := cast("TextIO | None", sys.stderr)) is not None:  # None: it was closed
        stream.write(f"beurteilung: {message}\n")
    return code


def _load(options: _Options) -> None:
    from beurteilung.law.registry import load  # noqa: PLC0415 - commands import what they need

    for path in options.load:
        load(path)


def _day(text: str) -> date:
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        return date(*map(int, german.group(3, 2, 1))) if german else date.fromisoformat(text)
    except ValueError:
        message = f"expected a day such as 2000-09-01 or 01.09.2000, got {text!r}"
        raise argparse.ArgumentTypeError(message) from None


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="beurteilung",
        description="Appraisal grades of the German public service: what a grade means, what a change "
        "is, which rule applied. Exit code 0: nothing violated or open; 1: something violated; "
        "3: something open; 2: bad input.",
    )
    parser.add_argument("--version", action="version", version=f"beurteilung {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[_Options], int], text: str, *more: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        made.add_argument("--format", choices=["text", "json", "md", "html", *more], default="text")
        made.add_argument("--lang", choices=LANGUAGES, default="de", help="language of the answer")
        made.add_argument(
            "--load",
            action="append",
            default=[],
            metavar="FILE",
            help="a guideline file of your own",
        )
        return made

    check = command("check", _check, "check a whole case: a file of facts to a report", "pdf")
    check.add_argument("case", metavar="CASE.toml")
    check.add_argument(
        "--output", metavar="FILE", help="write the answer into this file; a PDF needs one"
    )
    check.add_argument("--kenntnisstand", type=_day, help="only facts known on this day count")
    check.add_argument("--rechtsstand", type=_day, help="only authorities up to this day count")
    compare = command("compare", _compare, "compare two grades and split the change")
    compare.add_argument("before", metavar="BEFORE", help="ni-pol-1996:5")
    compare.add_argument("after", metavar="AFTER", help="ni-pol-1999:3")
    compare.add_argument(
        "--on", metavar="SCALE", help="count on this scale; default: the later one"
    )
    compare.add_argument(
        "--event", action="append", default=[], metavar="KIND[:DAY]",
        help="an event in between, such as laufbahnwechsel:1999-11-02; may be repeated",
    )  # fmt: skip
    names = command("scales", _scales, "list the scales, or show one")
    names.add_argument("name", nargs="?", metavar="ID")
    editions = command("guidelines", _guidelines, "list the guidelines, or show one")
    editions.add_argument("name", nargs="?", metavar="ID")
    validate = command("validate", _validate, "check a guideline or case file of your own")
    validate.add_argument("file", nargs="?", metavar="FILE.toml")
    validate.add_argument(
        "--template",
        nargs="?",
        choices=list(_TEMPLATES),
        const="guideline",
        help="print a commented file to start from; without a word: of a guideline",
    )
    explain = command("explain", _explain, "say what a code of a finding means")
    explain.add_argument("code", nargs="?", metavar="CODE")
    table = command(
        "table", _whole_table, "compare the grades of a whole CSV, Excel or Parquet file"
    )
    table.add_argument("source", metavar="IN")
    table.add_argument("target", metavar="OUT", help="written beside and moved into place")
    table.add_argument("--before", dest="before_column", help="column of the earlier grade")
    table.add_argument("--after", dest="after_column", help="column of the later grade")
    for name, text in (
        ("events", "column of events, joined by +, or of their number"),
        ("before-scale", "scale of bare codes: its id, or the column that names it"),
        ("after-scale", "the same for the later grade"),
        ("on", "count on this scale"),
        ("prefix", "put this before the names of the new columns"),
        ("columns", "a TOML file with these options"),
        ("separator", "of a CSV file, if it is not to be detected"),
        ("sheet", "of an Excel file, if not the first"),
    ):
        table.add_argument(f"--{name}", help=text)
    table.add_argument("--on-error", choices=["raise", "column"], default="raise")
    table.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    return parser


def _print(
    options: _Options, plain: object, text: Callable[[], str], body: Callable[[], str]
) -> None:
    """Print one answer in the format asked for; ``body`` makes HTML, ``text`` the rest."""
    if options.format == "json":
        out = json.dumps(plain, ensure_ascii=False, indent=2)
    elif options.format == "html":
        out = body()
    else:
        out = text()
    sys.stdout.write(out.rstrip("\n") + "\n")


def _check(options: _Options) -> int:
    from beurteilung.cases.report import check, read_case  # noqa: PLC0415 - commands import what they need

    case = read_case(options.case)
    if options.kenntnisstand:
        case = evolve(case, kenntnisstand=options.kenntnisstand)
    if options.rechtsstand:
        case = evolve(case, rechtsstand=options.rechtsstand)
    if options.format == "pdf" and not options.output:
        raise DataError("--format pdf", ["a PDF is no text; name the file to write: --output FILE"])
    report = check(case)
    answer = _paper(report, options.format, options.lang)
    if options.output:
        _write(options.output, answer)
    else:
        sys.stdout.write(answer.decode())
    return report.exit_code


def _paper(report: Report, form: str, lang: Lang) -> bytes:
    """Return a report in the format asked for."""
    from beurteilung.render import html, markdown, pdf, plain  # noqa: PLC0415 - as above

    if form == "pdf":
        return pdf.report_pdf(report, lang)
    if form == "html":
        out = html.report_html(report, lang)
    elif form == "md":
        out = markdown.report_markdown(report, lang)
    elif form == "json":
        out = json.dumps(plain.report_dict(report), ensure_ascii=False, indent=2)
    else:
        out = report.explain(lang)
    return (out.rstrip("\n") + "\n").encode()


def _write(name: str, answer: bytes) -> None:
    try:
        Path(name).write_bytes(answer)
    except OSError as error:
        raise DataError(name, [f"cannot be written: {error.strerror}"]) from None


def _events(options: _Options) -> list[StatusEvent]:
    from beurteilung.model.offices import event  # noqa: PLC0415 - commands import what they need

    events: list[StatusEvent] = []
    for said in options.event:
        kind, _, on = said.partition(":")
        try:
            events.append(event(kind, _day(on) if on else None))
        except argparse.ArgumentTypeError as error:
            raise DataError(f"--event {said}", [str(error)]) from None
    return events


def _compare(options: _Options) -> int:
    from beurteilung.changes.measure import compare  # noqa: PLC0415 - commands import what they need
    from beurteilung.law.registry import grade  # noqa: PLC0415 - the same
    from beurteilung.render import html, markdown, plain  # noqa: PLC0415 - the same
    from beurteilung.render.paper import change_paper  # noqa: PLC0415 - the same

    before, after = grade(options.before), grade(options.after)
    change = compare(before, after, events=_events(options), on=options.on)
    made = change_paper(change, options.lang)

    def text() -> str:
        if options.format == "md":
            return markdown.paper_markdown(made)
        figures = "\n".join(f"{name:28} {value}" for name, value in made.top.rows)
        return f"{change.explain(options.lang)}\n\n{figures}"

    _print(options, plain.change_dict(change), text, lambda: html.paper_html(made))
    return 3 if any(part.verdict is Verdict.OPEN for part in change.finding.walk()) else 0


def _table(rows: Sequence[Sequence[str]], form: str) -> str:
    if form == "md":
        from beurteilung.render.markdown import table  # noqa: PLC0415 - as above

        return "\n".join(table(rows[0], rows[1:]))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _print_table(
    options: _Options, title: str, plain: object, rows: Sequence[Sequence[str]]
) -> int:
    from beurteilung.render.html import page, table_html  # noqa: PLC0415 - as above

    _print(
        options,
        plain,
        lambda: _table(rows, options.format),
        lambda: page(title, table_html(title, rows[0], rows[1:]), options.lang),
    )
    return 0


def _print_lines(options: _Options, title: str, plain: object, lines: Sequence[str]) -> int:
    from beurteilung.render import html, markdown  # noqa: PLC0415 - commands import what they need
    from beurteilung.render.escaping import inert  # noqa: PLC0415 - the same

    def text() -> str:
        if options.format == "md":
            return "\n\n".join(markdown.inert(line.strip()) for line in lines)
        return "\n".join(lines)

    body = "\n".join(f"<p>{inert(line.strip())}</p>" for line in lines)
    _print(options, plain, text, lambda: html.page(title, body, options.lang))
    return 0


def _scales(options: _Options) -> int:
    from beurteilung.law.registry import scale, scales  # noqa: PLC0415 - commands import what they need

    lang = options.lang
    if options.name:
        return _show_scale(options, scale(options.name))
    every = scales()
    head = (Text("Skala", "scale"), Text("Noten", "grades"), Text("Titel", "title"))
    rows = [tuple(h[lang] for h in head)]
    rows += [(s.id, str(len(s)), s.title) for s in every]
    title = Text("Skalen", "Scales")[lang]
    return _print_table(options, title, [s.as_dict() for s in every], rows)


def _show_scale(options: _Options, item: GradeScale) -> int:
    from beurteilung.law.registry import guideline_of  # noqa: PLC0415 - commands import what they need
    from beurteilung.render.said import evidence_name  # noqa: PLC0415 - the same

    lang = options.lang
    its = guideline_of(item)
    missing = its is None or any(its.gap(topic) for topic in (item.id, its.id))
    unknown = Text("(nicht belegt)", "(not attested)")[lang] if missing else "–"
    head = (
        Text("Note", "grade"),
        Text("Stufe", "stage"),
        Text("Bezeichnung", "wording"),
        Text("Beleg", "evidence"),
    )
    rows = [tuple(h[lang] for h in head)]
    for g in item:
        cited = g.label_citation if g.label else g.citation
        shown = evidence_name(cited.evidence)[lang] if cited else ""
        rows.append((g.code, g.stage.code if g.stage else "–", g.label or unknown, shown))
    return _print_table(options, item.title or item.id, item.as_dict(), rows)


def _guidelines(options: _Options) -> int:
    from beurteilung.law.registry import guideline, guidelines  # noqa: PLC0415 - as above

    lang = options.lang
    if options.name:
        return _show_guideline(options, guideline(options.name))
    every = guidelines()
    head = (
        Text("Richtlinie", "guideline"),
        Text("Dienstherr", "Dienstherr"),
        Text("Titel", "title"),
    )
    rows = [tuple(h[lang] for h in head), *((g.id, g.rules.land, g.title) for g in every)]
    plain = [
        {"id": g.id, "family": g.family, "land": g.rules.land, "title": g.title} for g in every
    ]
    return _print_table(options, Text("Richtlinien", "Guidelines")[lang], plain, rows)


def _show_guideline(options: _Options, item: Guideline) -> int:
    from beurteilung._base.translations import remark  # noqa: PLC0415 - commands import what they need

    lang = options.lang
    rows = [(Text("Angabe", "item")[lang], Text("Inhalt", "content")[lang])]
    rows += [("id", item.id), (Text("Titel", "title")[lang], item.title)]
    rows.append((Text("Fundstelle", "published")[lang], item.rules.fundstelle or "–"))
    for validity in item.rules.geltung:
        group = validity.laufbahngruppe.value if validity.laufbahngruppe else ""
        span = f"{validity.ab or '?'} – {validity.bis or '…'} {group}"
        rows.append((Text("Geltung", "validity")[lang], span.strip()))
    rows += [(Text("Skala", "scale")[lang], f"{s.id}: {s.title}") for s in item.scales]
    rows += [(Text("Lücke", "gap")[lang], remark(gap.was, lang)) for gap in item.gaps]
    plain = {
        "id": item.id,
        "family": item.family,
        "title": item.title,
        "scales": [s.as_dict() for s in item.scales],
        "gaps": [gap.was for gap in item.gaps],
    }
    return _print_table(options, item.title, plain, rows)


def _validate(options: _Options) -> int:
    from beurteilung._base.data import DATA  # noqa: PLC0415 - the same
    from beurteilung._base.toml import read_toml, template  # noqa: PLC0415 - the same
    from beurteilung.cases.format import Fall  # noqa: PLC0415 - the same
    from beurteilung.cases.report import check, read_case  # noqa: PLC0415 - commands import what they need
    from beurteilung.law.registry import read_guideline  # noqa: PLC0415 - the same

    if options.template:
        sys.stdout.write((DATA / _TEMPLATES[options.template]).read_text(encoding="utf-8"))
        if options.template == "case":
            sys.stdout.write(template(Fall) + "\n")
        return 0
    if not options.file:
        raise DataError("validate", ["name a file, or --template for one to start from"])
    path = Path(options.file)
    if {"beurteilung", "kenntnisstand", "rechtsstand"} & read_toml(path).keys():
        check(read_case(path))
        done = Text("Fall", "case")
    else:
        read_guideline(path)
        done = Text("Richtlinie", "guideline")
    word = Text("in Ordnung", "in order")
    said = f"{path}: {done[options.lang]} {word[options.lang]}"
    plain = {"file": str(path), "kind": done.en, "valid": True}
    return _print_lines(options, done[options.lang], plain, [said])


_OPEN = Text("nicht belegt:", "not attested:")


def _explain(options: _Options) -> int:
    from beurteilung.law.codes import code, codes  # noqa: PLC0415 - commands import what they need

    lang = options.lang
    if not options.code:
        rows = [(Text("Code", "code")[lang], Text("Bedeutung", "meaning")[lang])]
        rows += [(c.code, c.text[lang]) for c in codes()]
        plain = [{"code": c.code, "de": c.de, "en": c.en} for c in codes()]
        return _print_table(options, Text("Befunde", "Findings")[lang], plain, rows)
    one = code(options.code)
    lines = [f"{one.code}: {one.text[lang]}"]
    for law in one.rules():
        lines.append(f"  {law.code}: {law.text[lang]}")
        lines += [f"    {cited}" for cited in law.citations()]
        lines += [f"    {_OPEN[lang]} {gap.text[lang]}" for gap in law.luecke]
    found = {"code": one.code, "de": one.de, "en": one.en, "rules": [r.code for r in one.rules()]}
    return _print_lines(options, one.code, found, lines)


def _whole_table(options: _Options) -> int:
    from beurteilung.frames.files import run  # noqa: PLC0415 - commands import what they need

    done = run(
        options.source,
        options.target,
        before=options.before_column,
        after=options.after_column,
        events=options.events,
        before_scale=options.before_scale,
        after_scale=options.after_scale,
        on=options.on,
        prefix=options.prefix,
        on_error=options.on_error,
        columns=options.columns,
        separator=options.separator,
        sheet=options.sheet,
        engine=options.engine,
        progress=_progress if sys.stderr and sys.stderr.isatty() else None,
    )
    rows = (Text("Zeile", "row") if done.rows == 1 else Text("Zeilen", "rows"))[options.lang]
    lines = [*done.notes, f"{options.target}: {done.rows} {rows}"]
    plain = {"target": options.target, "rows": done.rows, "notes": list(done.notes)}
    return _print_lines(options, options.target, plain, lines)


def _progress(share: float) -> None:
    """Draw a bar on the terminal; it is wiped when the work is done."""
    width = round(share * _BAR)
    end = "\r" + " " * (_BAR + 8) + "\r" if share >= 1 else ""
    sys.stderr.write(f"\r[{'#' * width}{'.' * (_BAR - width)}] {share:4.0%}{end}")
    sys.stderr.flush()


_BAR = 40


if __name__ == "__main__":  # pragma: no cover - run by python -m beurteilung.cli only
    sys.exit(main())
