// @ts-check
"use strict";

/*
 * Light or dark: the system's preference, or the reader's own choice where it differs. Runs before the page is painted, so
 * it is not deferred. The choice is kept under the theme's own key "mode"; without storage it lasts for the page.
 */
(() => {
  const KEY = "mode";
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string} "light", "dark", or "" for the system's */
  function readChoice() {
    try {
      const mode = window.localStorage.getItem(KEY);
      return mode === "light" || mode === "dark" ? mode : "";
    } catch {
      return "";
    }
  }

  /** @param {string} mode */
  function keepChoice(mode) {
    try {
      if (mode) window.localStorage.setItem(KEY, mode);
      else window.localStorage.removeItem(KEY);
    } catch {
      // No storage: the choice lasts for this page.
    }
  }

  let choice = readChoice();

  /** @returns {boolean} */
  const isDark = () => (choice || (system.matches ? "dark" : "light")) === "dark";

  function apply() {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-module='policy-theme']")) {
      button.setAttribute("aria-pressed", String(isDark()));
    }
  }

  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", () => {
    choice = readChoice();
    apply();
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-module='policy-theme']")) {
      if (!(button instanceof HTMLElement)) continue;
      button.addEventListener("click", () => {
        const wanted = isDark() ? "light" : "dark";
        choice = (wanted === "dark") === system.matches ? "" : wanted;
        keepChoice(choice);
        apply();
      });
      button.hidden = false;
    }
    apply();
  });
})();
