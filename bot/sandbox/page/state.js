// What the page knows: the world as the sandbox told it, and what the person is about to send.

export const state = { ahead: 0, me: {}, bot: {}, chats: [], open: null, unread: new Map(), drafts: new Map(), topics: new Map(), pressed: new Map() };

export const pending = { file: null, asFile: false, reply: null };

export const chat = () => state.chats.find((one) => one.id === state.open);

export const privateChat = () => state.chats.find((one) => one.type === "private");

export const nameOf = (one) => (one.type === "private" ? state.bot.name : one.title);

/** The sandbox's clock, which people move, in milliseconds. */
export const sandboxNow = () => Date.now() + state.ahead;
