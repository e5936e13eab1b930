// Elements. Text becomes text, never markup.
let number = 0;
export const fresh = (word = "f") => `${word}-${(number += 1)}`;

export function el(name, settings = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked") made[key] = value;
    else if (key === "class") made.className = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

export const $ = (id) => document.getElementById(id);

// A document that the library wrote, without what the policy of this page forbids anyway.
export function parsed(html) {
  const sober = html
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<svg\b[^>]*>/g, (tag) => tag.replace(/\sstyle="[^"]*"/, ""));
  const made = new DOMParser().parseFromString(sober, "text/html");
  made.querySelectorAll("script, style, link, meta, iframe, object, embed, base").forEach((one) => one.remove());
  for (const link of made.querySelectorAll("a[href]")) {
    if (!/^https?:/.test(link.getAttribute("href"))) link.removeAttribute("href");
    else Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  }
  return made.querySelector("main");
}

export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
