// The page: its views, its language, and what is asked of the library when.
import { ask, start } from "./ask.js";
import { editionName, fields, gradeField, know, lands, select } from "./chooser.js";
import { $, download, el, fresh, parsed } from "./dom.js";
import { Form, blank, describe, readDay, shownDay } from "./form.js";
import { badge, counts, draw, toSupply } from "./report.js";
import { language, say, speak } from "./words.js";

const VIEWS = ["noten", "fall", "bericht", "richtlinien", "seite"];
const PAUSE = 120; // milliseconds of quiet after which an answer is asked for
const ENOUGH = 6; // faults that the summary lists

let library; // what the library said at the start
let questions = new Map();
let report; // the last answer on the case
let unsaved = false;
let grades; // the two that are compared; the first of them come with the start
const form = new Form($("case"), () => {
  unsaved = true;
  later();
});

// --- Views and language --------------------------------------------------------------------------------------

const view = () => {
  const asked = location.hash.slice(1);
  return VIEWS.includes(asked) ? asked : "noten";
};

function show(focus = true) {
  const wanted = view();
  for (const name of VIEWS) $(name).hidden = name !== wanted;
  for (const link of document.querySelectorAll("header nav a"))
    if (link.hash === `#${wanted}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  title();
  if (!focus) return;
  scrollTo(0, 0);
  $("inhalt").focus({ preventScroll: true });
}

function title() {
  document.title = `${$(view()).querySelector("h1")?.textContent ?? say("viewReport")} – beurteilung`;
}

function translate() {
  document.documentElement.lang = language();
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say(one.dataset.label));
  $("language").lang = language() === "de" ? "en" : "de";
  $("about").replaceChildren(...say("about").map((text) => el("p", {}, text)));
  if (library) drawAll();
  title();
}

$("language").addEventListener("click", () => {
  speak(language() === "de" ? "en" : "de");
  const address = new URL(location.href);
  if (language() === "en") address.searchParams.set("lang", "en");
  else address.searchParams.delete("lang");
  history.replaceState(null, "", address);
  translate();
});
addEventListener("hashchange", () => {
  if (location.hash !== "#inhalt") show();
  else $("inhalt").focus();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("inhalt").focus();
});

function drawAll() {
  describe(library.schemas[language()], { events: library.events.map((one) => one.kind) });
  drawGrades();
  drawExamples();
  drawChooser();
  form.draw();
  check();
}

// --- Answers ---------------------------------------------------------------------------------------------------

const problems = (found) => el("div", { class: "problems", role: "alert" }, found.map(({ text }) => el("p", { class: "fault" }, text)));
const fault = (text) => el("div", { class: "problems", role: "alert" }, el("p", { class: "fault" }, say("fault")), el("pre", {}, text));

// --- Two grades --------------------------------------------------------------------------------------------------

function drawGrades() {
  for (const side of ["before", "after"])
    $(side).replaceChildren(gradeField(grades[side], (text) => {
      grades[side] = text;
      compare();
    }));
  $("events").replaceChildren(...grades.events.map((one, n) => {
    const kinds = library.events.map((event) => [event.kind, event[language()]]);
    const kind = select(say("event"), kinds, one.kind, (chosen) => {
      one.kind = chosen;
      compare();
    });
    const id = fresh("d");
    const day = el("input", { id, value: shownDay(one.day), placeholder: say("dayHint"), oninput: () => {
      one.day = readDay(day.value);
      compare();
    } });
    return el("div", { class: "row" }, kind.box, el("div", { class: "field" }, el("label", { for: id }, say("day")), day),
      el("button", { type: "button", class: "plain small", "aria-label": say("removeFrom", { what: `${say("event")} ${n + 1}` }), onclick: () => {
        grades.events.splice(n, 1);
        drawGrades();
        $("addEvent").focus();
      } }, say("remove")));
  }));
  compare();
}

$("addEvent").addEventListener("click", () => {
  grades.events.push({ kind: library.events[0].kind, day: "" });
  drawGrades();
  $("events").lastElementChild.querySelector("select").focus();
});
$("grades").addEventListener("submit", (event) => event.preventDefault());

let asked = 0;
async function compare() {
  asked += 1;
  const mine = asked;
  if (!grades.before || !grades.after) {
    $("gradesAnswer").replaceChildren();
    return;
  }
  const { asked: first, answers } = library.first;
  const known = JSON.stringify(grades) === JSON.stringify(first) && answers[language()]; // before Python has come
  const found = known || (await ask({ ask: "compare", ...grades, lang: language() }));
  if (mine !== asked || found.stopped) return;
  if (found.fault) $("gradesAnswer").replaceChildren(fault(found.fault));
  else if (found.problems) $("gradesAnswer").replaceChildren(problems(found.problems));
  else $("gradesAnswer").replaceChildren(...comparison(found));
}

function comparison(found) {
  const made = parsed(found.html);
  const figures = made.querySelector("dl");
  figures.remove();
  const heading = made.querySelector("h1");
  heading.remove();
  figures.classList.add("figures");
  const pictures = [...made.querySelectorAll("svg")];
  const code = found.json.finding.verdict;
  return [
    el("h2", {}, heading.textContent),
    el("p", { class: "result" }, badge(code), " ", found.json.finding.message[language()]),
    figures,
    el("div", { class: "picture" }, pictures),
    el("div", { class: "beurteilung" }, [...made.querySelectorAll(".entry")]),
  ];
}

// --- The case ---------------------------------------------------------------------------------------------------

function drawExamples() {
  $("example").replaceChildren(el("option", { value: "" }, say("noExample")), ...library.examples.map((one) => el("option", { value: one.id }, one.title)));
}

let timer;
function later() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

let checks = 0;
async function check() {
  clearTimeout(timer);
  checks += 1;
  const mine = checks;
  const found = await ask({ ask: "check", case: form.get(), lang: language() });
  if (mine !== checks || found.stopped) return;
  report = found;
  form.show(found.problems ?? []);
  drawState();
  drawReport();
  document.body.dataset.checked = String(mine);
}

function drawState() {
  const inner = [el("h2", {}, say("stateTitle"))];
  if (report.fault) inner.push(fault(report.fault));
  else if (report.problems) {
    const all = form.problems;
    const line = (one) => {
      const where = one.at.length ? el("button", { type: "button", class: "plain small", onclick: () => form.go(one.at) }, place(one.at)) : "";
      return el("li", { class: one.mild ? "mild" : "" }, where, " ", one.text);
    };
    inner.push(
      el("p", { class: "result" }, el("strong", {}, say("faults"))),
      el("p", {}, all.length === 1 ? say("oneFault") : say("manyFaults", { n: all.length })),
      el("ul", {}, all.slice(0, ENOUGH).map(line)),
      all.length > ENOUGH ? el("p", {}, say("andMore", { n: all.length - ENOUGH })) : "",
    );
  } else {
    const found = JSON.parse(report.json);
    const points = toSupply(found, questions);
    inner.push(
      el("p", { class: "result" }, badge(found.overall.verdict), " ", found.overall.message[language()]),
      counts(found),
      points.length ? el("h3", {}, say("openFirst")) : "",
      points.length ? el("ul", { class: "points" }, points.slice(0, ENOUGH).map((one) => el("li", {}, el("button", { type: "button", class: "plain small", onclick: () => form.reach(one.key) }, one.text)))) : "",
      points.length > ENOUGH ? el("p", {}, say("andMore", { n: points.length - ENOUGH })) : "",
      el("p", {}, el("a", { class: "button", href: "#bericht" }, say("toReport"))),
    );
  }
  $("state").replaceChildren(...inner);
}

const place = (path) => path.map((key, n) => (typeof key === "number" ? ` ${key + 1}` : `${n ? " · " : ""}${key}`)).join("");

async function settled() {
  if (!unsaved) return true;
  $("askText").textContent = say("lose");
  $("askYes").textContent = say("loseYes");
  $("askNo").textContent = say("loseNo");
  const dialog = $("ask");
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
    $("askYes").onclick = () => dialog.close("yes");
    $("askNo").onclick = () => dialog.close("no");
    dialog.returnValue = "no";
  });
}

const tell = (...lines) => $("caseSaid").replaceChildren(...lines.flatMap((line, n) => (n ? [el("br"), line] : [line])));

function take(found, name, settings) {
  form.set(found.case, settings);
  unsaved = false;
  tell(say("opened", { name }), ...(found.comments ? [say("comments")] : []));
  check();
}

$("newCase").addEventListener("click", async () => {
  if (!(await settled())) return;
  form.set(blank(library.template));
  unsaved = false;
  tell("");
  check();
});
$("openCase").addEventListener("click", () => $("caseFile").click());
$("caseFile").addEventListener("change", async () => {
  const [file] = $("caseFile").files;
  $("caseFile").value = "";
  if (file) await openCase(file);
});
async function openCase(file) {
  if (!(await settled())) return;
  const found = await ask({ ask: "open", file: "opened.toml", lang: language() }, await bytes(file));
  if (found.case) take(found, file.name, { strict: true });
  else tell(say("notOpened", { name: file.name }), ...(found.problems ?? []).map(({ text }) => text), found.fault ?? "");
}
$("example").addEventListener("change", async () => {
  const chosen = $("example").value;
  if (!chosen) return;
  const name = library.examples.find((one) => one.id === chosen).title;
  if (await settled()) take(await ask({ ask: "example", id: chosen }), name, { strict: true });
  $("example").value = "";
});
for (const id of ["saveCase", "saveCase2"])
  $(id).addEventListener("click", async () => {
    await check();
    const name = `${fileName()}.toml`;
    download(name, report.toml, "application/toml");
    unsaved = false;
    tell(say("saved", { name }));
  });
const fileName = () => String(form.case.id || "fall").replace(/[^\p{L}\p{N}_-]+/gu, "-").slice(0, 80);
// The library refuses what is larger; the page need not read it to the end.
const bytes = async (file) => new Uint8Array(await file.slice(0, 1_000_001).arrayBuffer());

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// --- The report --------------------------------------------------------------------------------------------------

function drawReport() {
  const isThere = Boolean(report.json);
  for (const id of ["printReport", "saveReport"]) $(id).disabled = !isThere;
  if (!isThere) $("report").replaceChildren(el("h1", {}, say("noReport")), el("p", { class: "lead" }, say("noReportText")));
  else
    $("report").replaceChildren(...draw(JSON.parse(report.json), report.html, {
      questions,
      toEntry: (key) => {
        history.pushState(null, "", "#fall");
        show(false);
        form.reach(key);
      },
    }));
  if (view() === "bericht") title();
}
$("printReport").addEventListener("click", () => print());
$("saveReport").addEventListener("click", () => download(`${fileName()}.html`, report.html, "text/html"));

// --- Guidelines --------------------------------------------------------------------------------------------------

const chosen = { land: "Niedersachsen", family: "ni-pol", id: "ni-pol-1999" };
function drawChooser() {
  const known = chosen.land ? fields(chosen.land) : [];
  const field = known.find((one) => one.family === chosen.family);
  const editions = (field?.editions ?? []).map((one) => [one.id, editionName(field.name, one.title) || one.title]);
  const pick = (next) => {
    Object.assign(chosen, next);
    const at = [...$("chooser").querySelectorAll("select")].indexOf(document.activeElement);
    drawChooser();
    $("chooser").querySelectorAll("select")[at]?.focus();
  };
  const first = (found) => ({ family: found?.family ?? "", id: found?.editions.at(-1)?.id ?? "" });
  $("chooser").replaceChildren(
    select(say("land"), lands().map((one) => [one, one]), chosen.land, (land) => pick({ land, ...first(fields(land)[0]) })).box,
    select(say("field"), known.map((one) => [one.family, one.name]), chosen.family, (family) => pick(first(known.find((one) => one.family === family)))).box,
    select(say("edition"), editions, chosen.id, (id) => pick({ id })).box,
  );
  drawGuideline();
}
async function drawGuideline() {
  const wanted = chosen.id;
  const found = await ask({ ask: "guideline", id: wanted, lang: language() });
  if (wanted !== chosen.id || found.stopped) return;
  if (!found.html) $("guideline").replaceChildren(found.fault ? fault(found.fault) : problems(found.problems));
  else {
    const made = parsed(found.html);
    const heading = made.querySelector("h1");
    heading.remove();
    $("guideline").replaceChildren(el("h2", {}, heading.textContent), el("div", { class: "beurteilung" }, [...made.childNodes]));
  }
}

async function loadGuideline(file) {
  const name = file.name.replace(/[/\\]/g, "-") || "richtlinie.toml";
  const found = await ask({ ask: "load", file: name, lang: language() }, await bytes(file));
  const answer = el("div", {}, el("h3", {}, file.name));
  if (found.fault) answer.append(fault(found.fault));
  else if (found.problems) answer.append(problems(found.problems));
  else {
    answer.append(el("p", { class: "good" }, found.said));
    const before = new Set(library.guidelines.map((one) => one.id));
    library.guidelines = found.guidelines;
    know(found.guidelines);
    const fresh_ = found.guidelines.find((one) => !before.has(one.id));
    if (fresh_) Object.assign(chosen, { land: fresh_.land, family: fresh_.family, id: fresh_.id });
    drawAll();
  }
  $("ownAnswer").append(answer);
}
$("openGuideline").addEventListener("click", () => $("guidelineFile").click());
$("guidelineFile").addEventListener("change", async () => {
  $("ownAnswer").replaceChildren();
  const chosenFiles = [...$("guidelineFile").files];
  $("guidelineFile").value = "";
  for (const file of chosenFiles) await loadGuideline(file);
});
$("guidelineTemplate").addEventListener("click", async () => {
  const found = await ask({ ask: "template", kind: "guideline", lang: language() });
  download("meine-richtlinie.toml", found.toml, "application/toml");
});

// A file dropped anywhere is opened where it belongs; never may the browser leave the page for it.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  if (!library || files.length === 0) return;
  if (view() === "fall" || view() === "bericht") {
    location.hash = "#fall";
    await openCase(files[0]);
    return;
  }
  location.hash = "#richtlinien";
  $("ownAnswer").replaceChildren();
  for (const file of files) await loadGuideline(file);
});

// --- Start ---------------------------------------------------------------------------------------------------------

async function licences() {
  const answer = await fetch("licences.json");
  const found = await answer.json();
  $("licences").replaceChildren(...found.map((one) =>
    el("li", {}, el("strong", {}, one.name), `${one.version && ` ${one.version}`}, ${one.licence}. `, el("span", { class: "hint" }, one.source),
      one.text ? el("details", {}, el("summary", {}, say("licenceText")), el("pre", { tabindex: "0" }, one.text)) : "")));
}

async function begin() {
  speak(new URLSearchParams(location.search).get("lang") ?? "de");
  translate();
  show(false);
  $("progress").textContent = say("loadingPython");
  start((step) => {
    if (step === "library") $("progress").textContent = say("loadingLibrary");
  });
  licences().catch(() => {});
  // The page can be filled in at once; answers follow when Python has come.
  try {
    library = await (await fetch("start.json")).json();
  } catch (error) {
    unusable(String(error.message ?? error));
    return;
  }
  questions = new Map(library.codes.map((one) => [one.code, one]));
  know(library.guidelines);
  $("version").textContent = `beurteilung ${library.version}`;
  form.case = blank(library.template);
  grades = structuredClone(library.first.asked);
  drawAll();
  document.body.dataset.drawn = "true";
  const found = await ask({ ask: "ready" });
  if (found.fault) {
    unusable(found.fault);
    return;
  }
  $("progress").replaceChildren();
  document.body.dataset.ready = "true";
}

function unusable(why) {
  $("progress").textContent = say("broken");
  $("progress").after(fault(why));
}


// The answer on the case as the form holds it now.
export async function answered() {
  let before;
  do {
    before = checks;
    await check();
  } while (checks !== before + 1);
  return report;
}

begin();
