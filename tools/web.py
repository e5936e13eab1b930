"""Build the page that checks whole cases in a browser: `python tools/web.py FOLDER`.

The folder holds the page, Pyodide and the library as installed, and needs nothing else at run time: any
server that hands out files can hold it. Pyodide is fetched by npm, once, and must have the digest below.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from beurteilung import __version__
from beurteilung.render.offline import offline_page

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "web"
PAGE = ("index.html", "style.css", "icon.svg", "*.js")
PYODIDE = "314.0.7"
DIGEST = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")  # fmt: skip
PYTHON = "3.14.2"
LIBRARIES = ("attrs", "beurteilung")
LICENCES = (
    ("Pyodide", PYODIDE, "MPL-2.0", "https://github.com/pyodide/pyodide", "MPL-2.0.txt"),
    ("CPython", PYTHON, "PSF-2.0", "https://github.com/python/cpython", "PSF-2.0.txt"),
    ("Emscripten, musl", "5.0.3", "MIT", "https://github.com/emscripten-core/emscripten", ""),
    ("libffi", "", "MIT", "https://github.com/libffi/libffi", ""),
)
"""Name, version, licence, where the source is, and the file with the licence's text."""
MARK = '<p id="version"></p>'
LINK = (
    '<p><a href="index.html" data-de="Den ganzen Fall prüfen (braucht diesen Ordner)" '
    'data-en="Check the whole case (needs this folder)"></a></p>'
)


def pyodide(keep: Path) -> Path:
    """Return the archive of Pyodide; it is fetched unless the folder has it."""
    archive = keep / f"pyodide-{PYODIDE}.tgz"
    if not archive.exists():
        keep.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm") or sys.exit("no npm on the path; install Node.js")
        command = [npm, "pack", "--silent", f"--pack-destination={keep}", f"pyodide@{PYODIDE}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed words
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != DIGEST:
        sys.exit(f"{archive} has the digest {found}, expected {DIGEST}")
    return archive


def library() -> Iterator[tuple[str, bytes]]:
    """Yield the files that Python needs beside its standard library, by name."""
    for name in LIBRARIES:
        for file in distribution(name).files or ():
            path = Path(str(file.locate()))
            if file.parts[0] != ".." and path.suffix != ".pyc":
                yield file.as_posix(), path.read_bytes()
    yield "answers.py", (SOURCE / "answers.py").read_bytes()


def first_answer() -> str:
    """Return what the library says at the start; it depends on the library alone."""
    sys.path.insert(0, str(SOURCE))
    from answers import answer  # noqa: PLC0415 - a module of the page, found now

    return answer('{"ask": "start"}')


def licences() -> list[dict[str, str]]:
    """Return what the page lists: each program of others with its licence."""
    found = [
        {
            "name": name,
            "version": version,
            "licence": licence,
            "source": source,
            "text": (SOURCE / "licences" / file).read_text(encoding="utf-8") if file else "",
        }
        for name, version, licence, source, file in LICENCES
    ]
    attrs = distribution("attrs")
    text = next(f for f in attrs.files or () if f.name == "LICENSE").read_text(encoding="utf-8")
    source = "https://github.com/python-attrs/attrs"
    found.append(
        {
            "name": "attrs",
            "version": attrs.version,
            "licence": "MIT",
            "source": source,
            "text": text,
        }
    )
    return found


def build(folder: Path, keep: Path) -> None:
    """Write the whole folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "pyodide").mkdir(parents=True)
    for pattern in PAGE:
        for file in SOURCE.glob(pattern):
            shutil.copy(file, folder)
    with tarfile.open(pyodide(keep)) as archive:
        for name in PARTS:
            part = archive.extractfile(f"package/{name}")
            if part is None:
                sys.exit(f"the archive of Pyodide has no {name}")
            (folder / "pyodide" / name).write_bytes(part.read())
    with zipfile.ZipFile(folder / "python.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in library():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    # What the page shows before Python has come: schemas, guidelines, codes, examples.
    (folder / "start.json").write_text(first_answer(), encoding="utf-8")
    text = json.dumps(licences(), ensure_ascii=False)
    (folder / "licences.json").write_text(text, encoding="utf-8")
    page = offline_page()
    if MARK not in page:
        sys.exit("the offline page has no place for the link to this one")
    (folder / "offline.html").write_text(page.replace(MARK, LINK + MARK), encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    build(target, target.with_name(f"{target.name}-parts"))
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    sys.stdout.write(f"{target}: beurteilung {__version__}, {size / 1e6:.1f} MB\n")
