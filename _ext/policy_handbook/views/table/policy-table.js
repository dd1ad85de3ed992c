// @ts-check
"use strict";

/*
 * Comparison tables: which codes to show, and only where they differ. The table is complete without it. What was chosen
 * lives in the fragment, so that it can be shared: #tabel-<id>:codes=beersel,turnhout;verschillen, and "&" between tables.
 */
(() => {
  /** The words, from the tag of this script. @type {Record<string, string>} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  const COLUMN = "policy-col-";
  const SAME = "policy-row-same";

  /**
   * @typedef {object} State
   * @property {string[] | null} codes the codes shown, in the table's order; null for all
   * @property {boolean} differences only the rows in which the codes differ
   */

  /** The states in a fragment, by the table's id. @param {string} hash @returns {Map<string, State>} */
  function parseFragment(hash) {
    /** @type {Map<string, State>} */
    const states = new Map();
    let text = hash.replace(/^#/, "");
    try {
      text = decodeURIComponent(text);
    } catch {
      // Taken as it is.
    }
    for (const part of text.split("&")) {
      const colon = part.indexOf(":");
      if (!part.startsWith("tabel-") || colon < 0) continue;
      /** @type {State} */
      const state = { codes: null, differences: false };
      for (const word of part.slice(colon + 1).split(";")) {
        if (word === "verschillen") state.differences = true;
        else if (word.startsWith("codes=")) state.codes = word.slice("codes=".length).split(",").filter(Boolean);
      }
      states.set(part.slice(0, colon), state);
    }
    return states;
  }

  /** @param {string} id @param {State} state @returns {string} */
  function writeState(id, state) {
    const parts = [];
    if (state.codes) parts.push(`codes=${state.codes.join(",")}`);
    if (state.differences) parts.push("verschillen");
    return parts.length ? `${id}:${parts.join(";")}` : "";
  }

  /** A checkbox in its label. @param {...(Node | string)} words @returns {{label: HTMLLabelElement, input: HTMLInputElement}} */
  function makeCheckbox(...words) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    label.append(input, ...words);
    return { label, input };
  }

  class ComparisonTable {
    /** @param {HTMLElement} wrapper @param {HTMLTableElement} table */
    constructor(wrapper, table) {
      this.id = table.id;
      this.table = table;
      this.rows = [...table.tBodies].flatMap((body) => [...body.rows]);
      /** @type {Map<string, HTMLInputElement>} */
      this.boxes = new Map();

      const controls = document.createElement("div");
      controls.className = "policy-table-controls";
      const fieldset = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = words.codes;
      fieldset.append(legend);
      for (const head of table.tHead?.rows[0]?.cells ?? []) {
        const name = [...head.classList].find((item) => item.startsWith(COLUMN));
        if (!name) continue;
        const { label, input } = makeCheckbox(...[...(head.firstElementChild ?? head).childNodes].map((node) => node.cloneNode(true)));
        input.checked = true;
        input.addEventListener("change", () => this.change(input));
        this.boxes.set(name.slice(COLUMN.length), input);
        fieldset.append(label);
      }
      const { label, input } = makeCheckbox(words.differences);
      this.onlyDifferences = input;
      input.addEventListener("change", () => this.change());
      this.status = document.createElement("p");
      this.status.className = "policy-table-status";
      this.status.setAttribute("role", "status");
      controls.append(fieldset, label);
      wrapper.prepend(controls, this.status);
    }

    /** @returns {State} */
    get state() {
      const shown = [...this.boxes].filter(([, box]) => box.checked).map(([code]) => code);
      return { codes: shown.length === this.boxes.size ? null : shown, differences: this.onlyDifferences.checked };
    }

    /** @param {State} state */
    restore(state) {
      const known = state.codes?.filter((code) => this.boxes.has(code)) ?? [];
      for (const [code, box] of this.boxes) box.checked = !known.length || known.includes(code);
      this.onlyDifferences.checked = state.differences;
      this.show();
    }

    /** @param {HTMLInputElement} [box] the box that was changed, where it is a column's */
    change(box) {
      if (box && ![...this.boxes.values()].some((other) => other.checked)) {
        box.checked = true;
        this.status.textContent = words.last_code;
        return;
      }
      this.show();
      this.announce();
      writeFragment();
    }

    show() {
      for (const [code, box] of this.boxes) {
        for (const cell of this.table.getElementsByClassName(COLUMN + code)) {
          if (cell instanceof HTMLElement) cell.hidden = !box.checked;
        }
      }
      for (const row of this.rows) row.hidden = this.onlyDifferences.checked && row.classList.contains(SAME);
    }

    announce() {
      const codes = [...this.boxes.values()].filter((box) => box.checked).length;
      const rows = this.rows.filter((row) => !row.hidden).length;
      const counts = { codes, all_codes: this.boxes.size, rows, all_rows: this.rows.length };
      const shown = words.shown.replace(/\{(\w+)\}/g, (_, /** @type {keyof typeof counts} */ name) => String(counts[name]));
      this.status.textContent = codes < this.boxes.size ? `${shown} ${words.of_all}` : shown;
    }
  }

  /** @type {ComparisonTable[]} */
  const tables = [];

  function writeFragment() {
    const states = tables.map((table) => writeState(table.id, table.state)).filter(Boolean).join("&");
    const address = states ? `#${states}` : window.location.pathname + window.location.search;
    try {
      window.history.replaceState(window.history.state, "", address);
    } catch {
      // A page from a file may not have its address written: the choice lasts for the page.
    }
  }

  /** Restores what the fragment says; a fragment that names no table leaves the tables as they are. */
  function readFragment() {
    const states = parseFragment(window.location.hash);
    if (!states.size) return;
    /** @type {ComparisonTable | undefined} */
    let first;
    for (const table of tables) {
      const state = states.get(table.id);
      table.restore(state ?? { codes: null, differences: false });
      if (state) {
        first ??= table;
        table.announce();
      }
    }
    first?.table.closest(".policy-table")?.scrollIntoView();
  }

  for (const wrapper of document.querySelectorAll(".policy-table--comparison")) {
    const table = wrapper.querySelector("table");
    if (wrapper instanceof HTMLElement && table?.id) tables.push(new ComparisonTable(wrapper, table));
  }
  if (tables.length) {
    window.addEventListener("hashchange", readFragment);
    readFragment();
  }
})();
