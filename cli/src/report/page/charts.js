// The charts. Each is a table with a bar in each row. The chart of months also has columns.
const barsAtFirst = 8;
const barsMore = 25;
const mostColumns = 120;
const mostLabels = 12;
const rooms = new Map();

/** Creates the elements of the charts. On a phone, only the chart of months is open. */
function makeCharts() {
  const isWide = matchMedia("(min-width: 40rem)").matches;
  const all = [{ key: "published", title: "Published" }, ...charts.filter(chart => chart.values.length)];
  for (const { key, title } of all) {
    const room = make("div", { className: "room" });
    const isOpen = isWide || key === "published";
    rooms.set(key, { room, title, most: barsAtFirst });
    const place = key === "published" ? "time" : "charts";
    byId(place).append(make("details", { className: "chart card", open: isOpen },
      make("summary", {}, make("h2", {}, title)), room));
  }
}

function showCharts(found) {
  const focused = document.activeElement?.dataset?.name && { ...document.activeElement.dataset };
  showMonths(found);
  for (const chart of charts) {
    if (rooms.has(chart.key)) showBars(chart, found);
  }
  if (focused) {
    const buttons = [...document.querySelectorAll(`.chart button[data-key="${focused.key}"]`)];
    buttons.find(button => button.dataset.name === focused.name)?.focus({ preventScroll: true });
  }
}

function showBars(chart, found) {
  const counts = new Uint32Array(chart.names.length);
  for (const i of found) eachName(chart, i, name => counts[name]++);
  let names = [...counts.keys()];
  if (!chart.isOrdered) {
    names = names.filter(name => counts[name] > 0);
    const isChosen = name => state.getAll(chart.key).includes(chart.names[name]);
    const chosen = new Set(names.filter(isChosen));
    names.sort((a, b) => chosen.has(b) - chosen.has(a) || counts[b] - counts[a] || a - b);
  }
  const { room, title, most } = rooms.get(chart.key);
  const rows = names.slice(0, most).map(name => ({
    name: chart.names[name], count: counts[name], help: data.columns.helps[chart.names[name]],
  }));
  room.replaceChildren(names.length ? bars(chart.key, title, rows, found.length) :
    make("p", { className: "dim" }, "None in these articles."));
  if (names.length > most) {
    const more = make("button", { type: "button", className: "more" },
      `Show more of ${number(names.length - most)} others`);
    more.addEventListener("click", () => {
      rooms.get(chart.key).most += barsMore;
      showBars(chart, found);
    });
    room.append(more);
  }
}

/** Returns a table with one bar per row. */
function bars(key, title, rows, all) {
  const chosen = state.getAll(key);
  const most = Math.max(1, ...rows.map(row => row.count));
  const body = make("tbody");
  for (const { name, count, help } of rows) {
    const button = quote("button", name, {
      type: "button", title: said(name, count, all), disabled: count === 0,
    });
    button.setAttribute("aria-pressed", chosen.includes(name));
    Object.assign(button.dataset, { key, name });
    button.addEventListener("click", () => choose(key, name));
    const head = make("th", { scope: "row" }, button);
    if (help) head.append(make("p", { className: "dim" }, help));
    const row = make("tr", {}, head, make("td", {}, number(count)));
    row.style.setProperty("--share", `${100 * count / most}%`);
    body.append(row);
  }
  return make("table", { className: "bars" }, make("caption", { className: "hidden" }, title),
    make("thead", { className: "hidden" }, make("tr", {},
      make("th", { scope: "col" }, title), make("th", { scope: "col" }, "Articles"))), body);
}

/** Returns the text of a bar's tooltip. */
function said(name, count, all) {
  const share = all ? `, ${(100 * count / all).toFixed(1)} %` : "";
  return `${name}: ${number(count)} ${count === 1 ? "article" : "articles"}${share}`;
}

function showMonths(found) {
  const counts = new Map();
  for (const i of found) counts.set(months[i], (counts.get(months[i]) ?? 0) + 1);
  const none = counts.get(-1) ?? 0;
  counts.delete(-1);
  const { rows, unit } = periods(counts);
  const { room } = rooms.get("published");
  const isOpen = room.querySelector("details")?.open ?? false;
  room.replaceChildren();
  if (rows.length) {
    const most = rows.reduce((most, row) => row.count > most.count ? row : most);
    const caption = `Articles by ${unit}: ${rows[0].name} to ${rows.at(-1).name}, ` +
      `at most ${number(most.count)} in ${most.name}${none ? `; ${number(none)} without a date` : ""}`;
    room.append(columns(rows, most.count, caption, found.length), make("p", { className: "dim" }, caption));
  }
  if (none) rows.push({ name: "none", count: none });
  const table = bars("published", `By ${unit}`, rows.filter(row => row.count), found.length);
  room.append(make("details", { open: isOpen }, make("summary", {}, `Table by ${unit}`), table));
}

/** Returns the number of articles in each month, or in each year if the months are too many. */
function periods(counts) {
  const all = [...counts.keys()].sort((a, b) => a - b);
  const isMonths = all.at(-1) - all[0] < mostColumns;
  const years = new Map();
  if (!isMonths) {
    for (const [month, count] of counts) {
      const year = Math.floor(month / 12);
      years.set(year, (years.get(year) ?? 0) + count);
    }
  }
  const pad = (number, length) => String(number).padStart(length, "0");
  const name = isMonths ? month => `${pad(Math.floor(month / 12), 4)}-${pad(month % 12 + 1, 2)}` : year => pad(year, 4);
  const found = isMonths ? counts : years;
  let units = [...found.keys()].sort((a, b) => a - b);
  // Adds the months or years without articles, unless there would be too many columns.
  const span = units.at(-1) - units[0] + 1;
  if (span <= mostColumns) units = Array.from({ length: span }, (_, at) => units[0] + at);
  const rows = units.map(unit => ({ name: name(unit), count: found.get(unit) ?? 0 }));
  return { rows, unit: isMonths ? "month" : "year" };
}

/** Returns a chart with one column per row. A table below it has the same values. */
function columns(rows, most, caption, all) {
  const chosen = state.getAll("published");
  const hasNumbers = rows.length <= mostLabels;
  const bars = rows.map(({ name, count }) => {
    const column = make("div", { className: "column", title: said(name, count, all) });
    column.classList.toggle("chosen", chosen.includes(name));
    if (count) column.style.setProperty("--height", `max(2px, ${100 * count / most}%)`);
    if (hasNumbers && count) column.append(make("span", {}, compact.format(count)));
    if (count) column.addEventListener("click", () => choose("published", name));
    return column;
  });
  return make("div", { className: "months", role: "img", "aria-label": caption },
    make("div", { className: "plot" }, ...bars), axis(rows));
}

/** Returns the labels below the columns: all names, or only the years if there are many. A click selects a year. */
function axis(rows) {
  if (rows.length <= mostLabels) {
    return make("div", { className: "axis" }, ...rows.map(({ name }) =>
      make("span", {}, make("span", { className: "wide" }, name.slice(0, -2)), name.slice(-2))));
  }
  const starts = rows.map((row, at) => [row.name.slice(0, 4), at])
    .filter(([year, at]) => at === 0 || rows[at - 1].name.slice(0, 4) !== year);
  const every = Math.ceil(starts.length / mostLabels);
  const labels = starts.filter((_, at) => at % every === 0).map(([year, at]) => {
    const label = make("span", {}, year);
    label.style.insetInlineStart = `${100 * at / rows.length}%`;
    label.addEventListener("click", () => choose("published", year));
    return label;
  });
  return make("div", { className: "axis years" }, ...labels);
}

const compact = new Intl.NumberFormat("en", { notation: "compact" });
