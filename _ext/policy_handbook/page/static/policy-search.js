// @ts-check
"use strict";

/*
 * The form that searches, on every page. What it needs is asked for once someone uses it, not before. Where that does not come,
 * or without script, the form leads to the page that shows all questions.
 */
const policySearch = (() => {
  const SCRIPTS = [
    ...["policy-make", "policy-say", "policy-address", "policy-copy"],
    ...["policy-minisearch", "base-stemmer", "dutch-stemmer"],
    ...["policy-search-words", "policy-search-reference", "policy-search-query", "policy-search-entries"],
    ...["policy-search-hit", "policy-search-box"],
  ];
  const form = document.querySelector("form[data-module='policy-search']");
  const root = (form instanceof HTMLElement && form.dataset.root) || "";
  /** @type {Promise<SearchQuery> | undefined} */
  let loaded;

  /** @param {string} path Of a script, from the root of the site. @returns {Promise<unknown>} */
  const add = (path) =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = root + path;
      // In the order in which they are added.
      script.async = false;
      script.addEventListener("load", done);
      script.addEventListener("error", fail);
      document.head.append(script);
    });

  /** @param {string} name */
  const isHere = (name) => Boolean(document.querySelector(`script[src*="_static/${name}.js"]`));

  /** What answers queries, asked for when it is first needed. @returns {Promise<SearchQuery>} */
  function load() {
    loaded ??= Promise.all([
      ...SCRIPTS.filter((name) => !isHere(name)).map((name) => add(`_static/${name}.js`)),
      add("data/search/index.js"),
    ]).then(() => policySearchQuery(policySearchIndex, policySearchData));
    return loaded;
  }

  /** The code that one reads as, which comes first; "" where none is known. */
  const ownCode = () =>
    document.documentElement.dataset.policyCode ?? (policySearchData.home.length === 1 ? policySearchData.home[0] : "");

  const input = form?.querySelector("input");
  const list = form?.querySelector("[role='listbox']");
  const status = form?.querySelector("[role='status']");
  if (form instanceof HTMLFormElement && input && list instanceof HTMLElement && status) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    const start = () => {
      load().then((query) => policySearchBox(form, input, list, status, query), () => {});
    };
    input.addEventListener("focus", start, { once: true });
    if (document.activeElement === input) start();
    document.addEventListener("keydown", (event) => {
      const { target } = event;
      const types = target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || types) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  return { load, ownCode, root };
})();
