// @ts-check
"use strict";

/**
 * An element. Words go in as text, never as markup.
 * @param {string} tag
 * @param {Record<string, string | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 */
function policyMake(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value || value === "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child || child === "").map((child) => child || ""));
  return element;
}
