// The clock, chats of one's own, the bot's standing in them, and what stands in the place of the letters.

import { $, avatar, make, named } from "./dom.js";
import { act } from "./sandbox.js";
import { sandboxNow, state } from "./state.js";
import { speech, word } from "./words.js";

export function showClock() {
  $("clock").hidden = !state.movable;
  const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  $("now").textContent = new Intl.DateTimeFormat(speech.language, form).format(sandboxNow());
}

export function showStanding(room) {
  const acts = room.type === "private" ? [] : { administrator: ["demote", "remove"], member: ["promote", "remove"] }[room.bot] ?? ["add"];
  const fitting = acts.filter((one) => room.type !== "channel" || one !== "demote");
  const buttons = fitting.map((one) => {
    const button = make("button", { type: "button", textContent: word(`${one}Bot`) });
    button.onclick = () => act("bot", { chat_id: room.id, act: one });
    return button;
  });
  $("standing").replaceChildren(...buttons);
}

export function showReplies(room) {
  $("replies").hidden = room.replies.length === 0;
  const rows = room.replies.map((row) => make("div", {}, ...row.map((button) => {
    const key = make("button", { type: "button", className: "key", dir: "auto", textContent: button.text });
    key.onclick = () => (button.picks ? pick(button) : act("tap", { text: button.text }));
    return key;
  })));
  $("replies").replaceChildren(...rows);
}

async function pick(button) {
  const found = await act(`picks?text=${encodeURIComponent(button.text)}`);
  if (!found) return;
  const dialog = $("picker");
  const choose = (id) => { dialog.close(); return act("tap", { text: button.text, chat_id: id }); };
  const rooms = found.chats.map((one) => {
    const picture = make("span", { ariaHidden: "true" });
    avatar(picture, one);
    const room = make("button", { type: "button", className: "room" }, picture, named("b", "names", one.title));
    room.onclick = () => choose(one.id);
    return room;
  });
  const fresh = make("button", { type: "button", className: "fresh", textContent: word(button.picks === "channel" ? "newChannel" : "newGroup") });
  fresh.onclick = async () => { const made = await open(button.picks); if (made) await choose(made.id); };
  const about = make("p", { textContent: word(rooms.length ? "pick" : "noPick") });
  dialog.querySelector("div").replaceChildren(about, ...rooms, fresh);
  dialog.showModal();
}

export function open(kind) {
  const name = { channel: "aChannel", group: "aGroup", forum: "aForum" }[kind];
  const title = `${word(name)} ${new Intl.NumberFormat(speech.language).format(state.chats.length)}`;
  return act("open", { kind, title, topics: kind === "forum" ? [word("firstTopic"), word("secondTopic")] : [] });
}
