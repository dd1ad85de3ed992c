// @ts-check
"use strict";

/*
 * A button that copies the words of the element named by data-source; where copying is not allowed it selects them.
 */

/** @param {Element} button */
function policyCopy(button) {
  if (!(button instanceof HTMLElement)) return;
  const source = document.getElementById(button.dataset.source ?? "");
  const status = button.parentElement?.querySelector("[role='status']");
  if (!source || !status) return;

  const { id, address, root } = source.dataset;
  if (id && address && root) source.textContent = policyCite(source.textContent ?? "", id, root, address);

  /** Selects the words; says whether the browser copied them. @returns {boolean} */
  const selectAndCopy = () => {
    const selection = window.getSelection();
    if (!selection) return false;
    const range = document.createRange();
    range.selectNodeContents(source);
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      // The only way on plain http:// and in a file, where there is no clipboard.
      return document.execCommand("copy");
    } catch {
      return false;
    }
  };

  button.addEventListener("click", async () => {
    status.textContent = "";
    let copied = false;
    try {
      await navigator.clipboard.writeText((source.textContent ?? "").trim());
      copied = true;
    } catch {
      copied = selectAndCopy();
    }
    const { done = "", selected = "" } = button.dataset;
    status.textContent = copied ? done : selected;
  });
  button.hidden = false;
}

document.querySelectorAll("[data-module='policy-copy']").forEach(policyCopy);
