// @ts-check
"use strict";

/* The main navigation behind a button on a narrow screen; without script it stands open. */
for (const button of document.querySelectorAll("[data-module='policy-menu']")) {
  if (!(button instanceof HTMLElement)) continue;
  /** @param {boolean} open */
  const show = (open) => button.setAttribute("aria-expanded", String(open));
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  button.parentElement?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      show(false);
      button.focus();
    }
  });
  button.hidden = false;
}
