// Starts the page, and shows the state in the address.
let listPlace = 0;
let left = null;

function show(address) {
  const before = state;
  state = new URLSearchParams(address.slice(1));
  const found = find();
  const name = state.get("article");
  const article = name === null ? -1 : Number(name);
  const isArticle = Number.isInteger(article) && article >= 0 && article < total;
  if (isArticle && !byId("list").hidden) listPlace = scrollY;
  byId("list").hidden = isArticle;
  byId("opened").hidden = !isArticle;
  if (isArticle) {
    left = article;
    open(article, found);
    return;
  }
  opening = null;
  document.title = data.name;
  showCharts(found);
  showTable(found);
  if (before.get("page") !== state.get("page")) byId("articles").scrollIntoView();
  if (left !== null) {
    scrollTo(0, listPlace);
    document.querySelector(`[data-article="${left}"]`)?.focus({ preventScroll: true });
    left = null;
  }
}

/** Scrolls to a part of the page, without changing its state. */
function jump(id) {
  const part = byId(id);
  if (part.localName === "details") part.open = true;
  part.scrollIntoView();
  part.focus({ preventScroll: true });
}

document.addEventListener("click", event => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const to = link.getAttribute("href");
  if (to.length > 1 && byId(to.slice(1))) jump(to.slice(1));
  else go(to);
});
addEventListener("popstate", () => show(location.hash));
history.scrollRestoration = "manual";
document.querySelector("h1").lang = language(data.name);
makeSummary();
makeFiles();
makeCharts();
makeTable();
show(location.hash);
