// A grade: its Land, field and edition, then the grade itself. Other text is kept as it is.
import { el, fresh } from "./dom.js";
import { say } from "./words.js";

let guidelines = [];
export const atlas = () => guidelines;
export function know(found) {
  guidelines = found;
}

const sorted = (names) => [...new Set(names)].sort((a, b) => a.localeCompare(b, "de"));
const FIRST = ["Bund", "Länder"];
export const lands = () => {
  const all = sorted(guidelines.map((one) => one.land));
  return [...FIRST.filter((one) => all.includes(one)), ...all.filter((one) => !FIRST.includes(one))];
};

// The editions of one family share the start of their titles; what they share names the field.
function fieldName(editions) {
  const titles = editions.map((one) => one.title);
  let start = titles[0];
  for (const title of titles) while (!title.startsWith(start)) start = start.slice(0, -1);
  if (titles.length > 1) start = start.replace(/[^\s(]*$/, "").replace(/[\s(,:;]+$/, "").replace(/\s+(vom|ab|in)$/, "");
  return start.length > 3 ? start : titles[0];
}

// Returns the fields of a Land, each with its name and editions.
export function fields(land, wanted = () => true) {
  const found = guidelines.filter((one) => one.land === land && wanted(one));
  return sorted(found.map((one) => one.family)).map((family) => {
    const editions = found.filter((one) => one.family === family);
    return { family, name: fieldName(editions), editions };
  });
}

export function select(label, options, value, change, settings = {}) {
  const id = fresh("s");
  const made = el(
    "select",
    { id, onchange: () => change(made.value), ...settings },
    options.map(([key, text]) => el("option", { value: key }, text)),
  );
  made.value = value;
  return { box: el("div", { class: "field" }, el("label", { for: id }, label), made), control: made };
}

const withScales = (one) => one.scales.length > 0;
const named = (title, one, scale) =>
  one.scales.length > 1 ? [title, scale.title].filter((part) => part !== "").join(": ") : title || one.title;

// A closed list shows the start of a name only, so an edition is named by what its field does not say already.
export const editionName = (field, title) =>
  title.startsWith(field) ? title.slice(field.length).replace(/^[\s,:]+/, "") : title;
const shown = ([code, label]) => (label ? `${code} – ${label}` : code);
const scalesOf = (field) =>
  (field?.editions ?? []).flatMap((one) =>
    one.scales.map((scale) => ({ scale, text: named(editionName(field.name, one.title), one, scale) })),
  );

export function locate(id) {
  for (const guideline of guidelines)
    for (const scale of guideline.scales) if (scale.id === id) return { guideline, scale };
  return undefined;
}

// `value` is "scale:code", other text, or nothing; `change` gets the next one.
export function gradeField(value, change, { optional = false } = {}) {
  const root = el("div", { class: "grade grid" });
  let state = read(value);
  function read(text) {
    const cut = text ? text.indexOf(":") : -1;
    const found = cut > 0 ? locate(text.slice(0, cut)) : undefined;
    const code = found ? text.slice(cut + 1) : "";
    const listed = found && (!found.scale.grades || code === "" || found.scale.grades.some(([one]) => one === code));
    if (text && !listed) return { typed: true, text };
    return { typed: false, land: found?.guideline.land ?? "", family: found?.guideline.family ?? "", scale: found?.scale, code };
  }
  const text = () => (state.typed ? state.text : state.scale && state.code ? `${state.scale.id}:${state.code}` : "");
  function set(next) {
    state = { ...state, ...next };
    const at = [...root.querySelectorAll("select, input, button")].indexOf(document.activeElement);
    draw();
    root.querySelectorAll("select, input, button")[at]?.focus();
    change(text());
  }
  function draw() {
    root.replaceChildren(...(state.typed ? typed() : listed()), toggle());
  }
  const toggle = () =>
    el("button", {
      type: "button",
      class: "plain small",
      onclick: () => {
        state = state.typed ? { ...read("") } : { typed: true, text: text() };
        draw();
        root.querySelector("select, input").focus();
        change(text());
      },
    }, say(state.typed ? "asList" : "asText"));
  function typed() {
    const id = fresh("g");
    const input = el("input", { id, value: state.text, "aria-describedby": `${id}-h`, oninput: () => {
      state.text = input.value;
      change(text());
    } });
    return [el("div", { class: "field wide" }, el("label", { for: id }, say("asText")), input, el("span", { id: `${id}-h`, class: "hint" }, say("asTextHint")))];
  }
  function listed() {
    const none = ["", optional ? say("unknown") : say("choose")];
    const all = lands().filter((land) => guidelines.some((one) => one.land === land && withScales(one)));
    const parts = [select(say("land"), [none, ...all.map((one) => [one, one])], state.land, (land) => {
      const only = fields(land, withScales);
      const first = only.length === 1 ? only[0] : undefined;
      set({ land, ...family(first) });
    })];
    const known = state.land ? fields(state.land, withScales) : [];
    parts.push(select(say("field"), [["", say("choose")], ...known.map((one) => [one.family, one.name])], state.family, (name) =>
      set(family(known.find((one) => one.family === name)))));
    const editions = scalesOf(known.find((one) => one.family === state.family));
    parts.push(select(say("edition"), [["", say("choose")], ...editions.map((one) => [one.scale.id, one.text])], state.scale?.id ?? "", (id) =>
      set({ scale: editions.find((one) => one.scale.id === id)?.scale, code: "" })));
    if (state.scale && !state.scale.grades) {
      const id = fresh("g");
      const input = el("input", { id, value: state.code, oninput: () => {
        state.code = input.value.trim();
        change(text());
      } });
      parts.push({ box: el("div", { class: "field" }, el("label", { for: id }, say("typeGrade")), input) });
    } else {
      const grades = state.scale?.grades ?? [];
      parts.push(select(say("grade"), [["", say("choose")], ...grades.map((one) => [one[0], shown(one)])], state.code, (code) => set({ code })));
    }
    const depth = [true, state.land, state.family, state.scale];
    parts.forEach((part, n) => {
      const control = part.box.querySelector("select, input");
      if (!depth[n]) control.disabled = true;
    });
    const boxes = parts.map((part) => part.box);
    return state.scale ? [...boxes, el("p", { class: "hint wide" }, whole(locate(state.scale.id)))] : boxes;
  }
  // The choice in full, since a closed list may cut it.
  function whole({ guideline, scale }) {
    const grade = scale.grades?.find(([code]) => code === state.code);
    return named(guideline.title, guideline, scale) + (grade ? `: ${shown(grade)}` : "");
  }
  function family(found) {
    const choices = scalesOf(found);
    return { family: found?.family ?? "", scale: choices.length === 1 ? choices[0].scale : undefined, code: "" };
  }
  draw();
  return root;
}
