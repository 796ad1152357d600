// The side panel: uploads and their progress, the list of documents, deletion after a question.

import { find, make } from "/web/elements.js";
import { call, failure, readEvents } from "/web/calls.js";
import { word, writtenDate } from "/web/words.js";

const PAGE_DOCUMENTS = 30;
const FILTER_PAUSE_MS = 250;
let cursor = null;
let asked = 0;

/** Wire the panel up; the list is read when the panel is shown first. */
export function startPanel() {
  find("panel-toggle").addEventListener("click", () => showPanel(find("panel").hidden));
  find("panel-close").addEventListener("click", () => showPanel(false));
  find("files").addEventListener("change", takeFiles);
  find("documents-more").addEventListener("click", () => listDocuments(cursor));
  find("filter").addEventListener("input", afterPause(() => listDocuments(null)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !find("panel").hidden && !find("confirm").open) showPanel(false);
  });
  document.addEventListener("derek:language", () => {
    if (!find("panel").hidden) listDocuments(null);
  });
}

function showPanel(open) {
  find("panel").hidden = !open;
  find("panel-toggle").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("with-panel", open);
  if (open) {
    listDocuments(null);
    find("panel-close").focus();
  } else {
    find("panel-toggle").focus();
  }
}

function afterPause(work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, FILTER_PAUSE_MS);
  };
}

/** Read a page of the list; from the beginning when ``from`` is null. Late answers are dropped. */
async function listDocuments(from) {
  const turn = (asked += 1);
  const query = new URLSearchParams({ limit: PAGE_DOCUMENTS });
  if (from !== null) query.set("cursor", from);
  if (find("filter").value.trim()) query.set("q", find("filter").value.trim());
  let page;
  try {
    page = await (await call(`/v1/documents?${query}`)).json();
  } catch (error) {
    if (turn === asked) find("documents").replaceChildren(make("li", { class: "failure" }, error.message));
    return;
  }
  if (turn !== asked) return;
  const items = page.documents.map(drawDocument);
  if (from === null) find("documents").replaceChildren(...items);
  else find("documents").append(...items);
  cursor = page.next_cursor;
  find("documents-more").hidden = cursor === null;
  find("documents-none").hidden = find("documents").hasChildNodes();
}

function drawDocument(record) {
  const title = record.title || record.source;
  const ready = record.state === "ready";
  return make(
    "li",
    { class: "document-item" },
    ready
      ? make("a", { href: `/documents/${encodeURIComponent(record.id)}`, target: "_blank", rel: "noopener" }, title)
      : make("span", {}, title),
    make(
      "p",
      { class: "facts" },
      ready ? null : make("span", { class: `badge ${record.state}` }, word(`state.${record.state}`)),
      make("span", {}, record.source),
      record.date ? make("time", { datetime: record.date }, writtenDate(record.date)) : null,
      ready ? make("span", {}, word("documents.count", { n: record.paragraphs })) : null,
      record.reason ? make("span", { class: "failure" }, record.reason) : null,
    ),
    make(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": word("documents.delete.named", { title }),
        on: { click: () => deleteDocument(record.id, title) },
      },
      word("documents.delete"),
    ),
  );
}

async function deleteDocument(id, title) {
  const dialog = find("confirm");
  find("confirm-text").textContent = word("documents.confirm", { title });
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue !== "yes") return;
  try {
    await call(`/v1/documents/${encodeURIComponent(id)}`, { method: "DELETE" });
  } catch (error) {
    find("jobs").append(make("p", { class: "failure", role: "alert" }, error.message));
  }
  await listDocuments(null);
}

async function takeFiles(event) {
  const files = [...event.target.files];
  event.target.value = "";
  if (files.length === 0) return;
  const line = make("p", { class: "job" }, word("upload.sending"));
  find("jobs").replaceChildren(line);
  const form = new FormData();
  for (const file of files) form.append("file", file);
  try {
    const { job_id: id } = await (await call("/v1/documents", { method: "POST", body: form })).json();
    const response = await call(`/v1/jobs/${encodeURIComponent(id)}/events`);
    let job = null;
    for await (const update of readEvents(response.body)) {
      job = update.value;
      const read = job.documents.find((item) => item.state === "pending" && item.reason);
      const page = read ? ` · ${read.source}: ${read.reason}` : "";
      line.textContent = word(`job.${job.state}`, { done: job.done, total: job.total }) + page;
    }
    if (job === null) throw failure("network", "");
    line.replaceWith(...drawResult(job));
  } catch (error) {
    line.replaceWith(make("p", { class: "failure", role: "alert" }, error.message));
  }
  await listDocuments(null);
}

function drawResult(job) {
  const failed = job.documents.filter((item) => item.state === "failed");
  const n_ready = job.documents.length - failed.length;
  return [
    make("p", { class: "job" }, word(`job.${job.state}`, { done: n_ready, total: job.total })),
    ...failed.map((item) => make("p", { class: "failure" }, `${item.source}: ${item.reason ?? ""}`)),
  ];
}
