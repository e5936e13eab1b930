"""The contract of the root package: about 40 names, sorted, nothing else promised; a light import."""

import inspect
import json
import subprocess
import sys
import types

import pytest

import beurteilung


def fresh(program):
    """Run a program in a fresh process and return what it prints, read as JSON."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def loaded_by(statement):
    """Return the modules that a statement loads beyond those of an empty process."""
    return set(
        fresh(
            "import json, sys\nbefore = set(sys.modules)\n"
            f"{statement}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
        )
    )


class TestNames:
    """About 40 public names at the root, sorted __all__, nothing else promised."""

    def test_they_are_sorted_and_few(self):
        assert beurteilung.__all__ == sorted(beurteilung.__all__)
        assert len(set(beurteilung.__all__)) == len(beurteilung.__all__) <= 45

    def test_dir_lists_them(self):
        assert dir(beurteilung) == sorted(beurteilung.__all__)

    @pytest.mark.parametrize("name", beurteilung.__all__)
    def test_each_is_there_and_says_what_it_is(self, name):
        found = getattr(beurteilung, name)
        assert inspect.getdoc(found)
        assert found.__module__.startswith("beurteilung.")
        assert not isinstance(found, types.ModuleType)

    def test_a_star_import_gives_exactly_them(self):
        names = {}
        exec("from beurteilung import *", names)  # noqa: S102 - a star import needs a module
        assert sorted(set(names) - {"__builtins__"}) == beurteilung.__all__

    def test_names_for_the_run_and_names_for_type_checkers_are_the_same(self):
        assert sorted(beurteilung._MODULE_OF) == beurteilung.__all__
        source = inspect.getsource(beurteilung)
        for name, module in beurteilung._MODULE_OF.items():
            block = source.split(f"    from beurteilung.{module} import ", 1)[1]
            assert name in block.split("    from ", 1)[0]

    def test_another_name_is_refused(self):
        with pytest.raises(AttributeError, match="module 'beurteilung' has no attribute 'note'"):
            _ = beurteilung.note

    @pytest.mark.parametrize("name", ["errors", "frames"])
    def test_a_module_needs_no_import_of_its_own(self, name):
        program = f"import json, beurteilung; print(json.dumps(beurteilung.{name}.__name__))"
        assert fresh(program) == f"beurteilung.{name}"

    def test_no_module_hides_a_name(self):
        """Reading a submodule binds it to the root package, over whatever has its name there."""
        program = (
            "import json, pkgutil, types, importlib, beurteilung as b\n"
            "for m in pkgutil.iter_modules(b.__path__):\n"
            "    if m.name != '__main__': importlib.import_module(f'beurteilung.{m.name}')\n"
            "hidden = [n for n in b.__all__ if isinstance(getattr(b, n), types.ModuleType)]\n"
            "print(json.dumps(hidden))"
        )
        assert fresh(program) == []

    @pytest.mark.parametrize("name", ["errors", "strategies", "frames"])
    def test_the_modules_of_the_contract_have_docstrings_and_sorted_names(self, name):
        module = __import__(f"beurteilung.{name}", fromlist=["*"])
        assert module.__doc__
        assert list(module.__all__) == sorted(module.__all__)
        for public in module.__all__:
            assert inspect.getdoc(getattr(module, public))


class TestImport:
    """import beurteilung loads the standard library only"""

    def test_in_a_fresh_process(self):
        roots = {name.partition(".")[0] for name in loaded_by("import beurteilung")}
        assert roots - set(sys.stdlib_module_names) == {"beurteilung"}

    def test_no_part_that_nobody_asked_for(self):
        assert loaded_by("import beurteilung").isdisjoint({"beurteilung.model"})
        found = loaded_by("from beurteilung import grade")
        for part in (
            "editions",
            "changes",
            "findings",
            "rules",
            "cases",
            "cli",
            "strategies",
            "frames",
        ):
            assert f"beurteilung.{part}" not in found
        assert "tomllib" not in found

    @pytest.mark.parametrize(
        "statement",
        [
            "import beurteilung; beurteilung.grade('ni-pol-1996:5').to('ni-pol-1999')",
            "import beurteilung; [getattr(beurteilung, n) for n in beurteilung.__all__]",
            "import beurteilung; beurteilung.guidelines()",
            "import beurteilung; g = beurteilung.grade('ni-pol-1996:5'); beurteilung.compare(g, g).explain()",
        ],
    )
    def test_nor_does_the_core_at_work(self, statement):
        roots = {name.partition(".")[0] for name in loaded_by(statement)}
        assert roots - set(sys.stdlib_module_names) == {"beurteilung"}

    def test_the_first_grade_reads_only_its_own_file(self):
        program = (
            "import json, sys\nread = []\n"
            "sys.addaudithook(lambda e, a: read.append(str(a[0])) if e == 'open' else None)\n"
            "from beurteilung import grade\nread.clear()\ngrade('ni-pol-1996:5')\n"
            "print(json.dumps([r for r in read if r.endswith('.toml')]))"
        )
        (only,) = fresh(program)
        assert only.endswith("ni-pol-1996.toml")


class TestStrategies:
    """also registered by entry point"""

    def test_types_resolve_without_an_import_of_our_strategies(self):
        program = (
            "import json\nfrom hypothesis import given, settings, strategies as st\n"
            "import beurteilung\nfrom beurteilung.model.offices import StatusEvent, Amtswechsel\n"
            "seen = set()\n"
            "kinds = [beurteilung.Grade, beurteilung.GradeScale, beurteilung.ScaleMapping,"
            " beurteilung.Interval, beurteilung.Period, beurteilung.Office, beurteilung.Appraisal,"
            " StatusEvent, Amtswechsel, beurteilung.Amtszulage, beurteilung.Befoerderung]\n"
            "def of(kind):\n"
            "    @settings(max_examples=3, derandomize=True, database=None, deadline=None)\n"
            "    @given(st.from_type(kind))\n"
            "    def test(one):\n        assert isinstance(one, kind)\n        seen.add(kind)\n"
            "    return test\n"
            "for kind in kinds:\n    of(kind)()\n"
            "print(json.dumps(seen == set(kinds)))"
        )
        assert fresh(program)

    def test_they_may_be_imported_before_hypothesis(self):
        program = (
            "import json\nfrom beurteilung.strategies import grades\n"
            "from beurteilung import Grade\nfrom hypothesis import given, strategies as st\n"
            "@given(grades(), st.from_type(Grade))\ndef test(a, b):\n    assert a.scale[a.code] is a\n"
            "test()\nprint(json.dumps(True))"
        )
        assert fresh(program)
