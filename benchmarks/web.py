"""How long the page in a browser takes: until its first answer, and for an answer after a change.

python benchmarks/web.py build/web    (the folder that `nox -s web` has built)
"""

import shutil
import statistics
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import sync_playwright

RUNS = 3
CHANGES = 15
ANSWER = "() => import(new URL('app.js', location.href).href).then((page) => page.answered())"
TITLE = """
async (title) => {
  const page = await import(new URL('app.js', location.href).href);
  const field = document.querySelector('[data-at=\\'["titel"]\\'] input');
  const start = performance.now();
  field.value = title;
  field.dispatchEvent(new Event("input"));
  await page.answered();
  return performance.now() - start;
}
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main(folder: str) -> None:
    """Print the figures."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    drawn, first, ready, changes = [], [], [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(RUNS):
            context = browser.new_context()  # nothing is kept from the run before
            page = context.new_page()
            start = time.perf_counter()
            page.goto(address)
            page.wait_for_selector("body[data-drawn]")
            drawn.append(time.perf_counter() - start)
            page.wait_for_selector("#gradesAnswer dl.figures", timeout=120_000)
            first.append(time.perf_counter() - start)
            page.wait_for_selector("body[data-ready]", timeout=120_000)
            ready.append(time.perf_counter() - start)
            page.goto(f"{address}#fall")
            page.select_option("#example", "vg-stade-3-a-401-02")
            page.wait_for_selector("#state .counts")
            page.evaluate(ANSWER)
            changes += [page.evaluate(TITLE, f"Titel {n}") for n in range(CHANGES)]
            context.close()
        browser.close()
    server.shutdown()
    print(f"form shown and usable: {statistics.median(drawn):.1f} s")
    print(f"cold load to the answer shown first: {statistics.median(first):.1f} s (aim: 2 s)")
    print(f"until Python answers: {statistics.median(ready):.1f} s (aim: 10 s)")
    print(
        f"answer on a whole case after a change: median {statistics.median(changes):.0f} ms, "
        f"slowest {max(changes):.0f} ms (aim: 300 ms)"
    )


if __name__ == "__main__":
    main(sys.argv[1])
