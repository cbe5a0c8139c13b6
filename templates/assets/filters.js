/* goalposts template 9547aa1706 */
// Filters and sorts the list of goals. The state is in the address, so a filtered list can be linked to.
(() => {
  const script = document.currentScript;
  // opened from disk, a page may not read the file of rows: the counts are links and go on working
  if (location.protocol === "file:") return;
  const { rows: source, root, sayFound, sayFailed } = script.dataset;
  const STEP = 40;
  const MOST_OFFERED = 30;
  const NAMES = ["q", "level", "team", "cycle", "status", "owner", "tag", "sort"];
  const parts = document.getElementById("p_filter").content;
  const form = parts.querySelector("form");
  const results = parts.querySelector("section");
  const status = form.querySelector("[role=status]");
  const unfiltered = status.textContent;
  const list = results.querySelector("ul");
  const none = results.querySelector(".empty");
  const more = results.querySelector(".more");
  const template = document.getElementById("p_row").content.firstElementChild;
  const words = { owner: [], tag: [] };
  let whole;
  let all; // the link to the list of all goals, marked as the page that is shown
  let printed; // the address at the foot of paper
  let loading;
  let found = [];
  let shown = 0;

  script.before(form);
  const given = new URLSearchParams(location.search);
  for (const name of NAMES) give(form.elements[name], given.get(name)?.trim());

  function give(field, value) {
    if (!value) return;
    const isOffered = !field.options || [...field.options].some((option) => option.value === value);
    if (!isOffered && field.name === "sort") return;
    // what no goal has any more stays chosen, and finds nothing: without its option all goals would be found
    if (!isOffered) field.add(new Option(value, value));
    field.value = value;
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function load() {
    loading ??= fetch(source)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then(({ goals }) => {
        words.owner = inOrder(goals.map((goal) => goal.owner));
        words.tag = inOrder(goals.flatMap((goal) => goal.found.tags));
        for (const name of Object.keys(words)) offer(name);
        for (const goal of goals) {
          const said = [goal.title, goal.why, goal.team, goal.owner, goal.id, goal.status.word, ...goal.found.tags];
          goal.text = plain(said.join(" "));
        }
        return goals;
      });
    return loading;
  }

  const inOrder = (given) => [...new Set(given)].sort((a, b) => a.localeCompare(b));

  // of hundreds of people only those that fit what is typed: an element for each would make the page heavy
  function offer(name) {
    const field = form.elements[name];
    const typed = plain(field.value.trim());
    const fitting = words[name].filter((word) => plain(word).includes(typed)).slice(0, MOST_OFFERED);
    field.list.replaceChildren(...fitting.map((word) => new Option(word, word)));
  }

  function chosen() {
    const state = {};
    for (const name of NAMES) {
      const value = form.elements[name].value.trim();
      if (value) state[name] = value;
    }
    return state;
  }

  function matches(goal, state) {
    const has = goal.found;
    return (
      (!state.level || has.level === state.level) &&
      (!state.team || has.team === state.team) &&
      (!state.cycle || has.cycle === state.cycle) &&
      (!state.status || has.status === state.status) &&
      (!state.owner || has.owner === state.owner || plain(goal.owner).includes(plain(state.owner))) &&
      (!state.tag || has.tags.some((tag) => plain(tag).includes(plain(state.tag)))) &&
      plain(state.q ?? "").split(/\s+/).every((word) => goal.text.includes(word))
    );
  }

  const ORDERS = {
    title: (a, b) => a.title.localeCompare(b.title),
    due: (a, b) => a.due_iso.localeCompare(b.due_iso),
    progress: (a, b) => (b.found.progress ?? -Infinity) - (a.found.progress ?? -Infinity) || 0,
  };

  async function apply() {
    const state = chosen();
    const address = new URL(location.href);
    for (const name of NAMES) address.searchParams.delete(name);
    for (const [name, value] of Object.entries(state)) address.searchParams.set(name, value);
    if (address.href !== location.href) history.replaceState(null, "", address);
    const isFiltered = Object.keys(state).length > 0;
    if (isFiltered) {
      let goals;
      try {
        goals = await load();
      } catch {
        loading = undefined;
        status.textContent = sayFailed;
        return;
      }
      if (JSON.stringify(chosen()) !== JSON.stringify(state)) return; // typed on while the rows came
      found = goals.filter((goal) => matches(goal, state));
      if (ORDERS[state.sort]) found.sort(ORDERS[state.sort]);
      shown = 0;
      list.replaceChildren();
      showMore();
      status.textContent = sayFound.replace("{found}", String(found.length)).replace("{all}", unfiltered);
    } else {
      found = [];
      list.replaceChildren();
      status.textContent = unfiltered;
    }
    none.hidden = found.length > 0;
    form.elements.clear.hidden = !isFiltered;
    results.hidden = !isFiltered;
    if (isFiltered) all?.removeAttribute("aria-current");
    else all?.setAttribute("aria-current", "true");
    if (printed) printed.textContent = printed.dataset.address + (isFiltered ? address.search : "");
    // taken out, not hidden: with both lists the page would have twice the elements
    if (isFiltered) whole?.remove();
    else if (whole) results.after(whole);
  }

  function showMore() {
    const next = found.slice(shown, shown + STEP);
    list.append(...next.map(row));
    shown += next.length;
    more.hidden = shown >= found.length;
  }

  // the same markup as the rows of the page: templates/partials/macros.html, goal_row
  function row(goal) {
    const item = document.importNode(template, true);
    const at = (selector) => item.querySelector(selector);
    const badge = at(".st");
    badge.classList.add(goal.status.css);
    badge.querySelector("use").setAttribute("href", `#i-${goal.status.icon}`);
    const words = badge.querySelector("span");
    words.textContent = goal.status.note ? `${goal.status.word},` : goal.status.word;
    if (goal.status.note) {
      const note = document.createElement("small");
      note.textContent = goal.status.note;
      words.append(note);
    } else {
      words.replaceWith(goal.status.word);
    }
    at(".g-title").textContent = goal.title;
    at(".g-title").href = root + goal.url;
    if (goal.why) at(".g-why").textContent = goal.why;
    else at(".g-why").remove();
    if (!goal.moved) at(".g-moved").remove();
    const [name, comma, owner] = at(".g-meta").children;
    name.textContent = goal.team || goal.owner;
    if (goal.team) owner.textContent = goal.owner;
    else [comma, owner].forEach((element) => element.remove());
    draw(at(".meter"), goal.meter);
    const [done, rest] = goal.numbers;
    if (done) at(".g-num b").textContent = done;
    else at(".g-num b").remove();
    at(".g-num").append(rest);
    at("time").textContent = goal.due;
    at("time").dateTime = goal.due_iso;
    return item;
  }

  function draw(meter, bar) {
    meter.classList.add(bar.css);
    meter.classList.toggle("is-old", bar.is_old);
    for (const [piece, x, width] of [
      [".m-short", bar.short_x, bar.short_width],
      [".m-fill", bar.fill_x, bar.fill_width],
      ["svg", bar.marker_x, ""],
    ]) {
      const element = meter.querySelector(piece);
      if (!x) element.remove();
      else element.setAttribute("x", x);
      if (x && width) element.setAttribute("width", width);
    }
  }

  let typing;
  form.addEventListener("input", (event) => {
    clearTimeout(typing);
    if (event.target.name in words) offer(event.target.name);
    typing = setTimeout(apply, event.target.matches("select") ? 0 : 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("focusin", () => load().catch(() => (loading = undefined)), { once: true });
  for (const button of [form.elements.clear, none.querySelector("button")]) {
    button.addEventListener("click", () => {
      for (const name of NAMES) form.elements[name].value = "";
      form.elements.q.focus();
      apply();
    });
  }
  more.querySelector("button").addEventListener("click", () => {
    const first = shown;
    showMore();
    list.children[first]?.querySelector("a").focus();
  });
  // the list comes further down the page: it is not there yet
  document.addEventListener("DOMContentLoaded", () => {
    whole = document.getElementById("p_list");
    whole.before(results);
    all = document.querySelector(".counts [aria-current]");
    printed = document.querySelector(".foot .print-only");
    if (printed) printed.dataset.address = printed.textContent;
    if (Object.keys(chosen()).length > 0) apply();
  });
})();
