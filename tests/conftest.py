"""Hypothesis profiles: `dev` draws anew each time, `ci` repeats itself, `deep` and `thorough` take their time.

`HYPOTHESIS_PROFILE` chooses; without it, `ci` where the variable `CI` is set, else `dev`. The test command
meets every law with few examples, others each time; `.ci/run` meets it with twice as many under coverage and
with six times as many in `nox -s deep`.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from beurteilung.changes import measure as changes
from beurteilung.law import registry
from beurteilung.richtwerte import shares

settings.register_profile(
    "dev",
    deadline=None,
    max_examples=10,
    print_blob=True,
    # A busy machine is no reason to fail.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "ci",
    parent=settings.get_profile("dev"),
    derandomize=True,
    database=None,
    max_examples=20,
)
settings.register_profile("deep", parent=settings.get_profile("ci"), max_examples=60)
settings.register_profile("thorough", parent=settings.get_profile("dev"), max_examples=2_000)

settings.register_profile(
    "mutation",
    parent=settings.get_profile("ci"),
    max_examples=15,  # a mutant is met by every test that reaches it, thousands of times
    # mutmut runs the tests several times in one process, each time with new instances.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)

settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def pytest_sessionstart():
    """Forget all answers: a mutant is met in a process that has already run the unchanged code."""
    changes._outcome.cache_clear()
    shares.limits.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def _no_files_of_other_tests():
    """Forget what a module loads: a report names every loaded file, and so would those that follow."""
    before = set(registry.loaded)
    yield
    for name in set(registry.loaded) - before:
        registry.forget(name)
