// The list of chats, and the one that is open.

import { composed, grow, showPending } from "./composer.js";
import { $, avatar, make, named } from "./dom.js";
import { lines } from "./entities.js";
import { addMessage, clock, summary, toEnd } from "./messages.js";
import { act } from "./sandbox.js";
import { showReplies, showStanding } from "./standing.js";
import { chat, nameOf, pending, privateChat, state } from "./state.js";
import { word } from "./words.js";

export function showRooms() {
  const rooms = state.chats.map((one) => {
    const last = one.messages.at(-1);
    const picture = make("span", { ariaHidden: "true" });
    avatar(picture, one);
    const preview = last ? summary(last) : one.type === "private" ? state.bot.short_description || word("bot") : word("quiet");
    const names = make("span", { className: "names" }, named("b", "", nameOf(one)), named("small", "", preview));
    const note = make("span", { className: "side-note", textContent: last ? clock(last.date) : "" });
    const unread = state.unread.get(one.id);
    if (unread) note.append(make("br"), make("span", { className: "badge", textContent: unread }));
    const room = make("button", { type: "button", className: "room" }, picture, names, note);
    room.ariaCurrent = String(one.id === state.open);
    room.onclick = () => openChat(one.id);
    return room;
  });
  $("chats").replaceChildren(...rooms);
}

export function openChat(id) {
  composed.hide();
  state.drafts.set(state.open, $("text").value);
  state.open = id;
  state.unread.delete(id);
  $("app").classList.remove("listing");
  $("text").value = state.drafts.get(id) ?? "";
  pending.reply = null;
  showRooms();
  showChat();
  showPending();
}

export function showChat() {
  const room = chat();
  if (!room) return;
  avatar($("avatar"), room);
  $("title").replaceChildren(named("span", "", nameOf(room)));
  const kind = { private: "bot", channel: "channel" }[room.type] ?? "group";
  $("subtitle").textContent = word(kind);
  showStanding(room);
  showReplies(room);
  const topics = Object.entries(room.topics).map(([value, textContent]) => make("option", { value, textContent }));
  $("topic").replaceChildren(make("option", { value: 0, textContent: word("general") }), ...topics);
  $("topic").value = state.topics.get(room.id) ?? 0;
  $("topic").hidden = topics.length === 0;
  // The log is rebuilt as a whole here; only what comes later is news to a screen reader.
  $("log").ariaLive = "off";
  $("log").replaceChildren();
  room.messages.forEach((_, at) => addMessage(room, at));
  $("log").ariaLive = "polite";
  showComposer();
  toEnd();
}

export function showComposer() {
  const room = chat();
  const isEmpty = room.messages.length === 0;
  const isNew = isEmpty && room.type === "private";
  $("welcome").hidden = !isEmpty;
  if (isEmpty) {
    avatar($("welcome-avatar"), room);
    $("welcome-name").textContent = nameOf(room);
    const present = ["creator", "administrator", "member"].includes(room.bot);
    const about = !isNew && !present ? word("missingBot") : isNew ? state.bot.description || state.bot.short_description : word(room.type === "channel" ? "quietChannel" : "quietGroup");
    $("welcome-text").replaceChildren(...lines(about, [], 0, about.length));
  }
  $("start").hidden = !isNew;
  $("composer").hidden = isNew || !room.can_write;
  $("slash").hidden = room.menu.length === 0;
  $("text").placeholder = word(room.type === "channel" ? "post" : "write");
  $("text").ariaLabel = $("text").placeholder;
  if (isNew) $("menu").hidden = true;
  grow();
}

// Links to the bot stay in the page; others open beside it.
export function follow(url) {
  const link = new URL(url, location.href);
  const isBot = link.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
  if (!isBot) return false;
  openChat(privateChat().id);
  const payload = link.searchParams.get("start");
  if (payload !== null) act("send", { chat_id: state.open, text: `/start ${payload}`.trim() });
  return true;
}
