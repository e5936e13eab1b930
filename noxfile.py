"""Tasks. `nox --list` shows them; `.ci/run` calls those whose means the machine has.

A task that lacks what it needs fails: it never skips, so a green run has run.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.10"
nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = True
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "types", "docs", "wheel"]

OTHER_PYTHONS = ["3.12", "3.13", "3.14"]
LINKS = "docs/_build/links"  # output.txt there names what each address answered
ALONE = "--numprocesses=0"  # one server, browser or session for all tests
READ_THE_SOURCE = ("tests/data/test_english.py", "tests/test_layers.py")
OUTSIDE_THE_CHECKOUT = Path(tempfile.gettempdir())


def sync(session: nox.Session, *groups: str, install_project: bool = True) -> None:
    """Install the library and the dependency groups, as pinned in pyproject.toml."""
    session.run_install(
        "uv",
        "sync",
        "--quiet",
        *(f"--group={group}" for group in groups),
        *(() if install_project else ("--no-install-project",)),
        f"--python={session.virtualenv.location}",
        env={"UV_PROJECT_ENVIRONMENT": session.virtualenv.location},
    )


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff, and whether the changelog fragments can be read."""
    sync(session, "lint", install_project=False)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("towncrier", "build", "--draft", "--version=next", silent=True)


@nox.session
def types(session: nox.Session) -> None:
    """Both type checkers, without a finding."""
    sync(session, "types")
    session.run("mypy")
    session.run("basedpyright")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the pages; a warning, or a link or anchor that leads nowhere, fails."""
    sync(session, "docs")
    session.run("sphinx-build", "-W", "-n", "-q", "-E", "-b", "html", "docs", "docs/_build/html")
    session.run("python", "tools/links.py", "docs/_build/html")


@nox.session
def links(session: nox.Session) -> None:
    """Ask for every address on the web that the pages name; needs the network and fails without."""
    sync(session, "docs")
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-b", "linkcheck", "docs", LINKS)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the files to release; the wheel is installed into an empty environment and used there."""
    shutil.rmtree("dist", ignore_errors=True)
    session.run("uv", "build", "--quiet", "--out-dir=dist", external=True)
    session.install("--reinstall", *map(str, Path("dist").glob("*.whl")))
    session.run("python", "-I", "tools/offline.py", "dist")
    session.chdir(OUTSIDE_THE_CHECKOUT)
    session.run("python", "-I", "-W", "error", "-c", "from beurteilung import *")
    session.run("beurteilung", "scales", silent=True)


@nox.session(python=OTHER_PYTHONS)
def tests(session: nox.Session) -> None:
    """Run all tests on another Python; the README's command runs them on the machine's own."""
    sync(session, "test")
    session.run("pytest", *session.posargs)


@nox.session
def deep(session: nox.Session) -> None:
    """Meet every generated law with six times the examples of the test command, the same each time."""
    sync(session, "test")
    session.run(
        "pytest", "-m", "hypothesis", "tests", *session.posargs, env={"HYPOTHESIS_PROFILE": "deep"}
    )


@nox.session
def postgres(session: nox.Session) -> None:
    """Keep grades in a real PostgreSQL, started for this task alone; needs its server programs."""
    for program in ("initdb", "pg_ctl"):
        if not shutil.which(program):
            session.error(f"no {program} on the path; install PostgreSQL")
    sync(session, "postgres")
    session.run("pytest", ALONE, "tests/integrations/postgres.py", *session.posargs)


@nox.session
def peers(session: nox.Session) -> None:
    """Compare the exact tests of differences with those of SciPy."""
    sync(session, "peers")
    session.run("pytest", ALONE, "tests/runden/peers.py", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Open reports, pictures, pages and the offline page in Chromium, use them, and let axe look at them."""
    if not shutil.which("chromium") and not shutil.which("google-chrome"):
        session.error("no chromium on the path; install one")
    sync(session, "browser")
    files = (f"tests/browser/{name}.py" for name in ("pages", "docs", "offline"))
    session.run("pytest", ALONE, *files, *session.posargs)


@nox.session
def web(session: nox.Session) -> None:
    """Build the page that checks cases into build/web, and use it in Chromium; npm fetches Pyodide once."""
    if not shutil.which("chromium") and not shutil.which("google-chrome"):
        session.error("no chromium on the path; install one")
    if not shutil.which("npm"):
        session.error("no npm on the path; install Node.js")
    sync(session, "browser")
    shutil.rmtree("build/wheel", ignore_errors=True)
    session.run("uv", "build", "--quiet", "--wheel", "--out-dir=build/wheel", external=True)
    session.install("--reinstall", "--no-deps", *map(str, Path("build/wheel").glob("*.whl")))
    session.run("python", "tools/web.py", "build/web")
    env = {"BEURTEILUNG_WEB": "build/web"}
    session.run("pytest", ALONE, "tests/browser/web.py", *session.posargs, env=env)
    session.run("python", "benchmarks/web.py", "build/web")


@nox.session
def pdf(session: nox.Session) -> None:
    """Put the reports as PDF to an open checker of accessibility and to qpdf."""
    sync(session, "pdf")
    session.run("pytest", ALONE, "tests/pdf/checkers.py", *session.posargs)


def frames(session: nox.Session, engines: str, *requirements: str) -> None:
    """Run the tests of frames on an engine that the normal run leaves out."""
    sync(session, "test")
    session.install(*requirements)
    session.run(
        "pytest",
        ALONE,
        "tests/frames/test_compare.py",
        "tests/frames/test_richtwerte.py",
        f"docs/how-to/frames-{engines}.md",
        "-Wignore:Dask support is moving:FutureWarning",
        "-Wignore:fetch_arrow_table:DeprecationWarning",  # Ibis on DuckDB 2
        "-Wignore:The 'future.infer_string' option",  # Ibis on pandas 3
        *session.posargs,
        env={"BEURTEILUNG_ENGINES": engines, "BEURTEILUNG_EXAMPLES": "5"},
    )


@nox.session
def dask(session: nox.Session) -> None:
    """Frames of Dask equal the scalar model."""
    frames(session, "dask", "dask[dataframe]>=2025.1")


@nox.session
def ibis(session: nox.Session) -> None:
    """Tables of Ibis equal the scalar model."""
    frames(session, "ibis", "ibis-framework[duckdb]>=10")


@nox.session
def spark(session: nox.Session) -> None:
    """Frames of Spark equal the scalar model, on a cluster of this machine; fails without Java."""
    session.run("java", "-version", external=True, silent=True)
    frames(session, "spark", "pyspark>=4.0")
    session.run("pytest", ALONE, "tests/frames/spark_tables.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Give the program what nobody thought of: 400 inputs, always the same, or `-- --minutes 10` of others."""
    sync(session, "test")
    wanted = session.posargs or ["--seed", "1", "--count", "400"]
    session.run("python", "-m", "fuzz", *wanted, env={"PYTHONPATH": "tests"})


@nox.session
def mutation(session: nox.Session) -> None:
    """Which changes of a module no test sees: `-- src/beurteilung/runden/unterschied.py tests/runden`.

    Without tests to run it takes all, those that read the source text apart.
    """
    if sys.platform == "win32":
        session.error("mutmut needs fork")
    if not session.posargs:
        session.error("name a module, and the tests that should find it out if you know them")
    sync(session, "mutation")
    module, *tests = session.posargs
    tests = [ALONE, *(f"--ignore={name}" for name in READ_THE_SOURCE), *(tests or ["tests/"])]
    options = {
        "source_paths": ["src/"],
        "only_mutate": [module],
        "also_copy": ["tools/", "conftest.py", "README.md", "docs/", "examples/", "web/"],
        "pytest_add_cli_args_test_selection": tests,
    }
    settings = Path("setup.cfg")  # mutmut takes what it is to mutate from a file only
    rows = ("\n  ".join((f"{key} =", *values)) for key, values in options.items())
    settings.write_text("\n".join(("[mutmut]", *rows, "")), encoding="utf-8")
    shutil.rmtree("mutants", ignore_errors=True)
    profile = {"HYPOTHESIS_PROFILE": "mutation"}
    try:
        session.run("mutmut", "run", env=profile)
        found = str(session.run("mutmut", "results", silent=True))
    finally:
        settings.unlink()
    # an answer kept from an earlier test hides from mutmut that another one reaches the function too
    left = [line.split(":")[0].strip() for line in found.splitlines() if line.endswith("survived")]
    for name in left:
        mutant = {**profile, "MUTANT_UNDER_TEST": name, "PYTHONPATH": "src"}
        with session.chdir("mutants"):
            seen = session.run(
                "pytest", "-x", "-q", *tests, env=mutant, success_codes=[0, 1], silent=True
            )
        session.log(f"{name}: {'found' if ' failed' in str(seen) else 'NOT FOUND'}")
