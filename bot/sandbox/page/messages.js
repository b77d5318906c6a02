// Messages as they are shown, and the log that they stand in. What a press begins elsewhere on the page is an event of the log.

import { $, icon, make, named, toast } from "./dom.js";
import { blocks, safeLink, settleQuotes } from "./entities.js";
import { act } from "./sandbox.js";
import { chat, sandboxNow, state } from "./state.js";
import { speech, word } from "./words.js";

const tell = (what, detail) => $("log").dispatchEvent(new CustomEvent(what, { detail }));

export const clock = (seconds) => new Intl.DateTimeFormat(speech.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);

function day(seconds) {
  const date = new Date(seconds * 1000);
  const apart = Math.round((new Date(sandboxNow()).setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 864e5);
  if (apart === 0 || apart === 1) return word(apart ? "yesterday" : "today");
  return new Intl.DateTimeFormat(speech.language, { day: "numeric", month: "long", year: "numeric" }).format(date);
}

export const senderName = (message) =>
  message.sender_chat?.title ?? [message.from?.first_name, message.from?.last_name].filter(Boolean).join(" ");

const topicName = (message) => chat()?.topics[message.message_thread_id] ?? "";

function originName({ type, sender_user: user, chat: from, sender_chat: sender }) {
  return type === "user" ? user.first_name : (from ?? sender)?.title ?? "";
}

export function summary(message) {
  if (message.chat_shared) return `${word("shared")} ${message.chat_shared.title ?? ""}`;
  if (message.forum_topic_created) return `${word("opened")} ${message.forum_topic_created.name}`;
  if (message.photo) return message.caption ?? word("photo");
  return (message.document?.file_name ?? message.text ?? message.caption ?? "").replace(/\s+/g, " ");
}

function attachment(message) {
  if (message.photo) {
    const { file_id: id, width, height } = message.photo.at(-1);
    const image = make("img", { src: `api/file/${encodeURIComponent(id)}`, alt: word("photo"), width, height, loading: "lazy" });
    return [make("a", { className: "picture", href: image.src, target: "_blank", rel: "noopener" }, image)];
  }
  if (!message.document) return [];
  const { file_id: id, file_name: name = "", file_size: size = 0 } = message.document;
  const kilobytes = new Intl.NumberFormat(speech.language, { maximumFractionDigits: 1 }).format(size / 1024);
  const about = make("span", {}, named("b", "", name), make("small", { textContent: `${kilobytes} KB` }));
  return [make("a", { className: "document", href: `api/file/${encodeURIComponent(id)}`, download: name }, icon("file"), about)];
}

function keyNode(button, message) {
  const value = button.url ?? button.copy_text?.text ?? button.callback_data;
  const link = button.url && safeLink(button.url);
  const node = make(link ? "a" : "button", { className: `key ${button.style ?? ""}`, textContent: button.text, dir: "auto" });
  if (link) {
    node.classList.add("link");
    Object.assign(node, { href: link, target: "_blank", rel: "noopener noreferrer" });
  } else {
    node.type = "button";
    node.onclick = () => press(node, button, value, message);
  }
  return node;
}

async function press(node, button, value, message) {
  if (button.copy_text) return navigator.clipboard?.writeText(value).then(() => toast(word("copied")));
  const asked = button.switch_inline_query ?? button.switch_inline_query_current_chat;
  if (asked !== undefined) return tell("inline", asked);
  if (node.classList.contains("busy")) return;
  node.classList.add("busy");
  setTimeout(() => node.classList.remove("busy"), 15000);
  const answer = await act("press", { chat_id: message.chat.id, message_id: message.message_id, data: value });
  if (answer) state.pressed.set(answer.query, node);
  else node.classList.remove("busy");
}

function messageNode(message, isFirst) {
  if (message.chat_shared || message.forum_topic_created) {
    const note = make("article", { className: "day", dir: "auto", textContent: summary(message) });
    note.dataset.id = message.message_id;
    return note;
  }
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const bubble = make("div", { className: "bubble" });
  if (isFirst && !message.mine && message.chat.type !== "private") bubble.append(named("span", "who", senderName(message)));
  if (message.message_thread_id) bubble.append(named("span", "who origin", `${word("topic")}: ${topicName(message)}`));
  if (message.via_bot) bubble.append(named("span", "who via", `${word("via")} @${message.via_bot.username}`));
  if (message.forward_origin) bubble.append(named("span", "who origin", `${word("forwarded")} ${originName(message.forward_origin)}`));
  if (message.reply_to_message) {
    const replied = message.reply_to_message;
    const quoted = make("button", { type: "button", className: "quoted" });
    quoted.append(named("b", "", senderName(replied)), named("span", "", summary(replied)));
    quoted.onclick = () => $("log").querySelector(`[data-id="${replied.message_id}"]`)?.scrollIntoView({ block: "center" });
    bubble.append(quoted);
  }
  const when = `${message.edit_date ? `${word("edited")} ` : ""}${clock(message.date)}`;
  const meta = make("time", { className: "meta", dateTime: new Date(message.date * 1000).toISOString(), textContent: when });
  const body = make("div", { className: "text" }, ...(text ? blocks(text, entities, 0, text.length) : []));
  bubble.append(...attachment(message), make("div", { className: "body" }, body, meta));
  const node = make("article", { className: "message" }, bubble);
  node.dataset.id = message.message_id;
  node.classList.toggle("mine", message.mine);
  node.classList.toggle("first", isFirst);
  const reply = make("button", { type: "button", className: "round reply", title: word("reply"), ariaLabel: word("reply") }, icon("reply", true));
  reply.onclick = () => tell("reply", message);
  node.append(reply);
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length) {
    const keys = make("div", { className: "keys" });
    for (const row of rows) keys.append(make("div", {}, ...row.map((button) => keyNode(button, message))));
    node.append(keys);
  }
  return node;
}

const isFirst = (room, at) => {
  const [before, message] = [room.messages[at - 1], room.messages[at]];
  return !before || before.from?.id !== message.from?.id || message.date - before.date > 600;
};

export function addMessage(room, at) {
  const message = room.messages[at];
  const stick = message.mine || nearEnd();
  if (at === 0 || day(room.messages[at - 1].date) !== day(message.date))
    $("log").append(make("div", { className: "day", textContent: day(message.date) }));
  const node = messageNode(message, isFirst(room, at));
  $("log").append(node);
  settleQuotes(node);
  if (stick) toEnd();
  if (stick && !message.mine) toBeginning(node);
}

export function replaceMessage(room, at, isEdit) {
  const stick = nearEnd();
  const old = $("log").querySelector(`[data-id="${room.messages[at].message_id}"]`);
  if (!old) return;
  const focused = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
  const node = messageNode(room.messages[at], isFirst(room, at));
  if (isEdit) node.classList.add("edited-now");
  old.replaceWith(node);
  settleQuotes(node);
  const keys = node.querySelectorAll(".key");
  if (focused >= 0 && keys.length) keys[Math.min(focused, keys.length - 1)].focus({ preventScroll: true });
  if (stick) toEnd();
  if (stick) toBeginning(node);
}

export const nearEnd = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 120;

export const toEnd = () => { $("scroll").scrollTop = $("scroll").scrollHeight; };

/** A message taller than the window is read from its beginning. */
function toBeginning(node) {
  const above = node.getBoundingClientRect().top - $("scroll").getBoundingClientRect().top - 12;
  if (above < 0) $("scroll").scrollTop += above;
}
