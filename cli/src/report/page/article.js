// The open article. Its data is in a shard: a script in a folder next to the page, which is loaded on demand.
const shards = new Map();
const mostShards = 20;
let opening = null;

/** The function that a shard calls with its articles. */
function shard(at, articles) {
  shards.get(at)?.loaded(articles);
}

function load(at) {
  if (!shards.has(at)) {
    if (shards.size >= mostShards) shards.delete(shards.keys().next().value);
    const kept = {};
    kept.articles = new Promise((resolve, reject) => {
      kept.loaded = resolve;
      const script = make("script", { src: `${encodeURIComponent(data.folder)}/${at}.js` });
      script.addEventListener("error", () => {
        shards.delete(at);
        reject(new Error(`The articles are in the folder ${data.folder}. Keep it beside this page.`));
      });
      script.addEventListener("load", () => script.remove());
      document.head.append(script);
    });
    shards.set(at, kept);
  }
  return shards.get(at).articles;
}

/** Shows an article, unless another one is requested before it is loaded. */
async function open(i, found) {
  opening = i;
  const at = data.starts.findLastIndex(start => start <= i);
  let parts;
  try {
    const articles = await load(at);
    parts = shown(articles[i - data.starts[at]]);
  } catch (error) {
    parts = [make("h1", { tabIndex: -1 }, "Not found"), make("p", {}, error.message)];
  }
  if (opening !== i) return;
  const place = found.indexOf(i);
  const article = make("article", {}, ...parts);
  article.dataset.number = i;
  byId("opened").replaceChildren(steps(found, place, "Articles"), article, steps(found, place, "Articles, again"));
  const title = article.querySelector("h1");
  document.title = `${title.textContent} – ${data.name}`;
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Returns links to the previous and the next article of the table, and back to the table. */
function steps(found, place, label) {
  const link = (text, rel, to) => to === undefined || place < 0 ? make("span", { className: "dim" }, text) :
    make("a", { rel, href: address({ article: to }) }, text);
  const count = place < 0 ? "" : `${number(place + 1)} of ${number(found.length)}`;
  return make("nav", { className: "steps", "aria-label": label },
    make("a", { href: address({ article: null }), className: "back" }, "Back"),
    link("Previous", "prev", found[place - 1]), make("span", { className: "dim" }, count),
    link("Next", "next", found[place + 1]));
}

function shown(article) {
  const url = publicUrl(article.link);
  const link = url ? outside(url) : make("span", {});
  link.append(article.link);
  const about = [
    ["Published", article.published && `${article.published}${origin(article.origin)}`],
    ["Author", article.authors.length && quote("span", article.authors.join(", "))],
    ["Link", article.link && link],
    ["Tags", article.tags.length && quote("span", article.tags.join(", "))],
    ["File", quote("span", article.path)],
  ];
  const list = make("dl", { className: "about" });
  for (const [name, value] of about) {
    if (value) list.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  }
  const body = make("div", { className: "body" }, clean(article.html));
  body.lang = language(article.title + body.textContent);
  if (!body.hasChildNodes()) body.append(make("p", { className: "dim", lang: "en" }, "This article has no text."));
  const parts = [quote("h1", article.title || "(no title)", { tabIndex: -1 }), list, body];
  if (article.warnings.length) {
    parts.push(make("section", { className: "card", "aria-label": "Warnings" }, make("h2", {}, "Warnings"),
      make("ul", {}, ...article.warnings.map(warning => make("li", {}, warning)))));
  }
  return parts;
}

/** Returns a note about the part of the file that the date is from. */
function origin(name) {
  return name ? `, from the file's ${name.replaceAll("_", " ")}` : "";
}
