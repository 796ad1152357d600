// Draws what an answer rests on: cited places, and the passages that came closest.

import { make, webAddress } from "/web/elements.js";
import { word, worded, writtenDate } from "/web/words.js";

/** The headings below the title, which they often repeat. */
const pathBelow = (title, section) => (section[0] === title ? section.slice(1) : section);

/** "Title › heading › heading", the title not said twice. */
export function placeOf(title, section) {
  return [title, ...pathBelow(title, section)].join(" › ");
}

function drawPlace(title, section) {
  const path = pathBelow(title, section);
  return make(
    "span",
    { class: "place" },
    title,
    path.length ? make("span", { class: "path" }, ` › ${path.join(" › ")}`) : null,
  );
}

/** A citation that opens to its quote, a table row as a table. */
export function drawCitation(citation, id) {
  const place = drawPlace(citation.document_title, citation.section);
  return make(
    "li",
    {},
    make(
      "details",
      { class: "source", id },
      make("summary", {}, make("span", { class: "number" }, String(citation.n)), place),
      citation.row?.cells.length ? drawRow(citation.row, citation.language) : drawQuote(citation),
      drawFacts(citation),
    ),
  );
}

function drawQuote(citation) {
  return make("blockquote", { lang: citation.language }, citation.quote);
}

/** One row stood upright: every cell beside its header, readable on a narrow screen too. */
function drawRow(row, language) {
  const rows = row.cells.map((cell, place) =>
    make(
      "tr",
      {},
      row.header.length ? make("th", { scope: "row" }, row.header[place] ?? "") : null,
      make("td", {}, cell),
    ),
  );
  return make(
    "table",
    { class: "row", lang: language },
    row.table ? make("caption", {}, row.table) : null,
    make("tbody", {}, rows),
  );
}

function drawFacts(citation) {
  const original = webAddress(citation.source_url);
  return make(
    "p",
    { class: "facts" },
    worded("a", "open", { href: citation.url, target: "_blank", rel: "noopener" }),
    make("span", {}, citation.source),
    citation.page === null ? null : make("span", {}, word("page", { n: citation.page })),
    citation.date ? make("time", { datetime: citation.date }, writtenDate(citation.date)) : null,
    original
      ? worded("a", "publication", { href: original, target: "_blank", rel: "noopener noreferrer nofollow" })
      : null,
  );
}

/** The passages that came closest, for an answer that was not given. */
export function drawPassages(passages) {
  return make(
    "section",
    { class: "closest" },
    worded("h3", "closest"),
    make("ul", { class: "sources" }, passages.map(drawPassage)),
  );
}

function drawPassage(passage) {
  const anchor = passage.paragraph_ids[0] ?? "";
  const url = `/documents/${encodeURIComponent(passage.document_id)}#${encodeURIComponent(anchor)}`;
  return make(
    "li",
    {},
    make(
      "details",
      { class: "source" },
      make("summary", {}, drawPlace(passage.document_title, passage.section)),
      make("blockquote", {}, passage.text),
      make("p", { class: "facts" }, worded("a", "open", { href: url, target: "_blank", rel: "noopener" })),
    ),
  );
}
