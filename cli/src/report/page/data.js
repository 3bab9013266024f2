"use strict";
// The data that Rust wrote. A column has one value for each article. The index is the article's number.
const data = JSON.parse(document.getElementById("data").textContent);
document.getElementById("data").remove();
const { titles, seconds, characters } = data.columns;
const total = titles.length;

// The charts with one bar per name. `values` has the numbers of the names, one article after another. `ends` has the
// index in `values` at which each article ends.
const charts = data.charts.map((chart, at) => {
  const { names, counts, values } = data.columns.names[at];
  const ends = new Uint32Array(total);
  let end = 0;
  for (let i = 0; i < total; i++) ends[i] = end += counts[i];
  return { ...chart, names, values, ends };
});
charts.push(lengths());
const publishers = charts[0];

/** Returns the chart of text lengths. Its bars are sorted by length, and not by the number of articles. */
function lengths() {
  const bounds = [0, 100, 300, 1000, 3000, 10000, 30000, Infinity];
  const names = bounds.map((bound, at) =>
    at === 0 ? "none" : bound === Infinity ? "more" : `up to ${number(bound)}`);
  const values = characters.map(count => bounds.findIndex(bound => count <= bound));
  const ends = Uint32Array.from(values, (_, i) => i + 1);
  return { key: "length", title: "Characters of text", names, values, ends, isOrdered: true };
}

/** The months of the articles, counted from the year 0; -1 without a date. */
const months = Int32Array.from(seconds, second => {
  if (second === null) return -1;
  const date = new Date(second * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
});

function number(count) {
  return count.toLocaleString("en");
}

function day(i) {
  return seconds[i] === null ? "" : new Date(seconds[i] * 1000).toISOString().slice(0, 10);
}

/** Calls `each` with the number of each name that an article has in a chart. */
function eachName(chart, i, each) {
  for (let at = i && chart.ends[i - 1]; at < chart.ends[i]; at++) each(chart.values[at]);
}

function namesOf(chart, i) {
  const names = [];
  eachName(chart, i, name => names.push(chart.names[name]));
  return names;
}

/** The text of each article that is searched for words. */
const haystack = titles.map((title, i) => {
  const names = charts.slice(0, 4).flatMap(chart => namesOf(chart, i));
  return `${title} ${names.join(" ")} ${day(i)}`.toLowerCase();
});

/** Returns the language of a text in the archive, or "" if its script does not determine it. */
function language(text) {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "ja";
  if (/\p{Script=Hangul}/u.test(text)) return "ko";
  return /\p{Script=Han}/u.test(text) ? "zh" : "";
}

/** Creates an element. */
function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Creates an element with a text from the archive. */
function quote(name, text, properties) {
  return make(name, { lang: language(text), ...properties }, text);
}

const byId = id => document.getElementById(id);
