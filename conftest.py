"""The README, the pages under docs/ and the docstrings under src/ are tests."""

from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser
from sybil.sybil import SybilCollection

# No option flags: what an example prints, exception texts included, is what it must print.
PAGES = [PythonCodeBlockParser(), SkipParser()]

readme = Sybil(PAGES, patterns=["README.md"])
docs = Sybil(PAGES, path="docs", patterns=["*.md"], excludes=["changelog.md"])
docstrings = Sybil([DocTestParser()], path="src", patterns=["*.py"])

pytest_collect_file = SybilCollection([readme, docs, docstrings]).pytest()
