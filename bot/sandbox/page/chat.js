// The chat page: shows the sandbox's world and acts in it as one person.

import { composed, grow, moveInMenu, send, showMenu, showPending } from "./composer.js";
import { $, toast } from "./dom.js";
import { toggleQuote } from "./entities.js";
import { addMessage, nearEnd, replaceMessage, toEnd } from "./messages.js";
import { follow, openChat, showChat, showComposer, showRooms } from "./rooms.js";
import { act, call } from "./sandbox.js";
import { open, showClock } from "./standing.js";
import { chat, pending, privateChat, state } from "./state.js";
import { speech, word } from "./words.js";

/** The number of the newest event. */
let newest = 0;

async function load() {
  let fresh;
  // What happened while the state was on its way is not in it: ask again.
  do fresh = await call("state"); while (fresh.event < newest);
  fresh.chats.forEach(countMissed);
  Object.assign(state, fresh, { ahead: fresh.now * 1000 - Date.now() });
  state.open = chat() ? state.open : privateChat()?.id;
  setLanguage(fresh.me.language_code?.startsWith("ar") ? "ar" : "en");
  showRooms();
  showChat();
  showClock();
}

/** What a reading of the state brings before its event does is as unread as what an event brings. */
function countMissed(room) {
  const old = state.chats.find((one) => one.id === room.id);
  if (!old || room.id === state.open) return;
  const known = new Set(old.messages.map((one) => one.message_id));
  const missed = room.messages.filter((one) => !one.mine && !known.has(one.message_id)).length;
  if (missed) state.unread.set(room.id, (state.unread.get(room.id) ?? 0) + missed);
}

function listen() {
  const source = new EventSource("api/events");
  source.onopen = reload; // something may have happened since the state was read
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    newest = event.event ?? 0;
    if (event.kind === "message" || event.kind === "edit") received(event.message, event.kind === "edit");
    else if (event.kind === "delete") removed(event.message);
    else if (event.kind === "answer") answered(event);
    else reload();
  };
}

// A starting bot sets menus and texts in one burst: one reading of the state is enough for it.
let reloading = 0;

function reload() {
  clearTimeout(reloading);
  reloading = setTimeout(() => load().catch(() => toast(word("lost"))), 30);
}

function received(message, isEdit) {
  const room = state.chats.find((one) => one.id === message.chat.id);
  if (!room) return;
  const at = room.messages.findIndex((one) => one.message_id === message.message_id);
  if (at >= 0) room.messages[at] = message;
  else room.messages.push(message);
  if (room.id === state.open) {
    if (at >= 0) replaceMessage(room, at, isEdit);
    else addMessage(room, room.messages.length - 1);
    showComposer();
  } else if (!isEdit && !message.mine) {
    state.unread.set(room.id, (state.unread.get(room.id) ?? 0) + 1);
  }
  showRooms();
}

function removed(message) {
  const room = state.chats.find((one) => one.id === message.chat.id);
  if (!room) return;
  room.messages = room.messages.filter((one) => one.message_id !== message.message_id);
  if (room.id === state.open) showChat();
  showRooms();
}

function answered(event) {
  state.pressed.get(event.query)?.classList.remove("busy");
  state.pressed.delete(event.query);
  if (event.url) follow(event.url);
  if (!event.text) return;
  if (!event.is_alert) return toast(event.text);
  $("alert").querySelector("p").textContent = event.text;
  $("alert").showModal();
}

function setLanguage(code) {
  speech.language = code;
  Object.assign(document.documentElement, { lang: code, dir: code === "ar" ? "rtl" : "ltr" });
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = node.title = word(node.dataset.label);
  $("languages").ariaLabel = word("language");
  $("chats").ariaLabel = word("chats");
  for (const button of $("languages").children) button.ariaPressed = String(button.dataset.language === code);
}

// --- What the person does

$("composer").onsubmit = (event) => { event.preventDefault(); send(); };
$("composer").addEventListener("start", ({ detail }) => { openChat(privateChat().id); act("send", { chat_id: state.open, text: `/start ${detail}` }); });
$("log").addEventListener("inline", ({ detail }) => composed.begin(detail));
$("log").addEventListener("reply", ({ detail }) => { pending.reply = detail; showPending(); $("text").focus(); });
$("text").oninput = () => { grow(); composed.look(); showMenu(/^\/\w*$/.test($("text").value)); };
$("text").onkeydown = (event) => {
  if (event.isComposing) return;
  if (!$("menu").hidden && moveInMenu(event)) event.preventDefault();
  else if (event.key === "Escape") composed.hide();
  else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); if (!composed.enter()) send(); }
};
$("slash").onclick = () => { showMenu($("menu").hidden); $("text").focus(); };
$("attach").onclick = () => $("file").click();
$("file").onchange = () => { pending.file = $("file").files[0] ?? null; $("file").value = ""; showPending(); $("text").focus(); };
$("start").onclick = () => act("send", { chat_id: state.open, text: "/start" });
$("back").onclick = () => $("app").classList.add("listing");
$("reset").onclick = () => act("reset", {});
$("jump").onclick = toEnd;
$("scroll").onscroll = () => { $("jump").hidden = nearEnd(); };
$("languages").onclick = ({ target }) => target.dataset.language && act("language", { language_code: target.dataset.language });
$("log").onclick = (event) => {
  const { target } = event;
  const link = target.closest("a");
  const spoiler = target.closest(".spoiler:not(.shown)");
  const quote = target.closest(".quote.foldable");
  if (spoiler) { event.preventDefault(); spoiler.classList.add("shown"); }
  else if (link?.dataset.command) { event.preventDefault(); act("send", { chat_id: state.open, text: link.dataset.command }); }
  else if (link?.getAttribute("href") === "#" || (link && follow(link.href))) event.preventDefault();
  else if (quote && (target.closest(".more") || quote.classList.contains("folded"))) toggleQuote(quote, !quote.classList.contains("open"));
};
$("log").onkeydown = (event) => {
  if (event.key === "Enter" && event.target.classList.contains("spoiler")) event.target.click();
};

$("clock").onclick = ({ target }) => target.dataset.hours && act("clock", { hours: Number(target.dataset.hours) });
$("makers").onclick = async ({ target }) => {
  const made = target.dataset.kind && (await open(target.dataset.kind));
  if (made) { await load(); openChat(made.id); }
};
$("topic").onchange = () => state.topics.set(state.open, $("topic").value);
setInterval(showClock, 5000);

load().then(listen, () => toast(word("lost")));
