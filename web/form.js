// A form for whatever the schema of a case file describes. It knows no entry by name.
import { el, fresh } from "./dom.js";
import { atlas, gradeField, lands } from "./chooser.js";
import { language, say } from "./words.js";

const FEW = 8; // optional entries of a table that are shown without being asked for
const GRADE = /\b[a-z]+-[a-z0-9-]+:\d/; // the example by which the schema describes a grade with its scale
const PAIRS = "$pairs"; // a table whose keys are the reader's is a list of pairs: an object would sort them
const id = (path) => JSON.stringify(path);

// --- What the schema says --------------------------------------------------------------------------------

let schema = {};
let suggestions = {};
// `found` is the schema in the language of the page.
export function describe(found, more) {
  schema = found;
  suggestions = more;
}
// Follows a reference; where one or several may be given, as where a day or a month may, the first shape counts.
function resolved(shape) {
  if (shape?.anyOf) return { ...resolved(shape.anyOf[0]), description: shape.description, loose: true };
  if (!shape?.$ref) return shape ?? {};
  const { description, ...rest } = schema.$defs[shape.$ref.replace("#/$defs/", "")];
  return { ...rest, description: shape.description ?? description };
}
const propertiesOf = (shape) => resolved(shape).properties ?? {};
const isRequired = (shape, name) => (resolved(shape).required ?? []).includes(name);

function kindOf(prop, value) {
  const shape = resolved(prop);
  if (shape.loose && shape.type === "array" && value && !Array.isArray(value) && typeof value === "object") return "table";
  const is = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  const wants = shape.type === "array" ? "array" : shape.properties || shape.additionalProperties ? "object" : "other";
  if (value !== undefined && value !== "" && ["array", "object"].includes(is) !== (wants !== "other")) return "raw";
  if (value !== undefined && value !== "" && wants !== "other" && is !== wants) return "raw";
  if (shape.additionalProperties && value && !value[PAIRS]) return "raw";
  if (shape.enum) return "choice";
  if (shape.type === "array") {
    const tables = Boolean(resolved(shape.items).properties);
    const fits = !value || value.every((one) => (one !== null && typeof one === "object" && !Array.isArray(one)) === tables);
    return fits ? (tables ? "tables" : "list") : "raw";
  }
  if (shape.properties) return "table";
  if (shape.additionalProperties) return "map";
  if (shape.type === "boolean") return "truth";
  if (shape.format === "date") return "day";
  if (GRADE.test(shape.description ?? "")) return "grade";
  return "text";
}
const isNested = (kind) => ["tables", "table", "list", "map"].includes(kind);

// --- What it is called -----------------------------------------------------------------------------------

// A name, such as ni-pol-1999:3, stays as it is written.
const capital = (text) => (/^\S*[-:]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));
// Keys are German words in ASCII.
const word = (key) =>
  capital(
    key
      .replaceAll("_", " ")
      .replace(/massstab/g, "maßstab")
      .replace(/groesse/g, "größe")
      .replace(/ae/g, "ä")
      .replace(/oe/g, "ö")
      .replace(/(?<![aeq])ue/g, "ü"),
  );

function named(name, prop) {
  const shape = resolved(prop);
  const text = shape.description;
  if (!text) return { label: word(name), hint: "" };
  const parts = text.match(/^(.{3,80}?)[;:]\s+(.*)$/s);
  if (!parts) return text.length > 110 ? { label: word(name), hint: capital(text) } : { label: capital(text), hint: "" };
  if (shape.enum?.includes(parts[1])) return { label: word(name), hint: text };
  return { label: capital(parts[1]), hint: capital(parts[2].replace(/'([^']*)'/g, "$1")) }; // quotes are for files
}

// --- Days, as each language writes them --------------------------------------------------------------------

const shownDay = (text) => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts && language() === "de" ? `${parts[3]}.${parts[2]}.${parts[1]}` : text;
};
export const readDay = (text) => {
  const parts = /^\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*$/.exec(text);
  return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : text.trim();
};
export { shownDay };
const stated = (value) => value !== undefined && value !== "";

// --- The case without what is blank -------------------------------------------------------------------------

function pruned(value, path, kept) {
  if (value === "" || value === undefined || value === null) return undefined;
  if (typeof value !== "object") return value;
  const keys = Object.keys(value);
  if (keys.length === 0) return value;
  if (Array.isArray(value[PAIRS])) {
    const pairs = value[PAIRS].filter(([key, item]) => key !== "" && item !== "");
    return pairs.length || value[PAIRS].length === 0 ? { [PAIRS]: pairs } : undefined;
  }
  const entries = keys.map((key) => [key, pruned(value[key], [...path, Array.isArray(value) ? Number(key) : key], kept)]);
  const left = entries.filter(([, item]) => item !== undefined);
  if (left.length === 0) return undefined;
  if (!Array.isArray(value)) return Object.fromEntries(left);
  kept.set(id(path), left.map(([key]) => Number(key)));
  return left.map(([, item]) => item);
}

// The shape of a case with its names, and everything else left blank.
export function blank(value, key = "") {
  if (Array.isArray(value)) return value.map((item) => blank(item));
  if (value !== null && typeof value === "object")
    return PAIRS in value ? { [PAIRS]: [] } : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, blank(item, name)]));
  return key === "id" ? value : "";
}

// --- The form ---------------------------------------------------------------------------------------------

export class Form {
  constructor(root, onchange) {
    this.root = root;
    this.onchange = onchange;
    this.case = {};
    this.problems = [];
    root.addEventListener("submit", (event) => event.preventDefault());
    this.clear();
  }

  clear() {
    this.touched = new Set();
    this.opened = new Map();
    this.kept = new Map();
    this.strict = false;
  }

  // `strict` shows what is missing as a fault at once: the case comes from a file.
  set(found, { strict = false } = {}) {
    this.clear();
    this.case = found;
    this.strict = strict;
    this.problems = [];
    this.draw();
  }

  get() {
    this.kept = new Map();
    return pruned(this.case, [], this.kept) ?? {};
  }

  // --- Reading and writing entries

  at(path) {
    const step = (value, key) => (value?.[PAIRS] && key !== PAIRS ? value[PAIRS].find(([one]) => one === key)?.[1] : value?.[key]);
    return path.reduce(step, this.case);
  }

  put(path, value, redraw = false) {
    const last = path[path.length - 1];
    this.at(path.slice(0, -1))[last] = value;
    this.touched.add(id(path));
    this.changed(redraw);
  }

  drop(path) {
    const parent = this.at(path.slice(0, -1));
    const last = path[path.length - 1];
    if (Array.isArray(parent)) parent.splice(last, 1);
    else delete parent[last];
    this.changed(true);
  }

  changed(redraw) {
    if (redraw) this.draw();
    this.onchange();
  }

  // --- Problems

  // Each problem beside the entry that it is about; the rest above the form.
  show(problems) {
    this.problems = problems.map(({ at, text }) => ({ at: this.entry(at, text), text }));
    this.mark();
  }

  entry(at, text) {
    const path = [];
    for (const key of at) path.push(typeof key === "number" ? (this.kept.get(id(path))?.[key] ?? key) : key);
    // The library names an entry of a table between quotes, or repeats what was entered there.
    const table = this.at(path);
    const quoted = [...text.matchAll(/'([^']*)'|„([^“]*)“|“([^”]*)”/g)].map((found) => found[1] ?? found[2] ?? found[3]);
    if (table && typeof table === "object" && !Array.isArray(table)) {
      const shape = this.shapeAt(path);
      for (const name of quoted) {
        if (propertiesOf(shape)[name] || (name !== "" && Object.hasOwn(table, name))) return [...path, name];
        const owner = Object.keys(table).find((key) => name && typeof table[key] === "string" && (table[key] === name || table[key].endsWith(`:${name}`) || table[key].startsWith(`${name}:`)));
        if (owner) return [...path, owner];
      }
    }
    return path;
  }

  shapeAt(path) {
    let shape = schema;
    for (const key of path) {
      const here = resolved(shape);
      const inner = here.type === "array" && typeof key !== "number" ? resolved(here.items) : here;
      shape = typeof key === "number" ? here.items : (inner.properties?.[key] ?? inner.additionalProperties);
    }
    const last = resolved(shape);
    return last.type === "array" && !Array.isArray(this.at(path)) ? resolved(last.items) : last;
  }

  mark() {
    this.root.querySelectorAll(".fault, .needed").forEach((one) => one.remove());
    this.root.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    for (const problem of this.problems) {
      let path = problem.at;
      while (path.length && !this.places.has(id(path))) path = path.slice(0, -1);
      const place = this.places.get(id(path)) ?? this.top;
      const entered = this.at(problem.at);
      const missing = entered === undefined || entered === "" || (typeof entered === "object" && !this.touched.has(id(problem.at)));
      problem.mild = missing && !this.strict && !this.touched.has(id(problem.at));
      const name = fresh("p");
      const line = el("p", { class: problem.mild ? "needed" : "fault", id: name }, problem.text);
      const below = place.querySelector(":scope > .said-here");
      (below ?? place).append(line);
      const control = place.querySelector(":scope > input, :scope > select, :scope > textarea");
      if (control && path.length) {
        control.setAttribute("aria-describedby", [control.dataset.hint, name].filter(Boolean).join(" "));
        if (!problem.mild) control.setAttribute("aria-invalid", "true");
      }
      problem.place = place;
    }
  }

  // Brings the reader to an entry; returns whether there is one.
  go(path) {
    let at = path;
    while (at.length && !this.places.has(id(at))) at = at.slice(0, -1);
    const place = this.places.get(id(at));
    if (!place || at.length === 0) return false;
    for (let up = place; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    const control = place.querySelector("input, select, textarea, button");
    place.scrollIntoView({ block: "center" });
    control?.focus({ preventScroll: true });
    return true;
  }

  // Goes to an entry by the key that a report names, such as abordnung.im_dienstrechtlichen_sinn: in the first
  // table that does not say it. A table that is not there yet is added.
  reach(key) {
    const [top, ...rest] = key.split(".");
    if (!schema.properties[top]) return;
    if (this.case[top] === undefined && isNested(kindOf(schema.properties[top]))) this.add([], top, schema.properties[top]);
    const path = [top];
    for (const name of rest) {
      const value = this.at(path);
      if (Array.isArray(value)) path.push(Math.max(0, value.findIndex((one) => !stated(one?.[name]))));
      path.push(name);
    }
    this.go(path);
  }

  // --- Drawing

  draw() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.closest("[data-at]")?.dataset.at : undefined;
    this.places = new Map();
    this.top = el("div", { class: "top-faults" });
    const all = schema.properties ?? {};
    const parts = Object.entries(all).map(([name, prop]) => ({ name, prop, kind: kindOf(prop, this.case[name]) }));
    const plain = parts.filter(({ kind }) => !isNested(kind));
    const nested = parts.filter(({ kind, name }) => isNested(kind) && this.case[name] !== undefined);
    const absent = parts.filter(({ kind, name }) => isNested(kind) && this.case[name] === undefined);
    const strange = Object.keys(this.case).filter((name) => !all[name]);
    this.root.replaceChildren(
      this.top,
      this.part(say("general"), "", [
        this.grid([...plain.map(({ name, prop }) => this.field([name], prop, isRequired(schema, name)))]),
        ...strange.map((name) => this.raw([name], {}, true)),
      ]),
      ...nested.map(({ name, prop, kind }) => this.nested([name], prop, kind, isRequired(schema, name), true)),
      ...(absent.length ? [this.offer(absent)] : []),
    );
    this.mark();
    if (focused) this.root.querySelector(`[data-at="${CSS.escape(focused)}"]`)?.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
  }

  part(title, key, children, more) {
    return el("section", { class: "part" }, el("div", { class: "part-head" }, el("h2", {}, title), key ? el("code", {}, key) : "", more), ...children);
  }

  place(path, box) {
    box.dataset.at = id(path);
    this.places.set(id(path), box);
    return box;
  }

  grid(children) {
    return el("div", { class: "grid" }, children);
  }

  // Everything that is not there yet, by topic, to be added on request.
  offer(absent) {
    const search = fresh("q");
    const list = el(
      "ul",
      { class: "offers" },
      absent.map(({ name, prop }) => {
        const { label, hint } = named(name, prop);
        return el("li", {}, el("button", { type: "button", onclick: () => this.add([], name, prop) },
          el("strong", {}, label), " ", hint ? el("span", { class: "hint" }, hint) : ""));
      }),
    );
    const filter = (event) => {
      const wanted = event.target.value.toLocaleLowerCase();
      for (const item of list.children) item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted);
    };
    return this.part(say("facts"), "", [
      el("p", { class: "hint" }, say("factsHint")),
      el("div", { class: "field" }, el("label", { for: search }, say("search")), el("input", { id: search, type: "search", oninput: filter })),
      list,
    ]);
  }

  add(path, name, prop) {
    const parent = this.at(path);
    const kind = kindOf(prop, undefined);
    const shape = resolved(prop);
    parent[name] = { tables: [this.skeleton(shape.items)], table: this.skeleton(shape), list: [""], map: { [PAIRS]: [["", ""]] } }[kind] ?? "";
    this.opened.set(id([...path, name]), true);
    this.opened.set(id([...path, name, 0]), true);
    this.changed(true);
    this.go([...path, name]);
  }

  // What a new table shows at once: what it needs; tables in it with one line.
  skeleton(prop) {
    const shape = resolved(prop);
    const made = {};
    for (const name of shape.required ?? []) {
      const inner = resolved(shape.properties[name]);
      const kind = kindOf(shape.properties[name], undefined);
      made[name] = { tables: () => [this.skeleton(inner.items)], table: () => this.skeleton(inner), list: () => [""], map: () => ({ [PAIRS]: [["", ""]] }) }[kind]?.() ?? "";
    }
    if (Object.keys(made).length === 0) made[Object.keys(shape.properties ?? { "": 0 })[0]] = "";
    return made;
  }

  // --- Tables

  nested(path, prop, kind, isNeeded, isTop = false) {
    const name = path[path.length - 1];
    const { label, hint } = named(name, prop);
    const remove = isNeeded ? "" : this.remover(path, label);
    const body = [hint ? el("p", { class: "hint" }, hint) : "", el("div", { class: "said-here" }), ...this[kind](path, prop)];
    if (isTop) return this.place(path, this.part(label, name, body, remove));
    return this.place(path, el("fieldset", { class: "inner" }, el("legend", {}, label, " ", el("code", {}, name)), remove, ...body));
  }

  remover(path, what) {
    return el("button", { type: "button", class: "plain small remove", "aria-label": say("removeFrom", { what }), onclick: () => this.drop(path) }, say("remove"));
  }

  table(path, given) {
    const prop = resolved(given).type === "array" ? resolved(given).items : given; // one where several may stand
    const all = propertiesOf(prop);
    const value = this.at(path);
    const parts = Object.entries(all).map(([name, inner]) => ({ name, inner, kind: kindOf(inner, value[name]), needed: isRequired(prop, name) }));
    const few = parts.length <= FEW;
    const shown = parts.filter(({ name, kind, needed }) => needed || value[name] !== undefined || (few && !isNested(kind)));
    const rest = parts.filter((one) => !shown.includes(one));
    const draw = ({ name, inner, kind, needed }) =>
      isNested(kind) && value[name] !== undefined ? this.nested([...path, name], inner, kind, needed) : this.field([...path, name], inner, needed, kind);
    const strange = Object.keys(value).filter((name) => !all[name]);
    const plain = (list) => list.filter(({ kind, name }) => !isNested(kind) || value[name] === undefined);
    const deep = (list) => list.filter(({ kind, name }) => isNested(kind) && value[name] !== undefined);
    const made = [this.grid(plain(shown).map(draw)), ...deep(shown).map(draw), ...strange.map((name) => this.raw([...path, name], {}, true))];
    if (rest.length) {
      const details = el("details", { class: "more", open: this.opened.get(id(path)) ?? false },
        el("summary", {}, `${say("more")} (${rest.length})`), this.grid(plain(rest).map(draw)));
      details.addEventListener("toggle", () => this.opened.set(id(path), details.open));
      made.push(details);
    }
    return made;
  }

  tables(path, prop) {
    const { items } = resolved(prop);
    const what = word(path[path.length - 1]);
    const made = this.at(path).map((_, n) => {
      const inner = [...path, n];
      const title = `${what} ${n + 1}`;
      return this.place(inner, el("fieldset", { class: "item" }, el("legend", {}, title), this.remover(inner, title), el("div", { class: "said-here" }), ...this.table(inner, items)));
    });
    return [...made, this.adder(what, () => {
      this.at(path).push(this.skeleton(items));
      this.opened.set(id([...path, this.at(path).length - 1]), true);
      this.changed(true);
      this.go([...path, this.at(path).length - 1]);
    })];
  }

  adder(what, onclick) {
    return el("button", { type: "button", class: "add", onclick }, say("addTo", { what }));
  }

  list(path, prop) {
    const { items } = resolved(prop);
    const value = this.at(path);
    const what = word(path[path.length - 1]);
    const lines = value.map((_, n) => this.field([...path, n], items ?? {}, false, undefined, `${what} ${n + 1}`, true));
    return [
      value.length ? this.grid(lines) : el("p", { class: "hint" }, say("emptyList")),
      this.adder(what, () => {
        value.push("");
        this.changed(true);
        this.go([...path, value.length - 1]);
      }),
    ];
  }

  map(path) {
    const rows = this.at(path)[PAIRS];
    const name = path[path.length - 1];
    const write = () => {
      this.touched.add(id(path));
      this.changed(false);
    };
    const lines = rows.map((row, n) => {
      const [first, second] = [fresh("k"), fresh("v")];
      const box = el("div", { class: "row" },
        el("div", { class: "field" }, el("label", { for: first }, say("key")), el("input", { id: first, value: row[0], oninput: (event) => { row[0] = event.target.value; write(); } })),
        this.place([...path, row[0]], el("div", { class: "field" }, el("label", { for: second }, say("value")), el("input", { id: second, value: String(row[1]), oninput: (event) => { row[1] = event.target.value.trim(); write(); } }))),
        el("button", { type: "button", class: "plain small", "aria-label": say("removeFrom", { what: `${word(name)} ${n + 1}` }), onclick: () => { rows.splice(n, 1); write(); this.draw(); } }, say("remove")));
      return box;
    });
    return [...lines, this.adder(word(name), () => {
      rows.push(["", ""]);
      this.draw();
      this.places.get(id(path)).querySelector(".row:last-of-type input").focus();
    })];
  }

  // --- Single entries

  field(path, prop, needed, kind = kindOf(prop, this.at(path)), title = undefined, removable = false) {
    const name = path[path.length - 1];
    const shape = resolved(prop);
    const { label, hint } = title ? { label: title, hint: "" } : named(name, shape);
    if (isNested(kind)) {
      const parent = path.slice(0, -1);
      return el("div", { class: "field wide" }, el("button", { type: "button", class: "add", onclick: () => this.add(parent, name, prop) }, say("addTo", { what: label })), hint ? el("span", { class: "hint" }, hint) : "");
    }
    if (kind === "raw") return this.raw(path, prop);
    const control = fresh();
    const note = hint || shape.format === "date" ? `${control}-h` : undefined;
    const value = this.at(path);
    const box = el("div", { class: "field" });
    const caption = [label, needed ? el("span", { class: "must" }, ` (${say("needed")})`) : ""];
    const code = title ? "" : el("code", {}, String(name));
    const below = hint ? el("span", { class: "hint", id: note }, hint) : "";
    if (kind === "truth" && (value === undefined || value === "" || typeof value === "boolean")) box.append(this.truth(path, value, [...caption, code], below));
    else if (kind === "grade") {
      box.classList.add("wide");
      box.append(el("fieldset", { class: "quiet" }, el("legend", {}, caption, " ", code), below, gradeField(value ?? "", (text) => this.put(path, text), { optional: !needed })));
    } else {
      box.append(el("label", { for: control }, caption), code, below, ...this.control(path, shape, kind, value, control, note));
      if (removable) box.append(this.remover(path, label));
    }
    return this.place(path, box);
  }

  control(path, shape, kind, value, control, note) {
    const settings = { id: control, "aria-describedby": note };
    const write = (text) => this.put(path, text);
    let made;
    if (kind === "choice") {
      const known = value === undefined || value === "" || shape.enum.includes(value);
      const options = [["", say("unknown")], ...(known ? [] : [[value, String(value)]]), ...shape.enum.map((one) => [one, String(one)])];
      made = el("select", { ...settings, onchange: () => write(made.value) }, options.map(([key, text]) => el("option", { value: key }, text)));
      made.value = value ?? "";
    } else if (kind === "day") {
      made = el("input", { ...settings, value: shownDay(String(value ?? "")), placeholder: say("dayHint"), oninput: () => write(readDay(made.value)), onblur: () => { made.value = shownDay(readDay(made.value)); } });
    } else if (typeof path[path.length - 1] === "number" || String(value ?? "").includes("\n")) {
      made = el("textarea", { ...settings, rows: 2, oninput: () => write(made.value) });
      made.value = String(value ?? "");
    } else {
      const known = this.suggested(path, shape);
      const list = known.length ? fresh("l") : undefined;
      made = el("input", { ...settings, list, value: String(value ?? ""), inputmode: shape.type === "integer" ? "numeric" : undefined, oninput: () => write(made.value) });
      if (list) return [made, el("datalist", { id: list }, known.map((one) => el("option", { value: one })))];
    }
    if (note) made.dataset.hint = note;
    return [made];
  }

  truth(path, value, caption, below) {
    const group = fresh("r");
    const choice = (wanted, text) => {
      const control = fresh();
      return [el("input", { type: "radio", name: group, id: control, checked: (value ?? "") === wanted, onchange: () => this.put(path, wanted) }), el("label", { for: control }, text)];
    };
    return el("fieldset", { class: "truth" }, el("legend", {}, caption.slice(0, -1), " ", caption.at(-1)), below,
      el("div", { class: "segments" }, choice(true, say("yes")), choice(false, say("no")), choice("", say("unknown"))));
  }

  suggested(path, shape) {
    const name = path[path.length - 1];
    const kinds = { land: () => [...lands(), "nicht bekannt"], richtlinie: () => atlas().map((one) => one.id), ereignis: () => suggestions.events };
    const kind = kinds[shape.format] ?? kinds[name] ?? (path[0] === "ereignis" && name === "art" ? kinds.ereignis : undefined);
    return kind ? kind() : [];
  }

  // What the format does not know, or what is of another kind: shown as it is, to be removed.
  raw(path, prop, isStrange = false) {
    const name = path[path.length - 1];
    const text = JSON.stringify(this.at(path)) ?? "";
    return this.place(path, el("div", { class: "field wide raw" }, el("span", { class: "caption" }, isStrange ? say("strange") : word(String(name)), " ", el("code", {}, String(name))), el("pre", {}, text.length > 300 ? `${text.slice(0, 300)}…` : text), this.remover(path, String(name))));
  }
}
