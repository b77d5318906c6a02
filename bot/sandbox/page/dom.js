// Parts of the page: nodes, names, pictures, and the note at its foot.

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// A name keeps the side of the page's own language, whatever script it is in.
export const named = (tag, className, text) => make(tag, { className }, make("bdi", { textContent: text }));

export function icon(name, mirrored = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", mirrored ? "icon mirrored" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function avatar(node, one) {
  node.className = `avatar ${one.type}${node.id === "welcome-avatar" ? " large" : ""}`;
  node.textContent = one.type === "private" ? "س" : [...one.title][0];
}

let toastTimer = 0;

export function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 3500);
}
