// @ts-check
"use strict";

/*
 * The list below the form while someone types: the combobox pattern of the WAI-ARIA Authoring Practices, with a list of options.
 */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {Element} status
 * @param {SearchQuery} query
 */
function policySearchBox(form, input, list, status, query) {
  const make = policyMake;
  const { nameOf, addressOf, modalitiesOf, badgeOf, tell, listed, plain } = policySearchHit;
  const MOST = 8;

  /** The address of each option. @type {string[]} */
  let addresses = [];
  let active = -1;
  /** The query that the list is of. */
  let shown = "";

  const options = () => list.querySelectorAll("[role='option']");

  /** @param {number} at */
  function choose(at) {
    active = at;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = options()[at];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  /** @param {SearchEntry} entry @returns {[string, Node[]]} Its address and what is shown of it. */
  function option(entry) {
    const [{ hit }] = entry.results;
    if (entry.norm) {
      const codes = [...new Set(entry.results.map((result) => policySearchData.codes[result.hit.c ?? ""].short))];
      const alone = entry.results.length === 1;
      return [
        addressOf(alone ? hit : entry.norm),
        [
          make("span", { class: "policy-search__title" }, entry.norm.t),
          make("span", { class: "policy-search__about" }, alone ? nameOf(hit) : plain(listed(codes))),
        ],
      ];
    }
    const words = hit.x && hit.x !== hit.t ? hit.x : "";
    const about = hit.c ? [badgeOf(hit.c), ...modalitiesOf(hit)] : [policySearchData.kinds[hit.k]];
    return [
      addressOf(hit),
      [
        make("span", { class: "policy-search__title" }, nameOf(hit)),
        make("span", { class: "policy-search__about" }, ...about.flatMap((part) => [part, " "])),
        make("span", { class: hit.c ? "policy-search__words policy-search__words--source" : "policy-search__words" }, words),
      ],
    ];
  }

  function show() {
    const text = input.value.trim();
    if (text === shown && !list.hidden) return;
    shown = text;
    if (!text) {
      status.textContent = "";
      close();
      return;
    }
    const { found } = query.find(text);
    const entries = policySearchEntries.make(found, policySearch.ownCode());
    const drawn = entries.slice(0, MOST).map(option);
    if (entries.length > MOST) {
      drawn.push([pageOf(text), [make("span", { class: "policy-search__title" }, tell("search.all", { n: entries.length }))]]);
    }
    addresses = drawn.map(([address]) => address);
    list.replaceChildren(
      ...drawn.map(([, parts], index) =>
        make("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": "false", class: "policy-search__option" }, ...parts),
      ),
    );
    if (drawn.length) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(-1);
    } else close();
    status.textContent = entries.length ? tell("search.count", { n: entries.length }) : tell("search.none");
  }

  /** The page with everything that is found. @param {string} text */
  const pageOf = (text) => `${form.action.split(/[?#]/)[0]}#q=${encodeURIComponent(text)}`;

  /** @param {string} address */
  function go(address) {
    close();
    location.assign(address);
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Escape") {
      if (list.hidden) input.value = "";
      status.textContent = "";
      close();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      if (list.hidden) {
        shown = "";
        show();
      }
      const count = options().length;
      // One of the places is the input itself.
      if (count) choose(((active + 1 + (key === "ArrowDown" ? 1 : count)) % (count + 1)) - 1);
    } else if (key === "Enter" && active >= 0) go(addresses[active]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target instanceof Element ? [...options()].indexOf(/** @type {Element} */ (event.target.closest("[role='option']"))) : -1;
    if (chosen >= 0) go(addresses[chosen]);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    const straight = text ? query.find(text).reference.address : "";
    go(straight ? policySearch.root + straight : text ? pageOf(text) : form.action);
  });

  if (document.activeElement === input && input.value) show();
}
