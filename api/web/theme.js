// Sets the chosen theme before anything is drawn; a classic script in the head, so nothing flashes.
(() => {
  let theme = "auto";
  try {
    theme = localStorage.getItem("derek.theme") ?? theme;
  } catch {
    // Storage is switched off: the system's theme.
  }
  document.documentElement.dataset.theme = theme;
})();
