// The files of the archive: numbers, and the names of broken, skipped and duplicate files.
const filesAtFirst = 50;
const filesMore = 500;
const kinds = [
  { key: "broken", title: "Broken", says: "These start like articles, but cannot be read as one." },
  { key: "skipped", title: "Skipped", says: "These are no articles." },
  { key: "duplicates", title: "Duplicates", says: "These are in the table, too." },
];

function makeSummary() {
  const dated = months.filter(month => month >= 0).sort();
  const name = month => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String(month % 12 + 1).padStart(2, "0")}`;
  const numbers = [
    ["Files", number(data.files)], ["Articles", number(total)],
    ...kinds.map(({ key, title }) => [title, number(data.left_out[key].count), key]),
  ];
  if (dated.length) numbers.push(["Oldest", name(dated[0])], ["Newest", name(dated.at(-1))]);
  for (const [name, value, key] of numbers) {
    const shown = key && value !== "0" ? make("a", { href: `#files-${key}` }, value) : value;
    byId("summary").append(make("div", {}, make("dt", {}, name), make("dd", {}, shown)));
  }
  if (data.has_filters) {
    byId("filtered").textContent = `. Filters left out ${number(data.left_out.unwanted)} files.`;
  }
}

function makeFiles() {
  for (const { key, title, says } of kinds) {
    const { count, files } = data.left_out[key];
    if (!count) continue;
    const list = make("ul", {}, ...files.slice(0, filesAtFirst).map(file));
    const room = make("details", { className: "card", id: `files-${key}`, tabIndex: -1 },
      make("summary", {}, make("h3", {}, `${title}: ${number(count)}`)),
      make("p", { className: "dim" }, says), reasons(files), list);
    if (files.length > filesAtFirst) room.append(moreFiles(files, list));
    if (count > files.length) {
      room.append(make("p", { className: "dim" }, `The first ${number(files.length)} are listed here. ` +
        "All are listed by: newsprint convert --rejects"));
    }
    byId("files").append(room);
  }
  byId("files").hidden = !byId("files").querySelector("details");
}

function file({ path, reason, articles }) {
  const name = articles ? make("a", { href: address({ article: articles[0] }) }, path) : path;
  const item = make("li", {}, quote("span", "", { className: "path" }), make("span", { className: "dim" }, reason));
  item.firstChild.lang = language(path);
  item.firstChild.append(name);
  if (articles) item.append(" ", make("a", { href: address({ article: articles[1] }) }, "Open that one"));
  return item;
}

/** Returns a list with the number of files for each reason. The place in the file is not part of the reason. */
function reasons(files) {
  const counts = new Map();
  for (const { reason } of files) {
    const kind = reason.replace(/,? (at line|as) .*/s, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).slice(0, filesAtFirst);
  return make("ul", { className: "reasons" },
    ...sorted.map(([reason, count]) => make("li", {}, make("b", {}, number(count)), ` ${reason}`)));
}

function moreFiles(files, list) {
  const left = () => files.length - list.children.length;
  const says = () => `Show more of ${number(left())} others`;
  const more = make("button", { type: "button", className: "more" }, says());
  more.addEventListener("click", () => {
    const start = list.children.length;
    list.append(...files.slice(start, start + filesMore).map(file));
    more.textContent = says();
    more.hidden = left() === 0;
  });
  return more;
}
