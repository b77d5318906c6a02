// The chat page: shows the sandbox's world and acts in it as one person.
// Text of messages becomes DOM text and nothing else; markup comes from entities alone.

import { inlineMode } from "./inline.js";

const WORDS = {
  en: {
    hint: "Sandbox: nothing leaves this computer", reset: "Clear", start: "Start", ok: "OK", chats: "Chats",
    commands: "Commands", attach: "Attach a photo or a file", send: "Send", write: "Message", post: "Post to the channel",
    more: "Show more", less: "Show less", edited: "edited", you: "You", bot: "bot", channel: "channel", group: "group",
    today: "Today", yesterday: "Yesterday", reply: "Reply", forwarded: "Forwarded from", remove: "Remove", jump: "To the newest",
    photo: "Photo", quiet: "Nothing here yet", quietChannel: "A channel of yours. Sanad may post here.",
    quietGroup: "A group of yours. Sanad reads its commands, and replies to it.", copied: "Copied",
    lost: "The sandbox has stopped", spoiler: "Hidden text, press to show", language: "Language", asFile: "Send as a file",
    newChannel: "New channel", newGroup: "New group", newForum: "New forum", aChannel: "Channel", aGroup: "Group", aForum: "Forum",
    pick: "Choose a chat", noPick: "No chat of yours fits. Make one:", cancel: "Cancel", clock: "The sandbox’s clock",
    hour: "+1 h", day: "+1 day", week: "+1 week", addBot: "Add Sanad", removeBot: "Remove Sanad", promoteBot: "Make admin",
    demoteBot: "Dismiss as admin", general: "General", topic: "Topic", shared: "You shared a chat:", opened: "Topic opened:",
    firstTopic: "Briefings", secondTopic: "Contacts", missingBot: "Sanad is not here yet. Add it, or subscribe this chat from Sanad’s own chat.",
    via: "via", results: "Results",
  },
  ar: {
    hint: "بيئة تجريبية: لا شيء يغادر هذا الجهاز", reset: "مسح", start: "ابدأ", ok: "حسنًا", chats: "المحادثات",
    commands: "الأوامر", attach: "أرفق صورة أو ملفًا", send: "إرسال", write: "رسالة", post: "انشر في القناة",
    more: "عرض المزيد", less: "عرض أقل", edited: "معدّلة", you: "أنت", bot: "بوت", channel: "قناة", group: "مجموعة",
    today: "اليوم", yesterday: "أمس", reply: "رد", forwarded: "محوّلة من", remove: "إزالة", jump: "إلى الأحدث",
    photo: "صورة", quiet: "لا شيء هنا بعد", quietChannel: "قناة لك، ويستطيع سند أن ينشر فيها.",
    quietGroup: "مجموعة لك، يقرأ سند فيها الأوامر والردود عليه.", copied: "نُسخ",
    lost: "توقفت البيئة التجريبية", spoiler: "نص مخفي، اضغط لإظهاره", language: "اللغة", asFile: "إرسال كملف",
    newChannel: "قناة جديدة", newGroup: "مجموعة جديدة", newForum: "منتدى جديد", aChannel: "قناة", aGroup: "مجموعة", aForum: "منتدى",
    pick: "اختر محادثة", noPick: "لا محادثة لك تفي بالمطلوب. أنشئ واحدة:", cancel: "إلغاء", clock: "ساعة البيئة التجريبية",
    hour: "+ ساعة", day: "+ يوم", week: "+ أسبوع", addBot: "أضف سند", removeBot: "أزل سند", promoteBot: "عيّنه مشرفًا",
    demoteBot: "أعفِه من الإشراف", general: "عام", topic: "الموضوع", shared: "شاركتَ محادثة:", opened: "موضوع جديد:",
    firstTopic: "إحاطات", secondTopic: "جهات الاتصال", missingBot: "سند ليس هنا بعد. أضفه، أو اشترك لهذه المحادثة من محادثة سند.",
    via: "عبر", results: "النتائج",
  },
};

const $ = (id) => document.getElementById(id);
const state = { ahead: 0, me: {}, bot: {}, chats: [], open: null, unread: new Map(), drafts: new Map(), topics: new Map(), pressed: new Map() };
const pending = { file: null, asFile: false, reply: null };
let language = "en";
let newest = 0;

const word = (name) => WORDS[language][name];
const chat = () => state.chats.find((one) => one.id === state.open);
const privateChat = () => state.chats.find((one) => one.type === "private");
const nameOf = (one) => (one.type === "private" ? state.bot.name : one.title);

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// A name keeps the side of the page's own language, whatever script it is in.
const named = (tag, className, text) => make(tag, { className }, make("bdi", { textContent: text }));

function icon(name, mirrored = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", mirrored ? "icon mirrored" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

// --- Talking to the sandbox

async function call(path, body) {
  const form = body instanceof FormData;
  const options = body && {
    method: "POST", body: form ? body : JSON.stringify(body), headers: form ? {} : { "Content-Type": "application/json" },
  };
  const response = await fetch(`api/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

async function act(path, body) {
  try {
    return await call(path, body);
  } catch (error) {
    toast(error instanceof TypeError ? word("lost") : error.message);
    return null;
  }
}

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

// --- Text and its entities

const INLINE = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", custom_emoji: "span", spoiler: "span",
  text_link: "a", url: "a", email: "a", mention: "a", hashtag: "a", bot_command: "a",
};
const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];

function safeLink(url) {
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

function lines(text, entities, from, to) {
  const nodes = [];
  for (let at = from; at <= to; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 || found > to ? to : found;
    nodes.push(make("div", { className: "line", dir: "auto" }, ...inline(text, entities, at, end)));
    at = end + 1;
  }
  return nodes;
}

function blocks(text, entities, from, to) {
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

function toggleQuote(quote, open) {
  quote.classList.toggle("open", open);
  quote.classList.toggle("folded", !open);
  const more = quote.querySelector(":scope > .more");
  more.ariaExpanded = String(open);
  more.textContent = word(open ? "less" : "more");
}

// A quote that is short anyway needs no fold; that is known only once it is laid out.
function settleQuotes(node) {
  for (const quote of node.querySelectorAll(".quote.foldable")) {
    const inside = quote.querySelector(".inside");
    if (inside.scrollHeight > inside.clientHeight + 4) continue;
    quote.classList.remove("foldable", "folded");
    quote.querySelector(":scope > .more").remove();
  }
}

// --- Messages

const clock = (seconds) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);

/** The sandbox's clock, which people move, in milliseconds. */
const sandboxNow = () => Date.now() + state.ahead;

function day(seconds) {
  const date = new Date(seconds * 1000);
  const apart = Math.round((new Date(sandboxNow()).setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 864e5);
  if (apart === 0 || apart === 1) return word(apart ? "yesterday" : "today");
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" }).format(date);
}

const senderName = (message) =>
  message.sender_chat?.title ?? [message.from?.first_name, message.from?.last_name].filter(Boolean).join(" ");

const topicName = (message) => chat()?.topics[message.message_thread_id] ?? "";

function originName({ type, sender_user: user, chat: from, sender_chat: sender }) {
  return type === "user" ? user.first_name : (from ?? sender)?.title ?? "";
}

function summary(message) {
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
  const kilobytes = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(size / 1024);
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
  if (asked !== undefined) return inline_.begin(asked);
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
  reply.onclick = () => { pending.reply = message; showPending(); $("text").focus(); };
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

function addMessage(room, at) {
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

function replaceMessage(room, at, isEdit) {
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

const nearEnd = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 120;
const toEnd = () => { $("scroll").scrollTop = $("scroll").scrollHeight; };

/** A message taller than the window is read from its beginning. */
function toBeginning(node) {
  const above = node.getBoundingClientRect().top - $("scroll").getBoundingClientRect().top - 12;
  if (above < 0) $("scroll").scrollTop += above;
}

// --- The page around them

function avatar(node, one) {
  node.className = `avatar ${one.type}${node.id === "welcome-avatar" ? " large" : ""}`;
  node.textContent = one.type === "private" ? "س" : [...one.title][0];
}

function showRooms() {
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

function openChat(id) {
  inline_.hide();
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

function showChat() {
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

function showComposer() {
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

function setLanguage(code) {
  language = code;
  Object.assign(document.documentElement, { lang: code, dir: code === "ar" ? "rtl" : "ltr" });
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = node.title = word(node.dataset.label);
  $("languages").ariaLabel = word("language");
  $("chats").ariaLabel = word("chats");
  for (const button of $("languages").children) button.ariaPressed = String(button.dataset.language === code);
}

let toastTimer = 0;
function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 3500);
}

// Links to the bot stay in the page; others open beside it.
function follow(url) {
  const link = new URL(url, location.href);
  const isBot = link.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
  if (!isBot) return false;
  openChat(privateChat().id);
  const payload = link.searchParams.get("start");
  if (payload !== null) act("send", { chat_id: state.open, text: `/start ${payload}`.trim() });
  return true;
}

// --- The clock, chats of one's own, and what stands in the place of the letters

function showClock() {
  $("clock").hidden = !state.movable;
  const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  $("now").textContent = new Intl.DateTimeFormat(language, form).format(sandboxNow());
}

function showStanding(room) {
  const acts = room.type === "private" ? [] : { administrator: ["demote", "remove"], member: ["promote", "remove"] }[room.bot] ?? ["add"];
  const fitting = acts.filter((one) => room.type !== "channel" || one !== "demote");
  const buttons = fitting.map((one) => {
    const button = make("button", { type: "button", textContent: word(`${one}Bot`) });
    button.onclick = () => act("bot", { chat_id: room.id, act: one });
    return button;
  });
  $("standing").replaceChildren(...buttons);
}

function showReplies(room) {
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

function open(kind) {
  const name = { channel: "aChannel", group: "aGroup", forum: "aForum" }[kind];
  const title = `${word(name)} ${new Intl.NumberFormat(language).format(state.chats.length)}`;
  return act("open", { kind, title, topics: kind === "forum" ? [word("firstTopic"), word("secondTopic")] : [] });
}

// --- Writing

function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight}px`;
  $("send").disabled = !$("text").value.trim() && !pending.file;
}

async function send() {
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

function showPending() {
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

function showMenu(isWanted) {
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

function moveInMenu(event) {
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

// --- What the person does

$("composer").onsubmit = (event) => { event.preventDefault(); send(); };
const inline_ = inlineMode($("text"), $("results"), {
  act, word, written: grow, botName: () => state.bot.username, chatId: () => state.open,
  start: (payload) => { openChat(privateChat().id); act("send", { chat_id: state.open, text: `/start ${payload}` }); },
});
$("text").oninput = () => { grow(); inline_.look(); showMenu(/^\/\w*$/.test($("text").value)); };
$("text").onkeydown = (event) => {
  if (event.isComposing) return;
  if (!$("menu").hidden && moveInMenu(event)) event.preventDefault();
  else if (event.key === "Escape") inline_.hide();
  else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); if (!inline_.enter()) send(); }
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
