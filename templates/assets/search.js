/* goalposts template 066412b911 */
// The search page: Pagefind's index, our own list of results. The state is in the address.
(() => {
  const place = document.getElementById("p_searching");
  const { bundle, root, sayDisk: disk, sayNone: none, sayNothing: nothing, sayFound } = place.dataset;
  const STEP = 10;
  const home = new URL(root, location.href).pathname;
  const FILTERS = ["kind", "team", "status"];
  const NAMES = ["q", ...FILTERS];
  if (location.protocol === "file:") {
    say(disk);
    return;
  }
  place.append(document.getElementById("p_search").content.cloneNode(true));
  const form = place.querySelector("form");
  const status = form.querySelector("[role=status]");
  const list = place.querySelector("ol");
  const more = place.querySelector(".more");
  let library;
  let pages = {};
  let found = [];
  let shown = 0;
  let turn = 0;

  function say(words) {
    const told = document.createElement("p");
    told.className = "empty";
    told.textContent = words;
    place.replaceChildren(told);
  }

  function load() {
    const at = (name) => new URL(bundle + name, location.href).href;
    library ??= Promise.all([import(at("pagefind.js")), fetch(at("pages.json")).then((answer) => answer.json())]).then(
      async ([pagefind, known]) => {
        // addresses of results begin where the site does, however deep it is served
        await pagefind.options({ baseUrl: home, excerptLength: 24 });
        await pagefind.init();
        pages = known;
        for (const name of FILTERS) offer(name);
        return pagefind;
      },
    );
    return library;
  }

  function offer(name) {
    const words = [...new Set(Object.values(pages).map((page) => page[name]))].filter(Boolean);
    const select = form.elements[name];
    select.append(...words.sort((a, b) => a.localeCompare(b)).map((word) => new Option(word, word)));
    const given = new URLSearchParams(location.search).get(name)?.trim() ?? "";
    // what no page is any more stays chosen, and finds nothing: without its option all pages would be found
    if (given && !words.includes(given)) select.add(new Option(given, given));
    select.value = given;
  }

  function chosen() {
    const state = {};
    for (const name of NAMES) {
      const value = form.elements[name].value.trim();
      if (value) state[name] = value;
    }
    return state;
  }

  async function apply() {
    const mine = ++turn;
    let pagefind;
    try {
      pagefind = await load();
    } catch {
      say(none);
      return;
    }
    const { q, ...filters } = chosen();
    const address = new URL(location.href);
    for (const name of NAMES) address.searchParams.delete(name);
    for (const [name, value] of Object.entries(chosen())) address.searchParams.set(name, value);
    if (address.href !== location.href) history.replaceState(null, "", address);
    const isAsked = q !== undefined || Object.keys(filters).length > 0;
    const results = q === undefined ? listed() : (await pagefind.search(q)).results;
    if (mine !== turn) return; // typed on meanwhile
    const fits = ({ id }) => Object.entries(filters).every(([name, word]) => pages[id][name] === word);
    found = isAsked ? results.filter(fits) : [];
    shown = 0;
    list.replaceChildren();
    await showMore(mine);
    if (mine !== turn) return;
    status.textContent = isAsked ? (found.length ? counted(found.length) : nothing) : "";
  }

  // the page brings a form of the sentence for each kind of number that its language knows
  function counted(number) {
    const forms = JSON.parse(sayFound);
    const kind = new Intl.PluralRules(document.documentElement.lang).select(number);
    return (forms[kind] ?? forms.other).replace("{n}", String(number));
  }

  // without words there is nothing to rank by: all pages, by their titles
  function listed() {
    return Object.keys(pages)
      .map((id) => ({ id, data: async () => ({ url: home + pages[id].url.slice(1), excerpt: "" }) }))
      .sort((a, b) => pages[a.id].title.localeCompare(pages[b.id].title));
  }

  async function showMore(mine) {
    const next = found.slice(shown, shown + STEP);
    const contents = await Promise.all(next.map((result) => result.data()));
    if (mine !== turn) return;
    list.append(...contents.map((content, place) => entry(pages[next[place].id], content)));
    shown += next.length;
    more.hidden = shown >= found.length;
  }

  function entry(page, content) {
    const item = document.createElement("li");
    const title = document.createElement("p");
    const link = document.createElement("a");
    link.className = "g-title";
    link.href = content.url;
    link.textContent = page.title;
    const what = document.createElement("small");
    what.className = "dim";
    what.textContent = FILTERS.flatMap((name) => page[name] ?? []).join(", ");
    title.append(link, " ", what);
    const words = document.createElement("p");
    words.append(...marked(content.excerpt));
    item.append(title, words);
    return item;
  }

  // the excerpt is markup: only its text and its marks are taken over
  function marked(excerpt) {
    const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
    return [...parsed.childNodes].map((node) => {
      if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      return mark;
    });
  }

  let typing;
  form.addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(apply, event.target.matches("select") ? 0 : 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    apply();
  });
  form.addEventListener("focusin", () => load().catch(() => say(none)), { once: true });
  more.querySelector("button").addEventListener("click", async () => {
    const first = shown;
    await showMore(turn);
    list.children[first]?.querySelector("a").focus();
  });
  const given = new URLSearchParams(location.search);
  form.elements.q.value = given.get("q") ?? "";
  if (NAMES.some((name) => given.get(name))) load().then(apply, () => say(none));
})();
