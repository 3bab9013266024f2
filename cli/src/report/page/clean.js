// The HTML of an article is untrusted. Only the elements and attributes named here are copied: no script, no style,
// nothing that the browser loads. The parsed document is not shown, so the browser does not load anything for it.
const copied = new Set(("p h1 h2 h3 h4 h5 h6 pre figure figcaption caption small ul ol li blockquote table tbody tr " +
  "td th hr br em strong code s sup sub").split(" "));
const numbers = { colspan: 1000, rowspan: 1000, start: Infinity, value: Infinity };
const media = { img: "Picture", video: "Video", audio: "Audio", iframe: "Embedded page" };
const dropped = new Set(["script", "style", "template", "noscript", "svg", "math", "object"]);

/** Returns the contents of an article. */
function clean(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const shown = document.createDocumentFragment();
  copy(parsed.body, shown);
  return shown;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, to);
  }
}

function copyElement(element, to) {
  const name = element.localName;
  if (dropped.has(name)) return;
  if (media[name]) to.append(medium(element));
  else if (name === "a") copyLink(element, to);
  else if (name === "table") copyTable(element, to);
  else if (copied.has(name)) to.append(copyPlain(element, name));
  else copy(element, to);
}

function copyPlain(element, name) {
  const own = document.createElement(name);
  for (const [key, most] of Object.entries(numbers)) {
    const value = parseInt(element.getAttribute(key), 10);
    if (Math.abs(value) <= most) own.setAttribute(key, value);
  }
  if (element.hasAttribute("reversed")) own.setAttribute("reversed", "");
  copy(element, own);
  return own;
}

/** Copies a table into a box that scrolls, also with keys, because a table may be wider than the page. */
function copyTable(element, to) {
  const table = copyPlain(element, "table");
  const room = make("div", { className: "scroll", tabIndex: 0, role: "group", "aria-label": "Table" }, table);
  to.append(room);
}

function copyLink(element, to) {
  const url = publicUrl(element.getAttribute("href"));
  const pictures = element.querySelector(Object.keys(media).join());
  // A link must not be in a link.
  const link = url && !pictures ? outside(url) : document.createDocumentFragment();
  copy(element, link);
  if (url && !pictures && !link.textContent.trim()) link.append(url);
  to.append(link);
  if (url && pictures && ![...to.querySelectorAll("a")].some(own => own.href === url)) {
    const leads = outside(url);
    leads.className = "medium";
    leads.append(make("b", {}, "Link"), " ", quote("span", url, { className: "url" }));
    to.append(" ", leads);
  }
}

/** Returns a link that replaces an image, a video or a frame, so that nothing is loaded. */
function medium(element) {
  const kind = media[element.localName];
  const url = publicUrl(element.getAttribute("src"));
  const says = element.getAttribute("alt") || element.getAttribute("title") || "";
  const room = url ? outside(url) : document.createElement("span");
  room.className = "medium";
  room.append(make("b", {}, kind));
  if (says.trim()) room.append(" ", quote("span", says));
  if (url) room.append(" ", quote("span", url, { className: "url" }));
  return room;
}

function outside(url) {
  return make("a", { href: url, rel: "noreferrer noopener", target: "_blank" });
}

/** Returns the URL if its scheme is http, https or mailto. Otherwise returns null, since the URL may be a script. */
function publicUrl(url) {
  if (!URL.canParse(url ?? "")) return null;
  const parsed = new URL(url);
  return ["http:", "https:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
}
