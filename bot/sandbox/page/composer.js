// Writing: the field, what hangs on it, the menu of commands, and inline mode.

import { $, icon, make, named } from "./dom.js";
import { inlineMode } from "./inline.js";
import { senderName, summary } from "./messages.js";
import { act } from "./sandbox.js";
import { chat, pending, state } from "./state.js";
import { word } from "./words.js";

/** Inline mode; who presses its button for a talk in private is an event of the composer. */
export const composed = inlineMode($("text"), $("results"), {
  act, word, written: grow, botName: () => state.bot.username, chatId: () => state.open,
  start: (payload) => $("composer").dispatchEvent(new CustomEvent("start", { detail: payload })),
});

export function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight}px`;
  $("send").disabled = !$("text").value.trim() && !pending.file;
}

export async function send() {
  const text = $("text").value.trim();
  const room = chat();
  if (!text && !pending.file) return;
  const done = pending.file ? await sendFile(room, text) : await act("send", { chat_id: room.id, text, reply_to: pending.reply?.message_id, thread: Number($("topic").value) });
  if (!done) return;
  $("text").value = "";
  Object.assign(pending, { file: null, asFile: false, reply: null });
  showPending();
  showMenu(false);
}

async function sendFile(room, caption) {
  const form = new FormData();
  const picture = pending.asFile ? null : await createImageBitmap(pending.file).catch(() => null);
  const fields = { chat_id: room.id, caption, kind: picture ? "photo" : "document", width: picture?.width ?? 0, height: picture?.height ?? 0 };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", pending.file, pending.file.name);
  return act("attach", form);
}

export function showPending() {
  const bar = $("pending");
  bar.replaceChildren();
  bar.hidden = !pending.file && !pending.reply;
  if (bar.hidden) return grow();
  const names = make("span", { className: "names" });
  if (pending.file) {
    names.append(named("b", "", pending.file.name));
    if (pending.file.type.startsWith("image/")) {
      const box = make("input", { type: "checkbox", checked: pending.asFile });
      box.onchange = () => { pending.asFile = box.checked; };
      names.append(make("br"), make("label", {}, box, ` ${word("asFile")}`));
      const image = make("img", { alt: "", src: URL.createObjectURL(pending.file) });
      image.onload = () => URL.revokeObjectURL(image.src);
      bar.append(image);
    } else bar.append(icon("file"));
  } else {
    bar.append(icon("reply", true));
    names.append(named("b", "", senderName(pending.reply)), make("br"), make("bdi", { textContent: summary(pending.reply) }));
  }
  const remove = make("button", { type: "button", className: "round", title: word("remove"), ariaLabel: word("remove") }, icon("close"));
  remove.onclick = () => { Object.assign(pending, { file: null, reply: null }); showPending(); $("text").focus(); };
  bar.append(names, remove);
  grow();
}

export function showMenu(isWanted) {
  const typed = /^\/(\w*)$/.exec($("text").value);
  const found = chat().menu.filter(({ command }) => !typed || command.startsWith(typed[1].toLowerCase()));
  $("menu").hidden = !isWanted || found.length === 0;
  const options = found.map(({ command, description }, at) => {
    const option = make("li", { role: "option", id: `command-${at}` });
    option.append(make("b", { textContent: `/${command}` }), make("span", { dir: "auto", textContent: description }));
    option.ariaSelected = String(at === 0);
    option.dataset.command = `/${command}`;
    option.onclick = () => choose(option);
    return option;
  });
  $("menu").replaceChildren(...options);
  markActive();
}

function markActive() {
  const active = $("menu").hidden ? null : $("menu").querySelector('[aria-selected="true"]');
  if (active) $("text").setAttribute("aria-activedescendant", active.id);
  else $("text").removeAttribute("aria-activedescendant");
  active?.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  $("text").value = option.dataset.command;
  send();
  $("text").focus();
}

export function moveInMenu(event) {
  const options = [...$("menu").children];
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    options[at].ariaSelected = "false";
    options[(at + step + options.length) % options.length].ariaSelected = "true";
    markActive();
  } else if (event.key === "Escape") showMenu(false);
  else if (event.key === "Tab") { $("text").value = `${options[at].dataset.command} `; showMenu(false); grow(); }
  else if (event.key === "Enter" && !event.shiftKey) choose(options[at]);
  else return false;
  return true;
}
