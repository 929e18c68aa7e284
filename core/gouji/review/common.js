"use strict";
const root = document.documentElement;
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// What a browser opened from disk may not allow is done without.
function remembered(name, value) {
  try {
    if (value === undefined) return localStorage.getItem("gouji." + name);
    localStorage.setItem("gouji." + name, value);
  } catch { /* no storage */ }
  return null;
}

// An element; children are elements or texts, never markup.
function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

// A word in both languages; the style shows one.
const say = (name) => pairOf(data.words[name]);
function pairOf([zh, en]) {
  const both = make("span");
  if (zh === en) both.append(zh);
  else both.append(make("span", { lang: "zh" }, zh), make("span", { lang: "en" }, en));
  return both;
}
const plain = (name) => data.words[name][root.dataset.language === "en" ? 1 : 0];

function speak(language) {
  root.dataset.language = language;
  root.lang = language;
  remembered("language", language);
  for (const named of all("[data-title]")) named.title = plain(named.dataset.title);
  for (const named of all("[data-label]")) named.setAttribute("aria-label", plain(named.dataset.label));
}
const browser = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";
speak(remembered("language") || browser);
$("language").addEventListener("click", () => speak(root.dataset.language === "zh" ? "en" : "zh"));

if (remembered("theme")) root.dataset.theme = remembered("theme");
$("theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remembered("theme", root.dataset.theme);
});
$("print").addEventListener("click", () => window.print());
