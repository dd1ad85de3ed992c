// @ts-check
"use strict";

/*
 * Folded parts, and questions as native controls.
 */
const policyParts = (() => {
  const UNKNOWN = "?";
  const make = policyMake;
  /** Parts that the reader unfolded. @type {Set<string>} */
  const opened = new Set();

  /** The data without prototypes: an id may be "constructor". @template {{}} T @param {T} data */
  function bare(data) {
    if (Object(data) !== data) return data;
    if (!Array.isArray(data)) Object.setPrototypeOf(data, null);
    Object.values(data).forEach(bare);
    return data;
  }

  /** The class of a part. @param {string} name */
  const part = (name) => `policy-assistant__${name}`;

  /** @param {string | (Node | string)[]} title @param {string} [code] of which it is the name */
  const subheading = (title, code) => make("h3", { class: code && `policy-of-${code}` }, ...[title].flat());

  /**
   * A list that says nothing twice, or nothing: two positions of a rule can have the same words, for two acts.
   * @param {string} name
   * @param {(Node | string)[][]} items
   */
  function list(name, items) {
    /** @type {Node[]} */
    const shown = [];
    for (const item of items.map((each) => make("li", {}, ...each)))
      if (!shown.some((other) => other.isEqualNode(item))) shown.push(item);
    return shown.length > 0 && make("ul", { class: part(name) }, ...shown);
  }

  /**
   * A part under a heading, or nothing.
   * @param {string} name
   * @param {string} title
   * @param {...(Node | string | false | null)} children
   */
  function section(name, title, ...children) {
    const shown = children.filter(Boolean);
    return shown.length > 0 && make("section", { class: part(name) }, subheading(title), ...shown);
  }

  /**
   * A folded part that stays open once it was opened.
   * @param {string} id
   * @param {string} title
   * @param {...(Node | string | false)} children
   */
  function folded(id, title, ...children) {
    const element = make("details", { class: part("folded"), open: opened.has(id), id: `deel-${id}` });
    element.append(make("summary", {}, title), ...children.filter(Boolean).map((child) => child || ""));
    element.addEventListener("toggle", () => {
      if (element.hasAttribute("open")) opened.add(id);
      else opened.delete(id);
    });
    return element;
  }

  /** @param {string} text @param {() => void} action @param {string} [kind] */
  function button(text, action, kind = "secondary") {
    const element = make("button", { type: "button", class: `${part("button")} ${part("button")}--${kind}` }, text);
    element.addEventListener("click", action);
    return element;
  }

  /** @param {string} text */
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  const today = () => new Date().toLocaleDateString("nl-BE", { day: "numeric", month: "long", year: "numeric" });

  /** @param {string} title @param {string} [about] what only a screen reader says before it */
  const heading = (title, about) => {
    const hidden = about && make("span", { class: part("hidden") }, about);
    return make("h2", { class: part("title"), tabindex: "-1" }, hidden, title);
  };

  // -- questions

  /** The name of a control. @param {string} id @param {string} [option] */
  const nameOf = (id, option) =>
    option === undefined ? `vraag-${id}` : `vraag-${id}-${option === UNKNOWN ? "weet-niet" : option}`;

  /**
   * A question with its answers as native radios or checkboxes.
   * @param {Fact} fact
   * @param {string[]} chosen
   * @param {...(Node | false)} extra what stands between the question and its answers
   */
  function fieldset(fact, chosen, ...extra) {
    const name = nameOf(fact.id);
    const group = make("fieldset", { class: part("field"), id: name }, make("legend", {}, fact.question));
    group.append(...extra.filter(Boolean).map((node) => node || ""));
    const hints = [...group.querySelectorAll(":scope > p")];
    hints.forEach((hint, index) => (hint.id = `${name}-uitleg-${index}`));
    if (hints.length) group.setAttribute("aria-describedby", hints.map(({ id }) => id).join(" "));
    /** @type {Option[]} */
    const options = [...fact.options, { id: UNKNOWN, label: policySay.tell("answer.unknown") }];
    const boxes = make("div", { class: part("options") });
    for (const { id, label, hint } of options) {
      const alone = id === UNKNOWN || id === fact.none;
      if (fact.multiple && id === (fact.none ?? UNKNOWN)) boxes.append(make("p", { class: part("or") }, policySay.tell("page.or")));
      const input = make("input", {
        type: fact.multiple ? "checkbox" : "radio",
        name,
        value: id,
        id: nameOf(fact.id, id),
        "data-alone": alone,
        checked: chosen.includes(id),
        "aria-describedby": hint && `${nameOf(fact.id, id)}-uitleg`,
      });
      const explained = hint && make("p", { class: part("hint"), id: `${input.id}-uitleg` }, hint);
      boxes.append(make("div", { class: part("option") }, input, make("label", { for: input.id }, capital(label)), explained || ""));
    }
    boxes.addEventListener("change", ({ target }) => {
      if (!fact.multiple || !(target instanceof HTMLInputElement) || !target.checked) return;
      // What excludes the rest: "geen van deze", "weet ik niet".
      for (const input of boxes.querySelectorAll("input")) {
        if (input !== target && ("alone" in target.dataset || "alone" in input.dataset)) input.checked = false;
      }
    });
    group.append(boxes);
    return group;
  }

  /**
   * What is chosen: null for "weet ik niet", [] for nothing.
   * @param {ParentNode} within
   * @param {string} id
   * @returns {string[] | null}
   */
  function chosenIn(within, id) {
    const inputs = [...within.querySelectorAll("input")].filter((input) => input.name === nameOf(id) && input.checked);
    const values = inputs.map((input) => input.value);
    return values.includes(UNKNOWN) ? null : values;
  }

  return {
    UNKNOWN,
    bare,
    opened,
    make,
    part,
    subheading,
    list,
    section,
    folded,
    button,
    capital,
    today,
    heading,
    nameOf,
    fieldset,
    chosenIn,
  };
})();
