// Draws one question with its answer while the answer arrives.

import { make } from "/web/elements.js";
import { call } from "/web/calls.js";
import { drawCitation, drawPassages, placeOf } from "/web/sources.js";
import { word, worded } from "/web/words.js";

const MARKER = /\[(\d+)\]/g;
const N_CLOSEST = 3;
let n_answers = 0;

/** A turn of the conversation: the question, and an answer that grows sentence by sentence. */
export class AnswerView {
  constructor(question) {
    this.name = `answer-${(n_answers += 1)}`;
    this.citations = new Map();
    this.shown = "";
    this.text = make("p", { class: "text", "aria-live": "polite" });
    this.state = make("p", { class: "state", role: "status" }, word("searching"));
    this.body = make("div", { class: "answer" }, this.text, this.state);
    this.element = make("li", { class: "turn" }, make("p", { class: "question" }, question), this.body);
  }

  /** How far the work has come. */
  retrieved(passages) {
    this.state.textContent = word("composing", { n: passages.length });
  }

  /** One verified sentence more. */
  sentence(text, citations) {
    for (const citation of citations) this.citations.set(citation.n, citation);
    this.shown = this.shown ? `${this.shown} ${text}` : text;
    this.text.append(...(this.text.hasChildNodes() ? [" "] : []), ...this.#withMarkers(text));
  }

  /** The whole answer; the text is drawn again only where it differs from what was streamed. */
  done(answer) {
    for (const citation of answer.citations) this.citations.set(citation.n, citation);
    if (answer.text !== this.shown) this.text.replaceChildren(...this.#withMarkers(answer.text));
    this.text.lang = answer.language;
    this.state.remove();
    if (answer.standalone_question !== answer.question) this.body.prepend(understood(answer));
    if (answer.verdict === "abstained") this.#abstained(answer);
    if (answer.citations.length) this.body.append(this.#sources(answer.citations));
    this.body.append(feedback(answer.id));
  }

  /** Work that ended without an answer, with a way to try again. */
  failed(message, retry) {
    this.state.remove();
    const again = worded("button", "retry", { type: "button", class: "quiet", on: { click: retry } });
    this.body.append(make("p", { class: "failure", role: "alert" }, message, " ", again));
  }

  #abstained(answer) {
    this.body.classList.add("abstained");
    // A reply to a greeting or to another request says all by itself: nothing was looked for.
    if (answer.reason === "out_of_scope") return;
    this.body.prepend(worded("p", "abstained", { class: "verdict" }));
    this.text.after(worded("p", `reason.${answer.reason}`, { class: "hint" }));
    if (answer.passages.length) this.body.append(drawPassages(answer.passages.slice(0, N_CLOSEST)));
  }

  #sources(citations) {
    const list = citations.map((citation) => drawCitation(citation, this.#idOf(citation.n)));
    return make("section", {}, worded("h3", "sources"), make("ul", { class: "sources" }, list));
  }

  #idOf(n) {
    return `${this.name}-source-${n}`;
  }

  /** The text in pieces, each [n] that has a citation as a button that opens it. */
  #withMarkers(text) {
    const pieces = [];
    let from = 0;
    for (const match of text.matchAll(MARKER)) {
      const citation = this.citations.get(Number(match[1]));
      if (citation === undefined) continue;
      pieces.push(text.slice(from, match.index).replace(/ $/, "\u00a0"), this.#marker(citation));
      from = match.index + match[0].length;
    }
    pieces.push(text.slice(from));
    return pieces.filter((piece) => piece !== "");
  }

  #marker(citation) {
    const title = placeOf(citation.document_title, citation.section);
    return make(
      "button",
      {
        type: "button",
        class: "marker",
        "aria-label": word("source", { n: citation.n, title }),
        title,
        on: { click: () => openSource(this.#idOf(citation.n)) },
      },
      `[${citation.n}]`,
    );
  }
}

function openSource(id) {
  const source = document.getElementById(id);
  if (source === null) return; // the answer is still arriving
  source.open = true;
  source.scrollIntoView({ block: "nearest" });
  source.querySelector("summary").focus({ preventScroll: true });
}

function understood(answer) {
  return make("p", { class: "hint" }, word("understood", { question: answer.standalone_question }));
}

function feedback(answerId) {
  const line = make("p", { class: "feedback" });
  const rate = (rating) => async () => {
    await call("/v1/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answer_id: answerId, rating }),
    });
    line.replaceChildren(worded("span", "thanks"));
  };
  const button = (name, rating) =>
    worded("button", name, { type: "button", class: "quiet", on: { click: rate(rating) } });
  line.append(button("helpful", "up"), button("unhelpful", "down"));
  line.setAttribute("role", "status");
  return line;
}
