// The chat page: questions in, answers drawn as they arrive, the conversation sent along.

import { AnswerView } from "/web/answer.js";
import { startPage } from "/web/chrome.js";
import { find, make } from "/web/elements.js";
import { startPanel } from "/web/panel.js";
import { askStreaming, untilReady } from "/web/calls.js";
import { word } from "/web/words.js";

const MAX_TURNS = 20;
const N_EXAMPLES = 3;
const history = [];
let running = null;

/** Put a question, draw its answer, remember both. */
async function ask(question) {
  running?.abort();
  const stop = (running = new AbortController());
  const view = new AnswerView(question);
  begin(view);
  try {
    for await (const { name, value } of askStreaming(question, history.slice(-MAX_TURNS), stop.signal)) {
      if (name === "retrieved") view.retrieved(value.passages);
      if (name === "sentence") view.sentence(value.text, value.citations);
      if (name === "done") finish(view, value);
    }
  } catch (error) {
    const message = error.name === "AbortError" ? word("stopped") : error.message;
    view.failed(message, () => {
      view.element.remove();
      ask(question);
    });
  }
  if (running === stop) {
    running = null;
    showSending(false);
  }
}

function begin(view) {
  find("welcome").hidden = true;
  find("new").hidden = false;
  find("conversation").append(view.element);
  showSending(true);
  view.element.scrollIntoView({ block: "start" });
}

function finish(view, answer) {
  view.done(answer);
  history.push(
    { role: "user", content: answer.question },
    { role: "assistant", content: answer.text.replace(/\s*\[\d+\]/g, "") },
  );
}

function showSending(busy) {
  const send = find("send");
  send.dataset.word = busy ? "stop" : "send";
  send.textContent = busy ? word("stop") : word("send");
}

function startForm() {
  const form = find("ask");
  const field = find("question");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running !== null) {
      running.abort();
      return;
    }
    const question = field.value.trim();
    if (question === "") return;
    field.value = "";
    grow(field);
    ask(question);
  });
  field.addEventListener("input", () => grow(field));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (running === null) form.requestSubmit();
    }
  });
  find("new").addEventListener("click", startAgain);
}

/** As tall as its text, up to what the style allows. */
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function startAgain() {
  running?.abort();
  history.length = 0;
  find("conversation").replaceChildren();
  find("welcome").hidden = false;
  find("new").hidden = true;
  find("question").focus();
}

function drawExamples() {
  const buttons = Array.from({ length: N_EXAMPLES }, (_, place) => {
    const question = word(`example.${place + 1}`);
    return make("li", {}, make("button", { type: "button", on: { click: () => ask(question) } }, question));
  });
  find("examples").replaceChildren(...buttons);
}

async function tellReadiness() {
  const notice = find("notice");
  await untilReady((reason) => {
    notice.textContent = reason;
    notice.hidden = false;
  });
  notice.hidden = true;
}

document.addEventListener("derek:language", drawExamples);
startForm();
startPanel();
await startPage();
document.body.dataset.ready = "yes";
await tellReadiness();
