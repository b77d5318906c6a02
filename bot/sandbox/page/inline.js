// Inline mode: what is typed behind the bot's name is asked of the bot, and a tap posts one of its results.

const PAUSE = 200;

/** `text` is the composer's field, `list` shows the results; `page` gives what the rest of the page knows and does. */
export function inlineMode(text, list, page) {
  let timer = 0;
  let asked = 0;

  const typed = () => {
    const [, name, query] = /^@(\w+)\s(.*)$/s.exec(text.value) ?? [];
    return name?.toLowerCase() === page.botName().toLowerCase() ? query.trim() : null;
  };

  function option(title, description, onclick) {
    const node = document.createElement("li");
    node.setAttribute("role", "option");
    for (const [tag, words] of [["b", title], ["span", description]]) {
      const line = document.createElement(tag);
      line.dir = "auto";
      line.textContent = words;
      node.append(line);
    }
    node.onclick = onclick;
    return node;
  }

  async function choose(query, id) {
    if (!(await page.act("choose", { query, result: id }))) return;
    text.value = "";
    hide();
    page.written();
    text.focus();
  }

  async function ask(query, offset = "") {
    const mine = ++asked;
    const answer = await page.act("inline", { chat_id: page.chatId(), text: query, offset });
    if (mine !== asked || !answer || typed() !== query) return;
    const options = answer.results.map((one) => option(one.title, one.description, () => choose(answer.query, one.id)));
    if (answer.button) options.push(option(answer.button.text, "", () => { text.value = ""; hide(); page.start(answer.button.start); }));
    if (answer.next_offset) {
      const more = option(page.word("more"), "", () => { more.remove(); ask(query, answer.next_offset); });
      options.push(more);
    }
    if (offset) list.append(...options);
    else list.replaceChildren(...options);
    list.hidden = list.children.length === 0;
  }

  function hide() {
    asked++;
    clearTimeout(timer);
    list.hidden = true;
  }

  return {
    /** Whenever the text changed. */
    look() {
      const query = typed();
      if (query === null) return hide();
      clearTimeout(timer);
      timer = setTimeout(() => ask(query), PAUSE);
    },
    hide,
    /** Begins a query, as a button that shares does. */
    begin(query) {
      text.value = `@${page.botName()} ${query}`;
      page.written();
      text.focus();
      ask(query.trim());
    },
    /** Enter posts the first result; true if there was a list to post from. */
    enter() {
      if (list.hidden || typed() === null) return false;
      list.firstElementChild.click();
      return true;
    },
  };
}
