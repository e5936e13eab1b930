"""The README, the pages under docs/ and the docstrings under src/ are tests."""

import os

from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser
from sybil.sybil import SybilCollection

from beurteilung.law import registry

# The language of the environment is that of answers; the tests say theirs, or mean German.
os.environ["LC_ALL"] = "C"

# No option flags: what an example prints, exception texts included, is what it must print.
PAGES = [PythonCodeBlockParser(), SkipParser()]


def forget(_: object) -> None:
    """Forget what a page loads: a report names every loaded file, and so would those that follow."""
    for name in list(registry.loaded):
        registry.forget(name)


readme = Sybil(PAGES, patterns=["README.md"], teardown=forget)
# The pages of engines that the normal run has not; the task of an engine names it and has its page.
ENGINES = {"dask", "ibis", "spark"} - set(os.environ.get("BEURTEILUNG_ENGINES", "").split(","))
LATER = [f"how-to/frames-{engine}.md" for engine in sorted(ENGINES)]
docs = Sybil(
    PAGES, path="docs", patterns=["*.md"], excludes=["changelog.md", *LATER], teardown=forget
)
docstrings = Sybil([DocTestParser()], path="src", patterns=["*.py"], teardown=forget)

pytest_collect_file = SybilCollection([readme, docs, docstrings]).pytest()
