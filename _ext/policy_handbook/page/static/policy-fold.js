// @ts-check
"use strict";

/* Folded parts: open on paper, and where the address leads into one. */
(() => {
  /** The parts that were opened for paper only. @type {HTMLDetailsElement[]} */
  let opened = [];

  function openAll() {
    opened = [...document.querySelectorAll("details")].filter((part) => !part.open);
    for (const part of opened) part.open = true;
  }

  function closeAgain() {
    for (const part of opened) part.open = false;
    opened = [];
  }

  function openTarget() {
    /** @type {Element | null} */
    let element = null;
    try {
      element = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    } catch {
      // Not a fragment of ours.
    }
    const target = element;
    let folded = false;
    for (; element; element = element.parentElement) {
      if (element instanceof HTMLDetailsElement && !element.open) {
        element.open = true;
        folded = true;
      }
    }
    if (folded) target?.scrollIntoView();
  }

  window.addEventListener("beforeprint", openAll);
  window.addEventListener("afterprint", closeAgain);
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
