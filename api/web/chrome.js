// The choices at the top of every page: language and theme.

import { find } from "/web/elements.js";
import { currentLanguage, preferredLanguage, rememberLanguage, useLanguage, word } from "/web/words.js";

const THEMES = ["auto", "light", "dark"];
const SIGNS = { auto: "◐", light: "☀", dark: "☾" };

/** Put the chosen language and theme into the page and let both be changed where it offers that. */
export async function startPage() {
  const languages = find("language");
  const theme = find("theme");
  languages?.addEventListener("change", async () => {
    rememberLanguage(languages.value);
    await useLanguage(languages.value);
    if (theme) showTheme(theme);
  });
  theme?.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(themeNow()) + 1) % THEMES.length];
    document.documentElement.dataset.theme = next;
    rememberTheme(next);
    showTheme(theme);
  });
  await useLanguage(preferredLanguage());
  if (languages) languages.value = currentLanguage();
  if (theme) showTheme(theme);
}

const themeNow = () => document.documentElement.dataset.theme ?? "auto";

function showTheme(button) {
  button.textContent = SIGNS[themeNow()];
  button.title = word("theme", { theme: word(`theme.${themeNow()}`) });
  button.setAttribute("aria-label", button.title);
}

function rememberTheme(theme) {
  try {
    localStorage.setItem("derek.theme", theme);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}
