// Draws the reference of the HTTP interface from /openapi.json, without any outside library.

import { find, make } from "/web/elements.js";

const spec = await (await fetch("/openapi.json")).json();

/** A schema with its reference followed. */
function followed(schema) {
  const name = schema?.$ref?.split("/").pop();
  return name ? spec.components.schemas[name] : schema;
}

/** What a field may hold, in words: string, Citation[], string | null. */
function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") return `${typeOf(schema.items ?? {})}[]`;
  return schema.format ? `${schema.type} (${schema.format})` : (schema.type ?? "any");
}

function drawFields(schema) {
  const fields = Object.entries(followed(schema)?.properties ?? {});
  if (fields.length === 0) return null;
  const required = new Set(followed(schema).required ?? []);
  const rows = fields.map(([name, field]) =>
    make(
      "tr",
      {},
      make("td", {}, make("code", {}, name), required.has(name) ? "" : " ?"),
      make("td", {}, typeOf(field)),
      make("td", {}, field.description ?? ""),
    ),
  );
  return make("div", { class: "table" }, make("table", {}, make("tbody", {}, rows)));
}

function drawExamples(content) {
  return Object.values(content?.examples ?? {}).map((example) =>
    make(
      "details",
      {},
      make("summary", {}, example.summary),
      make("pre", {}, JSON.stringify(example.value, null, 2)),
    ),
  );
}

function drawBodies(title, content) {
  return Object.entries(content ?? {}).map(([type, body]) =>
    make(
      "details",
      {},
      make("summary", {}, `${title}: ${typeOf(body.schema ?? {})} · ${type}`),
      drawFields(body.schema),
      drawExamples(body),
      body.example ? make("pre", {}, body.example) : null,
    ),
  );
}

/** Paragraphs of a description, `code` as code. */
function drawText(text) {
  return text.split("\n\n").map((paragraph) =>
    make(
      "p",
      {},
      paragraph.split("`").map((piece, place) => (place % 2 ? make("code", {}, piece) : piece)),
    ),
  );
}

function drawCall(method, path, call) {
  const parameters = (call.parameters ?? []).map((item) => `${item.name}: ${typeOf(item.schema)}`);
  const success = Object.entries(call.responses).filter(([status]) => status.startsWith("2"));
  return make(
    "section",
    { class: "call" },
    make("p", {}, make("code", { class: "method" }, method.toUpperCase()), make("code", {}, path)),
    drawText(call.description ?? call.summary),
    parameters.length ? make("p", { class: "facts" }, parameters.join(" · ")) : null,
    drawBodies("Request", call.requestBody?.content),
    success.map(([status, response]) => drawBodies(`Response ${status}`, response.content)),
  );
}

function drawTag(tag) {
  const calls = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, call]) => call.tags?.includes(tag.name))
      .map(([method, call]) => drawCall(method, path, call)),
  );
  return [make("h2", {}, tag.description), ...calls];
}

function drawSchemas() {
  return Object.entries(spec.components.schemas).map(([name, schema]) =>
    make("details", {}, make("summary", {}, name), make("p", {}, schema.description ?? ""), drawFields(schema)),
  );
}

find("reference").append(
  make("h1", {}, `${spec.info.title} ${spec.info.version}`),
  ...drawText(spec.info.description),
  ...spec.tags.flatMap(drawTag),
  make("h2", {}, "Schemas"),
  ...drawSchemas(),
);
document.body.dataset.ready = "yes";
