// The document page: its few words in the reader's language.

import { startPage } from "/web/chrome.js";

const own = document.documentElement.lang;
await startPage();
document.getElementById("text").lang = own;
