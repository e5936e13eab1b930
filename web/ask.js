// Asks the library and waits for its answer.
// The worker is started from a blob, because such a worker inherits the content security policy of the
// page; one loaded by its address would have none, and Python could fetch from anywhere.
const script = new URL("worker.js", import.meta.url).href;
const blob = new Blob([`import ${JSON.stringify(script)};`], { type: "text/javascript" });

let worker;
let number = 0;
let waiting = new Map();
let onStep = () => {};

export function start(step = onStep) {
  onStep = step;
  worker?.terminate();
  waiting.forEach(({ resolve }) => resolve({ stopped: true }));
  waiting = new Map();
  const address = URL.createObjectURL(blob);
  worker = new Worker(address, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    if (data.step) {
      onStep(data.step);
      return;
    }
    waiting.get(data.id)?.resolve(data.answer);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", (event) => {
    waiting.forEach(({ resolve }) => resolve({ fault: event.message || "worker" }));
    waiting.clear();
  });
}

// `file`, the bytes of a file, is put where Python reads it; asked.file then names it.
export function ask(asked, file) {
  number += 1;
  const id = number;
  return new Promise((resolve) => {
    waiting.set(id, { resolve });
    worker.postMessage({ id, asked, file });
  });
}
