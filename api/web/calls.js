// Calls the service; a failure becomes a sentence in the reader's language.

import { hasWord, word } from "/web/words.js";

/** A failure with a sentence for people and a code for programs. */
export class Failure extends Error {
  constructor(message, code = "") {
    super(message);
    this.code = code;
  }
}

/** The response of a call that went well. Throws Failure, or AbortError when it was stopped. */
export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw error.name === "AbortError" ? error : new Failure(word("error.network"), "network");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw failure(problem.code ?? "", problem.detail ?? "");
}

/** A failure of this code: our words for it when we have them, else what the service said. */
export function failure(code, detail) {
  const known = hasWord(`error.${code}`) ? word(`error.${code}`) : null;
  return new Failure(known ?? (detail || word("error.unknown")), code);
}

/** The events of a Server-Sent Events body, as {name, value}. */
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) yield parseEvent(block);
  }
}

function parseEvent(block) {
  const event = { name: "message", value: null };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) event.name = line.slice(7);
    if (line.startsWith("data: ")) event.value = JSON.parse(line.slice(6));
  }
  return event;
}

/** Ask, and yield the events of the answer. Throws Failure when it breaks off. */
export async function* askStreaming(question, history, signal) {
  const response = await call("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history, stream: true }),
    signal,
  });
  let last = "";
  for await (const event of readEvents(response.body)) {
    if (event.name === "error") throw failure(event.value.code, event.value.message);
    yield event;
    last = event.name;
  }
  if (last !== "done") throw new Failure(word("error.cut"), "cut");
}

/** Resolves once the service is ready; tells the reason as long as it is not. */
export async function untilReady(tell) {
  for (;;) {
    try {
      await call("/readyz");
      return;
    } catch (error) {
      tell(error.message);
    }
    await new Promise((resolve) => setTimeout(resolve, 800));
  }
}
