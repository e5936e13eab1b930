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

// Open points, each with its question, what is missing and the number of its finding.
export function openPoints(found, questions, numberOf) {
  return found.to_settle.map((one) => ({
    code: one.code,
    question: questions.get(one.code)?.[language()] ?? one.code,
    missing: one.missing.map((text) => text[language()]),
    number: numberOf(one.code),
  }));
}

const has = (finding, code, verdict) =>
  (finding.code === code && finding.verdict === verdict) || finding.children.some((one) => has(one, code, verdict));

export function numbers(found) {
  return (code) => found.findings.findIndex((one) => has(one, code, "open")) + 1 || undefined;
}

export function draw(found, html, { questions, entryOf, toEntry }) {
  const made = parsed(html);
  const title = made.querySelector("h1");
  title.remove();
  addQuestions(made, found, questions);
  const points = openPoints(found, questions, numbers(found));
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
    el("p", { class: "hint" }, say("openHint")),
    el("ol", {}, points.map((one) => {
      const entry = entryOf(one.code);
      return el("li", {},
        el("p", { class: "missing" }, one.missing.join("; ")),
        el("p", { class: "question" }, one.question),
        el("p", { class: "ways" },
          entry ? el("button", { type: "button", class: "plain small", onclick: () => toEntry(entry) }, say("toEntry")) : "",
          one.number ? el("a", { href: `#befund-${one.number}`, onclick: (event) => { event.preventDefault(); reach(one.number); } }, say("toFinding", { n: one.number })) : ""));
    })),
  );
  const document_ = el("article", { class: "paper beurteilung" }, [...made.childNodes]);
  return [el("h1", { tabindex: "-1" }, title.textContent), overview, ...(points.length ? [settle] : []), document_];
}

function reach(number) {
  const place = document.getElementById(`befund-${number}`);
  place.scrollIntoView({ block: "start" });
  place.focus({ preventScroll: true });
}

// Above each finding stands the question that it answers, unless the document says it already.
function addQuestions(made, found, questions) {
  for (const list of made.querySelectorAll("ol[start]")) {
    [...list.children].forEach((item, n) => {
      const number = list.start + n;
      const finding = found.findings[number - 1];
      item.id = `befund-${number}`;
      item.tabIndex = -1;
      const question = finding && questions.get(finding.code)?.[language()];
      if (question && !item.textContent.includes(question)) item.prepend(el("p", { class: "question" }, question));
    });
  }
}
