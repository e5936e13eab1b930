"""One Chromium a session for the files that `nox -s browser` runs; other runs never ask for it."""

import shutil

import pytest


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only the browser task has it

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "no chromium on the path; install one"
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()
