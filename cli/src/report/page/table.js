// The table of articles, and its description: the number of articles, the selected bars, the page.
const rowsOnPage = 50;
// The first click on a column selects its first order.
const heads = [
  { key: "title", name: "Title", orders: ["title", "-title"], says: ["A to Z", "Z to A"] },
  { key: "published", name: "Published", orders: ["-published", "published"], says: ["newest first", "oldest first"] },
  { key: "publisher", name: "Publisher", orders: ["publisher", "-publisher"], says: ["A to Z", "Z to A"] },
  { key: "characters", name: "Characters", orders: ["-characters", "characters"], says: ["longest first", "shortest first"] },
];

function makeTable() {
  for (const { name, orders } of heads) {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      const next = orders[(orders.indexOf(sorting()) + 1) % orders.length];
      go(address({ sort: next, page: null }));
    });
    byId("rows").tHead.rows[0].append(make("th", { scope: "col" }, button));
  }
  for (const { name, orders, says } of heads) {
    orders.forEach((order, at) =>
      byId("sort").append(make("option", { value: order }, `${name}: ${says[at]}`)));
  }
  byId("sort").addEventListener("change", event => go(address({ sort: event.target.value, page: null })));
  byId("words").addEventListener("input", event =>
    go(address({ words: event.target.value || null, page: null }), true));
}

function showTable(found) {
  const last = Math.max(1, Math.ceil(found.length / rowsOnPage));
  const page = Math.min(last, Math.max(1, Math.floor(state.get("page")) || 1));
  const start = (page - 1) * rowsOnPage;
  const sort = sorting();
  byId("sort").value = sort;
  heads.forEach(({ orders }, at) => {
    const cell = byId("rows").tHead.rows[0].cells[at];
    const isUp = !sort.startsWith("-");
    if (orders.includes(sort)) cell.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    else cell.removeAttribute("aria-sort");
  });
  byId("rows").tBodies[0].replaceChildren(...[...found.slice(start, start + rowsOnPage)].map(row));
  showPages(page, last);
  showChosen();
  if (document.activeElement !== byId("words")) byId("words").value = state.get("words") ?? "";
  const count = `${number(found.length)} ${found.length === 1 ? "article" : "articles"}`;
  byId("count").textContent = found.length === total ? count : `${count} of ${number(total)}`;
}

function row(i) {
  const publisher = namesOf(publishers, i)[0];
  const title = quote("a", titles[i] || "(no title)", { href: address({ article: i }) });
  title.dataset.article = i;
  // Shown on a phone, instead of the other columns.
  const below = [day(i), publisher, `${number(characters[i])} chars`].filter(Boolean).join(" · ");
  return make("tr", {},
    make("td", {}, title, make("div", { className: "below dim" }, below)),
    make("td", {}, day(i)),
    make("td", {}, publisher),
    make("td", {}, number(characters[i])));
}

function showPages(page, last) {
  const link = (text, to) => {
    if (to < 1 || to > last || to === page) return make("span", { className: "dim" }, text);
    return make("a", { href: address({ page: to === 1 ? null : to }) }, text);
  };
  byId("pages").hidden = last === 1;
  byId("pages").replaceChildren(link("First", 1), link("Previous", page - 1),
    make("span", {}, `Page ${number(page)} of ${number(last)}`), link("Next", page + 1), link("Last", last));
}

/** Shows the selected bars. A click on one deselects it. */
function showChosen() {
  const chips = [];
  for (const { key, title } of [{ key: "published", title: "Published" }, ...charts]) {
    for (const name of state.getAll(key)) {
      const button = make("button", { type: "button", className: "chip" },
        `${title}: `, quote("b", name), make("span", { "aria-hidden": "true" }, " ×"),
        make("span", { className: "hidden" }, ", remove"));
      button.addEventListener("click", () => choose(key, name));
      chips.push(button);
    }
  }
  if (chips.length) chips.push(make("a", { href: "#articles", className: "jump" }, "See the articles"));
  byId("chosen").replaceChildren(...chips);
}
