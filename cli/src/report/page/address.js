// The state of the page is in its URL, after `#`: search words, selected bars, sort order, page and open article.
let state = new URLSearchParams();

/** Returns the address (`#…`) of the current state after some changes. null removes a key. */
function address(changes) {
  const changed = new URLSearchParams(state);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) changed.delete(key);
    else changed.set(key, value);
  }
  return `#${changed}`;
}

/** Shows an address. It becomes a new entry of the browser's history, or replaces the current entry. */
function go(to, isReplaced) {
  try {
    if (isReplaced) history.replaceState(null, "", to);
    else history.pushState(null, "", to);
  } catch {
    // Browsers limit how often the history changes, for example when somebody types fast. The state is shown anyway.
  }
  show(to);
}

/** Selects or deselects a name of a chart. Only one month can be selected. */
function choose(key, name) {
  const changed = new URLSearchParams(state);
  const isChosen = changed.getAll(key).includes(name);
  if (isChosen || key === "published") changed.delete(key, isChosen ? name : undefined);
  if (!isChosen) changed.append(key, name);
  changed.delete("page");
  go(`#${changed}`);
}

/** Returns the order in the address, or the default order. */
function sorting() {
  const sort = state.get("sort");
  return Object.hasOwn(sortKeys, (sort ?? "").replace(/^-/, "")) ? sort : "-published";
}

/** Returns the numbers of the matching articles, in the sort order. */
function find() {
  const words = (state.get("words") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const tests = words.map(word => i => haystack[i].includes(word));
  for (const name of state.getAll("published")) tests.push(published(name));
  for (const chart of charts) {
    for (const name of state.getAll(chart.key)) {
      const wanted = chart.names.indexOf(name);
      tests.push(i => {
        let has = false;
        eachName(chart, i, found => { has ||= found === wanted; });
        return has;
      });
    }
  }
  const all = order(sorting());
  return tests.length ? all.filter(i => tests.every(test => test(i))) : all;
}

/** Returns a test for the articles of a year ("2021") or month ("2021-04"), or without a date ("none"). */
function published(name) {
  const [year, month] = name.split("-").map(Number);
  if (name === "none") return i => months[i] < 0;
  if (month === undefined) return i => months[i] >= 0 && Math.floor(months[i] / 12) === year;
  return i => months[i] === year * 12 + month - 1;
}

const orders = new Map();

/** Returns the numbers of all articles in a sort order: "published", or "-published" for the newest first. */
function order(sort) {
  if (!orders.has(sort)) {
    const keys = keysOf(sort.replace(/^-/, ""));
    const sign = sort.startsWith("-") ? -1 : 1;
    const rows = Uint32Array.from(titles, (_, i) => i);
    // Articles without a date are last in both orders.
    orders.set(sort, rows.sort((a, b) =>
      (keys[a] === -Infinity) - (keys[b] === -Infinity) || sign * (keys[a] - keys[b]) || a - b));
  }
  return orders.get(sort);
}

const known = new Map();

function keysOf(name) {
  if (!known.has(name)) known.set(name, sortKeys[name]());
  return known.get(name);
}

const sortKeys = {
  title: () => ranks(titles),
  published: () => Float64Array.from(seconds, second => second ?? -Infinity),
  publisher: () => {
    const rank = ranks(publishers.names);
    return Float64Array.from(titles, (_, i) => rank[publishers.values[publishers.ends[i] - 1]]);
  },
  characters: () => Float64Array.from(characters),
};

/** Returns the rank of each text in alphabetical order; Chinese by pronunciation. Equal texts have equal ranks. */
function ranks(texts) {
  const { compare } = new Intl.Collator("zh");
  const sorted = texts.map((_, at) => at).sort((a, b) => compare(texts[a], texts[b]));
  const rank = new Float64Array(texts.length);
  sorted.forEach((at, place) => {
    const before = sorted[place - 1];
    rank[at] = place && texts[before] === texts[at] ? rank[before] : place;
  });
  return rank;
}
