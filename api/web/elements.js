// Builds elements. Text goes in as text: nothing that is shown can become markup.

/**
 * make("p", {class: "x", on: {click: f}}, "text", child, null): an element with its children.
 * Properties that are null, undefined or false are left out; true is an empty attribute.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element with this id, which the page is known to have. */
export function find(id) {
  return document.getElementById(id);
}

/** A link's address if it is a web address, else null: no script hides in it. */
export function webAddress(url) {
  return /^https?:\/\//i.test(url ?? "") ? url : null;
}
