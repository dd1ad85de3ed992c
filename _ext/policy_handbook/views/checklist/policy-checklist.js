// @ts-check
"use strict";

/*
 * Checklists: a box to tick before each item, how many are ticked, and a button that clears them. The list is complete
 * without it. What is ticked stays in this browser, an entry for each item; where nothing may be kept it lasts for the page.
 */
(() => {
  /** The words, from the tag of this script. @type {Record<string, string>} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  const PREFIX = `policy-checklist:${window.location.pathname}#`;

  /** Whether this browser keeps what is ticked. */
  let keeps = true;

  /** @param {string} id @returns {boolean} */
  function isKept(id) {
    try {
      return window.localStorage.getItem(PREFIX + id) !== null;
    } catch {
      keeps = false;
      return false;
    }
  }

  /** @param {string} id @param {boolean} ticked */
  function keep(id, ticked) {
    try {
      if (ticked) window.localStorage.setItem(PREFIX + id, "1");
      else window.localStorage.removeItem(PREFIX + id);
    } catch {
      // Blocked or full.
      keeps = false;
    }
  }

  /** @param {string} label @returns {HTMLButtonElement} */
  function makeButton(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "policy-checklist__button";
    button.textContent = label;
    return button;
  }

  class Checklist {
    /** @param {HTMLElement} wrapper */
    constructor(wrapper) {
      this.wrapper = wrapper;
      /** @type {Map<string, HTMLInputElement>} */
      this.boxes = new Map();
      for (const item of wrapper.querySelectorAll(".policy-checklist__item")) this.addBox(item);

      const bar = document.createElement("div");
      bar.className = "policy-checklist__bar";
      this.count = document.createElement("p");
      this.count.className = "policy-checklist__count";
      this.count.setAttribute("role", "status");
      this.note = document.createElement("p");
      this.note.className = "policy-checklist__note";
      const print = makeButton(words.print);
      print.addEventListener("click", () => this.print());
      this.clearer = makeButton(words.clear);
      this.clearer.addEventListener("click", () => this.clear());
      bar.append(this.count, this.clearer, print, this.note);
      wrapper.querySelector(".policy-checklist__codes")?.after(bar);
      this.show();
    }

    /** Puts a box before an item's question, and makes the question its label. @param {Element} item */
    addBox(item) {
      const question = item.querySelector(".policy-checklist__question");
      if (!item.id || !question) return;
      const box = document.createElement("input");
      box.type = "checkbox";
      box.className = "policy-checklist__box";
      box.checked = isKept(item.id);
      const label = document.createElement("label");
      label.className = "policy-checklist__label";
      label.append(...question.childNodes);
      label.prepend(box);
      question.append(label);
      box.addEventListener("change", () => {
        keep(item.id, box.checked);
        this.show();
      });
      this.boxes.set(item.id, box);
    }

    clear() {
      for (const [id, box] of this.boxes) {
        box.checked = false;
        keep(id, false);
      }
      this.show();
    }

    /** Takes over what the store says, as when the page is open twice. */
    reload() {
      for (const [id, box] of this.boxes) box.checked = isKept(id);
      this.show();
    }

    show() {
      const ticked = [...this.boxes.values()].filter((box) => box.checked).length;
      const count = words.count.replace("{ticked}", String(ticked)).replace("{total}", String(this.boxes.size));
      if (this.count.textContent !== count) this.count.textContent = count;
      this.note.textContent = keeps ? words.kept : words.not_kept;
    }

    /** Prints this list alone, below the title of its page. */
    print() {
      document.body.classList.add("policy-body--one-checklist");
      this.wrapper.classList.add("policy-checklist--printed");
      window.print();
    }
  }

  /** @type {Checklist[]} */
  const lists = [];
  for (const wrapper of document.querySelectorAll(".policy-checklist")) {
    if (wrapper instanceof HTMLElement && wrapper.querySelector(".policy-checklist__item")) {
      lists.push(new Checklist(wrapper));
    }
  }
  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) for (const list of lists) list.reload();
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("policy-body--one-checklist");
    for (const list of lists) list.wrapper.classList.remove("policy-checklist--printed");
  });
})();
