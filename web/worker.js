// Runs Python beside the page, so that typing never waits for an answer.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = new URL("./", import.meta.url);
const FOLDER = "/files";

const ready = start();

async function start() {
  const parts = fetch(new URL("python.zip", here)).then((found) => {
    if (!found.ok) throw new Error(`python.zip: ${found.status}`);
    return found.arrayBuffer();
  });
  const python = await loadPyodide({ indexURL: new URL("pyodide/", here).href });
  postMessage({ step: "library" });
  python.unpackArchive(await parts, "zip", { extractDir: "/library" });
  python.FS.mkdirTree(FOLDER);
  python.runPython(`import sys; sys.path[:0] = ["/library"]`);
  return { python, answer: python.pyimport("answers").answer };
}

// One after the other: an answer belongs to the files as they were when it was asked.
addEventListener("message", async ({ data: { id, asked, file } }) => {
  try {
    const { python, answer } = await ready;
    if (file) {
      const path = `${FOLDER}/${asked.file}`;
      python.FS.writeFile(path, file);
      asked.file = path;
    }
    postMessage({ id, answer: JSON.parse(answer(JSON.stringify(asked))) });
  } catch (error) {
    postMessage({ id, answer: { fault: String(error.message ?? error) } });
  }
});
