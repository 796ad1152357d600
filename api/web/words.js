// The words of the interface, in the language the reader chose or the browser asks for.

import { make } from "/web/elements.js";

export const LANGUAGES = ["kk", "ru", "en"];
const STORED = "derek.language";

let language = "en";
let words = {};

/** The language now. */
export const currentLanguage = () => language;

/** The word with its {places} filled in; the name itself when there is no such word. */
export function word(name, values = {}) {
  const text = words[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (place, key) => (key in values ? String(values[key]) : place));
}

/** An element that holds this word and changes with the language. */
export function worded(tag, name, properties = {}) {
  return make(tag, { ...properties, "data-word": name }, word(name));
}

/** Whether there is a word of this name. */
export const hasWord = (name) => name in words;

/** A date as the language writes it; in digits for Kazakh, whose months many browsers lack. */
export function writtenDate(date) {
  if (language === "kk") return date.split("-").reverse().join(".");
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
}

/** Load the words of a language, remember it, and put them into the page. */
export async function useLanguage(chosen) {
  const response = await fetch(`/web/words/${chosen}.json`);
  words = await response.json();
  language = chosen;
  document.documentElement.lang = chosen;
  fillWords(document);
  document.dispatchEvent(new CustomEvent("derek:language"));
}

/** What the reader chose before, else the first language of the browser that we speak. */
export function preferredLanguage() {
  const wanted = [stored(), ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
  return wanted.find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

/** Keep the choice for the next visit. */
export function rememberLanguage(chosen) {
  try {
    localStorage.setItem(STORED, chosen);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

function stored() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** data-word is the text, data-word-label the accessible name, data-word-placeholder the hint. */
export function fillWords(root) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of root.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", word(element.dataset.wordLabel));
  }
  for (const element of root.querySelectorAll("[data-word-placeholder]")) {
    element.placeholder = word(element.dataset.wordPlaceholder);
  }
}
