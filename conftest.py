"""The README, the pages under docs/ and the docstrings under src/ are tests."""

import os

from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser
from sybil.sybil import SybilCollection

# The language of the environment is that of answers; the tests say theirs, or mean German.
os.environ["LC_ALL"] = "C"

# No option flags: what an example prints, exception texts included, is what it must print.
PAGES = [PythonCodeBlockParser(), SkipParser()]

readme = Sybil(PAGES, patterns=["README.md"])
# The pages of engines that the normal run has not; the task of an engine names it and has its page.
ENGINES = {"dask", "ibis", "spark"} - set(os.environ.get("BEURTEILUNG_ENGINES", "").split(","))
LATER = [f"how-to/frames-{engine}.md" for engine in sorted(ENGINES)]
docs = Sybil(PAGES, path="docs", patterns=["*.md"], excludes=["changelog.md", *LATER])
docstrings = Sybil([DocTestParser()], path="src", patterns=["*.py"])

pytest_collect_file = SybilCollection([readme, docs, docstrings]).pytest()
