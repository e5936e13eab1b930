// The report: an overview to work with, and the document as the library writes it.
import { el, parsed } from "./dom.js";
import { language, say } from "./words.js";

const VERDICTS = ["violated", "open", "satisfied", "not applicable"];
export const kindOf = (verdict) => verdict.replace(" ", "-");

export const badge = (verdict) => el("span", { class: `verdict ${kindOf(verdict)}` }, say("verdicts")[verdict] ?? verdict);

export function counts(found) {
  return el(
    "ul",
    { class: "counts" },
    VERDICTS.filter((one) => found.counts[one]).map((one) => el("li", {}, el("strong", {}, String(found.counts[one])), " ", badge(one))),
  );
}

// What the reader can supply, each once: what is missing, its question, its entry, its finding.
export function toSupply(found, questions) {
  const points = new Map();
  for (const one of found.to_settle)
    for (const missing of one.missing.filter((each) => each.key)) {
      const text = missing[language()];
      if (!points.has(text))
        points.set(text, { text, key: missing.key, question: questions.get(one.code)?.[language()], number: numberOf(found, one.code) });
    }
  return [...points.values()];
}

// What no reader can supply, because no source says it.
export const gaps = (found) =>
  [...new Set(found.to_settle.flatMap((one) => one.missing.filter((each) => !each.key).map((each) => each[language()])))];

const has = (finding, code) => (finding.code === code && finding.verdict === "open") || finding.children.some((one) => has(one, code));
const numberOf = (found, code) => found.findings.findIndex((one) => has(one, code)) + 1 || undefined;

export function draw(found, html, { questions, toEntry }) {
  const made = parsed(html);
  number(made);
  const points = toSupply(found, questions);
  const open = gaps(found);
  const overview = el(
    "section",
    { class: `overview screen ${kindOf(found.overall.verdict)}`, "aria-labelledby": "overview" },
    el("h2", { id: "overview" }, say("overview")),
    el("p", { class: "result" }, badge(found.overall.verdict), " ", found.overall.message[language()]),
    counts(found),
  );
  const settle = el(
    "section",
    { class: "settle screen", "aria-labelledby": "settle" },
    el("h2", { id: "settle" }, say("openFirst")),
    points.length ? el("p", { class: "hint" }, say("openHint")) : "",
    el("ol", {}, points.map((one) =>
      el("li", {},
        el("p", { class: "missing" }, one.text),
        one.question ? el("p", { class: "question" }, one.question) : "",
        el("p", { class: "ways" },
          el("button", { type: "button", class: "plain small", onclick: () => toEntry(one.key) }, say("toEntry")),
          one.number ? el("a", { href: `#befund-${one.number}`, onclick: (event) => { event.preventDefault(); reach(one.number); } }, say("toFinding", { n: one.number })) : "")))),
    open.length ? el("details", {}, el("summary", {}, say("gaps")), el("ul", {}, open.map((text) => el("li", {}, text)))) : "",
  );
  return [
    el("h1", { class: "screen" }, found.case.title),
    overview,
    ...(points.length || open.length ? [settle] : []),
    el("article", { class: "paper beurteilung" }, [...made.childNodes]),
  ];
}

// Each finding can be led to by the number that the document gives it.
function number(made) {
  for (const one of made.querySelectorAll(".entry > p > b")) {
    const entry = one.closest(".entry");
    entry.id = `befund-${parseInt(one.textContent, 10)}`;
    entry.tabIndex = -1;
  }
}

function reach(wanted) {
  const place = document.getElementById(`befund-${wanted}`);
  place?.scrollIntoView({ block: "start" });
  place?.focus({ preventScroll: true });
}
