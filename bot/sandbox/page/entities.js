// Text and its entities. Text becomes DOM text and nothing else; markup comes from entities alone.

import { make } from "./dom.js";
import { word } from "./words.js";

const INLINE = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", custom_emoji: "span", spoiler: "span",
  text_link: "a", url: "a", email: "a", mention: "a", hashtag: "a", bot_command: "a",
};

const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];

export function safeLink(url) {
  try {
    const link = new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
    return ["http:", "https:", "mailto:"].includes(link.protocol) ? link.href : null;
  } catch {
    return null;
  }
}

function inlineNode(entity, text) {
  const node = make(INLINE[entity.type]);
  if (node.localName === "a") {
    const link = { text_link: entity.url, url: text, email: `mailto:${text}` }[entity.type];
    node.href = (link && safeLink(link)) || "#";
    if (link) Object.assign(node, { target: "_blank", rel: "noopener noreferrer" });
    if (entity.type === "bot_command") node.dataset.command = text;
    if (entity.type === "mention") node.href = `https://t.me/${text.slice(1)}`;
    node.dir = link ? "" : "auto";
  } else if (entity.type === "spoiler") {
    Object.assign(node, { className: "spoiler", tabIndex: 0, role: "button", ariaLabel: word("spoiler") });
  }
  return node;
}

// Entities nest properly once they are cut to the range, so a recursive walk is enough.
function inline(text, entities, from, to) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (begin >= end || !INLINE[entity.type]) continue;
    if (begin > at) nodes.push(text.slice(at, begin));
    const node = inlineNode(entity, text.slice(begin, end));
    const inner = entities.slice(i + 1).filter((other) => other.offset < end);
    node.append(...inline(text, inner, begin, end));
    nodes.push(node);
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

export function lines(text, entities, from, to) {
  const nodes = [];
  for (let at = from; at <= to; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 || found > to ? to : found;
    nodes.push(make("div", { className: "line", dir: "auto" }, ...inline(text, entities, at, end)));
    at = end + 1;
  }
  return nodes;
}

export function blocks(text, entities, from, to) {
  const nodes = [];
  let at = from;
  const plain = (end) => {
    // A line break beside a block separates and is no empty line of its own.
    const begin = at > from && text[at] === "\n" ? at + 1 : at;
    const last = end < to && text[end - 1] === "\n" ? end - 1 : end;
    if (begin < last || (begin === last && begin > at && end < to)) nodes.push(...lines(text, entities, begin, last));
  };
  for (const entity of entities.filter((one) => BLOCKS.includes(one.type))) {
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    if (entity.offset > at) plain(entity.offset);
    nodes.push(block(text, entities.filter((one) => one !== entity), entity, end));
    at = end;
  }
  if (at < to || at === from) plain(to);
  return nodes;
}

function block(text, entities, entity, end) {
  if (entity.type === "pre") {
    const code = make("pre", {}, ...inline(text, entities, entity.offset, end));
    code.title = entity.language ?? "";
    return code;
  }
  const inside = make("div", { className: "inside" }, ...blocks(text, entities, entity.offset, end));
  const quote = make("blockquote", { className: `quote ${direction(text.slice(entity.offset, end))}` }, inside);
  if (entity.type === "expandable_blockquote") {
    quote.classList.add("foldable", "folded");
    quote.append(make("button", { type: "button", className: "more", ariaExpanded: "false", textContent: word("more") }));
  }
  return quote;
}

function direction(text) {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first) ? "rtl" : "ltr";
}

export function toggleQuote(quote, open) {
  quote.classList.toggle("open", open);
  quote.classList.toggle("folded", !open);
  const more = quote.querySelector(":scope > .more");
  more.ariaExpanded = String(open);
  more.textContent = word(open ? "less" : "more");
}

// A quote that is short anyway needs no fold; that is known only once it is laid out.
export function settleQuotes(node) {
  for (const quote of node.querySelectorAll(".quote.foldable")) {
    const inside = quote.querySelector(".inside");
    if (inside.scrollHeight > inside.clientHeight + 4) continue;
    quote.classList.remove("foldable", "folded");
    quote.querySelector(":scope > .more").remove();
  }
}
