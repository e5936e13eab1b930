"""`beurteilung check FALL.toml …`: a file of facts becomes a report; of many, one line each."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias, cast

from beurteilung._base.errors import BeurteilungError, DataError, UsageError
from beurteilung._base.examples import example, examples
from beurteilung._base.plain import in_one_line, indented
from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung._base.toml import (
    LIMIT,
    is_folder,
    parse_toml,
    read_toml,
    toml_files,
)
from beurteilung.cases.report import Head, case_in, check, read_case
from beurteilung.cli.arguments import day, formats, option, repeated
from beurteilung.cli.documents import named
from beurteilung.cli.output import (
    hand_over,
    inert,
    refuse_target,
    standard_error,
    terminal_width,
    write,
)
from beurteilung.render.formats import FORMATS

if TYPE_CHECKING:
    from beurteilung._base.text import Lang
    from beurteilung.cases.format import Fall
    from beurteilung.cases.report import Report
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

CASES = repeated(
    "",
    Text("FALL.toml", "CASE.toml"),
    Text(
        "eine Falldatei; auch mehrere, Ordner, oder - für die Standardeingabe; eine zum Anfangen gibt "
        "beurteilung new case aus",
        "a case file; also several, folders, or - for the standard input; beurteilung new case prints one "
        "to start from",
    ),
)
EXAMPLE = option(
    "--example",
    Text("NAME", "NAME"),
    Text("ein mitgeliefertes Beispiel, etwa vg-stade", "an example that ships, such as vg-stade"),
)
FORMAT = formats(*(name for name in FORMATS if name != "notebook"))
OUTPUT = option(
    "--output",
    Text("DATEI", "FILE"),
    Text(
        "die Antwort in diese Datei schreiben; ihre Endung nennt die Form: .pdf, .html, .md, .json, .txt",
        "write the answer into this file; its ending names the form: .pdf, .html, .md, .json, .txt",
    ),
)
KENNTNISSTAND = day(
    "--kenntnisstand",
    Text(
        "nur Tatsachen zählen, die an diesem Tag bekannt waren",
        "only facts known on this day count",
    ),
)
RECHTSSTAND = day(
    "--rechtsstand",
    Text("nur Entscheidungen bis zu diesem Tag zählen", "only authorities up to this day count"),
)
REFERENCE = option(
    "--reference",
    Text("AKTENZEICHEN", "REFERENCE"),
    Text(
        "Aktenzeichen im Kopf des Vermerks; sonst eine Leerzeile",
        "reference number in the head of the report; else a blank line",
    ),
)
DATE = day(
    "--date",
    Text(
        "Datum im Kopf des Vermerks; sonst eine Leerzeile",
        "date in the head of the report; else a blank line",
    ),
)
AUTHOR = option(
    "--author",
    Text("VERFASSER", "AUTHOR"),
    Text(
        "Verfasser im Kopf des Vermerks; sonst eine Leerzeile",
        "author in the head of the report; else a blank line",
    ),
)
PARAMETERS = (
    CASES, EXAMPLE, FORMAT, OUTPUT, KENNTNISSTAND, RECHTSSTAND, REFERENCE, DATE, AUTHOR,
)  # fmt: skip
OF_MANY = ("text", "json", "jsonl")
"""Formats in which several reports make sense together."""
WORST = (0, 3, 1, 2)
"""Exit codes, from the one that says least: a file that cannot be read outweighs every verdict."""
Source: TypeAlias = str | os.PathLike[str]


def run(given: Given) -> int:
    """Print or write the reports; the exit code is that of the worst of them."""
    sources, several = _sources(given)
    form = given[FORMAT]
    if several and form not in OF_MANY:
        raise UsageError(
            Text(
                f"--format {form} ist die Form eines einzelnen Vermerks; für mehrere Fälle: {', '.join(OF_MANY)}",
                f"--format {form} is the form of one report; of several cases: {', '.join(OF_MANY)}",
            )
        )
    if form == "pdf" and not given[OUTPUT]:
        raise UsageError(
            Text(
                "ein PDF ist kein Text; die Datei angeben, in die es soll: --output DATEI",
                "a PDF is no text; name the file to write: --output FILE",
            )
        )
    if several:
        if output := given[OUTPUT]:
            refuse_target(output, map(str, sources))
        return _several(given, sources)
    report = _report(given, sources[0])
    head = Head(reference=given[REFERENCE] or "", day=given[DATE], author=given[AUTHOR] or "")
    answer = _written(report, form, given.lang, head)
    if output := given[OUTPUT]:
        write(output, answer, map(str, sources))
    else:
        sys.stdout.write(answer.decode())
    return report.exit_code


def _sources(given: Given) -> tuple[list[Source], bool]:
    """Return the files that are meant, those in folders too, and whether several reports are wanted."""
    named: list[Source] = [*given[CASES]]
    if name := given[EXAMPLE]:
        named.append(example(name))
    if not named:
        raise UsageError(
            Text(
                "FALL.toml fehlt: eine Falldatei; ein Beispiel zeigt: beurteilung check --example vg-stade",
                "CASE.toml is missing: a case file; for an example: beurteilung check --example vg-stade",
            )
        )
    folders = [one for one in named if one != "-" and is_folder(one)]
    if not folders:
        return named, len(named) > 1
    found = [_inside(one) if one in folders else [one] for one in named]
    return [one for some in found for one in some], True


def _inside(folder: Source) -> list[Source]:
    files: list[Source] = [*toml_files(folder, below=True)]
    if not files:
        raise UsageError(
            Text(
                f"{folder}: im Ordner ist keine Datei .toml",
                f"{folder}: the folder has no file .toml",
            )
        )
    return files


def _report(given: Given, source: Source) -> Report:
    with named(source):
        return _checked(given, source)


def _checked(given: Given, source: Source) -> Report:
    case = _standard_input() if source == "-" else _case(source)
    if known := given[KENNTNISSTAND]:
        case = evolve(case, kenntnisstand=known)
    if law := given[RECHTSSTAND]:
        case = evolve(case, rechtsstand=law)
    return check(case)


def _case(source: Source) -> Fall:
    """Read a case; a guideline file is no case with faults but another kind of file.

    Raises:
        DataError: it is none.
    """
    try:
        return read_case(source)
    except DataError:
        name = str(source)
        if any(one.startswith(name) for one in examples()) and not Path(source).exists():
            raise DataError(name, [_of_example(name)]) from None
        names = read_toml(Path(source)).keys()
        if "quelle" in names and "beurteilung" not in names:
            raise DataError(str(source), [_GUIDELINE]) from None
        raise


def _of_example(name: str) -> Text:
    return Text(
        f"eine solche Datei gibt es nicht; das Beispiel zeigt: beurteilung check --example {name}",
        f"there is no such file; for the example: beurteilung check --example {name}",
    )


_GUIDELINE = Text(
    "das ist eine Richtliniendatei, erwartet wird ein Fall; prüfen: beurteilung validate, für einen Fall laden: "
    "--load",
    "this is a guideline file, expected a case; to check it: beurteilung validate; to load it for a case: --load",
)


def _standard_input() -> Fall:
    stream = cast("TextIO | None", sys.stdin)
    if stream is None:
        raise DataError("-", [_NO_INPUT])
    raw = stream.buffer.read(LIMIT + 1)
    return case_in(parse_toml(raw, "-"), "-")


_NO_INPUT = Text("die Standardeingabe ist geschlossen", "the standard input is closed")


def _several(given: Given, sources: list[Source]) -> int:
    """Check one case after the other; one that cannot be read says so and stops none of the others."""
    form, lang, codes = given[FORMAT], given.lang, [0]
    rows: list[dict[str, object]] = []
    lines: list[str] = []
    for source in sources:
        row, line, code = _one(given, source)
        codes.append(code)
        if form == "jsonl" and not given[OUTPUT]:
            sys.stdout.write(in_one_line(row) + "\n")
            hand_over()
        else:
            rows.append(row)
            lines.append(line)
    counts = Text(f"{len(sources)} Fälle", f"{len(sources)} cases")[lang]
    if form == "jsonl":
        text = "".join(in_one_line(row) + "\n" for row in rows)
    elif form == "json":
        text = indented(rows) + "\n"
    else:
        text = "\n".join([*lines, counts]) + "\n"
    if output := given[OUTPUT]:
        write(output, text.encode(), map(str, sources))
    else:
        sys.stdout.write(text)
    return max(codes, key=WORST.index)


def _one(given: Given, source: Source) -> tuple[dict[str, object], str, int]:
    """Return the report on a case as a table for JSON and as a line, and its exit code."""
    from beurteilung.render.forms import report_table  # noqa: PLC0415 - one report as text needs none

    lang = given.lang
    try:
        report = _report(given, source)
    except BeurteilungError as error:
        if stream := standard_error():
            stream.write(f"beurteilung: {inert(error.explain(lang))}\n")
        message = error.explain(lang)
        return {"file": str(source), "error": message, "exit_code": 2}, f"{source}: –", 2
    word = report.overall.message[lang]
    row = {} if given[FORMAT] == "text" else {"file": str(source), **report_table(report)}
    return row, f"{source}: {word}", report.exit_code


def _written(report: Report, form: str, lang: Lang, head: Head) -> bytes:
    """Return a report in the format asked for."""
    answer = report.render(form, lang, head=head, width=terminal_width())
    return answer if isinstance(answer, bytes) else (answer.rstrip("\n") + "\n").encode()
