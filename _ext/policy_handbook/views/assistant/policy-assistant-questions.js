// @ts-check
"use strict";

/*
 * The pages that ask.
 */
/** @param {PolicyAssistant} assistant */
function policyQuestions(assistant) {
  const { UNKNOWN, opened, make, part, folded, button, capital, heading, nameOf, fieldset, chosenIn } = policyParts;
  const {
    code,
    bases,
    words,
    remembered,
    label,
    write,
    but,
    answered,
    previous,
    captionOf,
    backLink,
    go,
    titleOf,
    announce,
    withAct,
  } = assistant;
  const { tell } = policySay;

  /** The folded reason of a question. @param {Fact} fact */
  const why = (fact) =>
    Boolean(fact.why) && folded(`waarom-${fact.id}`, tell("page.why"), make("p", {}, fact.why));

  /** @param {Fact} fact */
  const hint = (fact) =>
    fact.multiple || fact.assume
      ? make(
          "p",
          { class: part("hint") },
          fact.multiple && `${tell("page.multiple")} `,
          fact.assume && tell("page.assume", { answer: label(fact.id, fact.assume) }),
        )
      : false;

  /**
   * A page with a form. *submit* gives the errors, or null once it went on.
   * @param {{title: string, back: string, caption?: string, body: (Node | false)[], peek?: () => void,
   *   submit: (form: HTMLElement) => {id: string, text: string}[]}} parts
   */
  function formPage({ title, back, caption, body, submit, peek }) {
    const form = make("form", { novalidate: true, class: part("form") }, ...body);
    const head = heading(title);
    form.append(
      make(
        "div",
        { class: part("actions") },
        make("button", { type: "submit", class: `${part("button")} ${part("button")}--primary` }, tell("page.next")),
        peek ? button(tell("page.at_once"), peek, "link") : "",
      ),
    );
    const summary = make("div", {
      class: part("errors"),
      role: "alert",
      tabindex: "-1",
      "aria-labelledby": "fouten",
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      for (const old of form.querySelectorAll(`.${part("error")}`)) old.remove();
      for (const input of form.querySelectorAll("[aria-describedby$=-fout]")) describe(input, /\S+$/, "");
      const errors = submit(form);
      summary.remove();
      if (!errors.length) return;
      summary.replaceChildren(
        make("h2", { id: "fouten" }, tell("page.faults")),
        make("ul", {}, ...errors.map(({ id, text }) => make("li", {}, errorLink(form, id, text)))),
      );
      for (const { id, text } of errors) {
        const field = form.querySelector(`#${CSS.escape(id)}`);
        const message = make("p", { class: part("error"), id: `${id}-fout` }, tell("page.fault", { fault: text }));
        const legend = field?.querySelector(":scope > legend");
        if (legend) legend.after(message);
        else field?.prepend(message);
        const input = field?.querySelector("input[type=radio], input[type=checkbox]");
        if (input) describe(input, /$/, ` ${message.id}`);
      }
      head.before(summary);
      document.title = tell("page.fault", { fault: titleOf(title) });
      summary.focus();
    });
    return [backLink(back), caption ? make("p", { class: part("caption") }, caption) : "", head, form];
  }

  /** Changes what describes a control. @param {Element} input @param {RegExp} from @param {string} to */
  function describe(input, from, to) {
    const name = "aria-describedby";
    input.setAttribute(name, (input.getAttribute(name) ?? "").replace(from, to).trim());
  }

  /** @param {HTMLElement} form @param {string} id @param {string} text */
  function errorLink(form, id, text) {
    const link = make("a", { href: `#${id}` }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const input = form.querySelector(`#${CSS.escape(id)} input`);
      if (input instanceof HTMLElement) input.focus();
    });
    return link;
  }

  /**
   * A page of questions. *asked* gives those that are shown while some of them are answered, *matters* whether one can still
   * change the outcome then.
   * @param {Base} base @param {State} state @param {string} title
   * @param {(chosen: Given) => Fact[]} asked @param {(fact: Fact, chosen: Given) => boolean} [matters]
   */
  function questionPage(base, state, title, asked, matters = () => true) {
    const body = make("div");
    /** @type {Map<Fact, HTMLElement>} */
    const fields = new Map();
    /** @type {Fact[]} */
    let shown = [];

    /** What is answered of what is shown. @returns {Given} */
    function answers() {
      const all = shown.map(({ id }) => /** @type {const} */ ([id, chosenIn(body, id)]));
      return Object.fromEntries(all.filter(([, chosen]) => !chosen || chosen.length));
    }

    /** Shows what the answers ask for, each follow-up below its question; says how many came. */
    function arrange() {
      const before = shown;
      for (let facts = asked(answers()); ; facts = asked(answers())) {
        if (facts.length === shown.length && facts.every((fact, place) => fact === shown[place])) break;
        for (const [fact, field] of fields) if (!facts.includes(fact)) field.remove();
        facts.forEach((fact, place) => {
          const field = fields.get(fact) ?? fieldset(fact, remembered.get(fact.id) ?? [], hint(fact), why(fact));
          fields.set(fact, field);
          // What is in its place already is not moved: the focus is in it.
          if (body.children[place] !== field) body.insertBefore(field, body.children[place] ?? null);
        });
        shown = facts;
      }
      return shown.filter((fact) => !before.includes(fact)).length;
    }

    /** @param {boolean} strict */
    function take(strict) {
      let next = but(state, { change: "" });
      const errors = [];
      const known = answers();
      for (const fact of shown) {
        const chosen = Object.hasOwn(known, fact.id) ? known[fact.id] : undefined;
        if (chosen !== undefined) {
          remembered.set(fact.id, chosen ?? [UNKNOWN]);
          next = answered(next, fact.id, chosen);
          continue;
        }
        remembered.delete(fact.id);
        if (!strict || !matters(fact, known)) continue;
        if (fact.assume) next = answered(next, fact.id, []);
        else {
          const text = (shown.length > 1 ? `${fact.question} ` : "") + tell("page.needed");
          errors.push({ id: nameOf(fact.id), text });
        }
      }
      return { next, errors };
    }

    arrange();
    body.addEventListener("change", () => {
      const count = arrange();
      if (count) announce(tell("page.follow_up", { n: count }));
    });
    return formPage({
      title,
      back: previous(base, state),
      caption: captionOf(state),
      body: [body],
      submit: () => {
        const { next, errors } = take(true);
        if (!errors.length) go(write(next));
        return errors;
      },
      peek: state.act ? () => go(write(but(take(false).next, { show: true }))) : undefined,
    });
  }

  /** The page on which the act is chosen. @param {Base} base @param {State} state */
  function actPage(base, state) {
    const chosen = state.act || (remembered.get("act") ?? [""])[0];
    /** @param {Act} act */
    const spoken = (act) => bases.some(({ acts }) => acts.some(({ id, rows }) => rows.length && id === act.id));
    /** @type {Map<string, Act[]>} */
    const groups = new Map();
    for (const act of base.acts.filter(spoken)) groups.set(act.group, [...(groups.get(act.group) ?? []), act]);
    const others = base.acts.filter((act) => !spoken(act));
    /** @param {Act} act */
    const radio = (act) => {
      const id = nameOf("act", act.id);
      const input = make("input", {
        type: "radio",
        name: nameOf("act"),
        value: act.id,
        id,
        checked: act.id === chosen,
        "aria-describedby": act.explanation && `${id}-uitleg`,
      });
      const explanation = act.explanation && make("p", { class: part("hint"), id: `${id}-uitleg` }, act.explanation);
      return make(
        "div",
        { class: part("option"), "data-words": plain(`${act.label} ${act.explanation} ${words.also_sought[act.id]}`).join(" ") },
        input,
        make("label", { for: id }, capital(act.label)),
        explanation,
      );
    };
    /** @param {string} title @param {Act[]} acts */
    const group = (title, acts) =>
      make(
        "fieldset",
        { class: part("field") },
        make("legend", { class: part("hidden") }, title),
        make("div", { class: part("options") }, ...acts.map(radio)),
      );
    const sets = [...groups].map(([title, acts], index) => {
      if (acts.some(({ id }) => id === chosen)) opened.add(`groep-${index}`);
      return folded(`groep-${index}`, title, group(title, acts));
    });
    if (others.length) {
      const rest = folded(
        "andere-handelingen",
        tell("page.act.not_listed"),
        make("p", {}, tell(code === "all" ? "page.act.silent.all" : "page.act.silent")),
        group(tell("page.act.others"), others),
      );
      sets.push(rest);
    }
    const filter = make("input", {
      type: "search",
      id: "handeling-zoeken",
      class: part("filter"),
      autocomplete: "off",
    });
    const result = make("div", { class: part("found") });
    const search = () => {
      const text = filter instanceof HTMLInputElement ? filter.value : "";
      const count = sift(sets, text);
      const said = tell(count ? "page.act.found" : "page.act.not_found", count ? { n: count } : {});
      announce(said);
      result.replaceChildren(...(text.trim() ? [make("p", {}, said)] : []), ...(count ? [] : wayOut()));
    };
    /** What is left where no act is found: the whole list, and whom to ask. */
    function wayOut() {
      const all = button(tell("page.act.all"), () => {
        if (filter instanceof HTMLInputElement) filter.value = "";
        search();
        filter.focus();
      });
      const asker = base.audiences.find(({ id }) => id === state.given.get("audience")?.[0]);
      const id = asker?.ask ?? base.ask;
      const body = id ? policyExplanation.namesOf(base).body(id) : tell("answer.ask.lead");
      return code === "all" ? [all] : [all, make("p", {}, tell("page.act.ask", { body }))];
    }
    filter.addEventListener("input", search);
    filter.addEventListener("keydown", (event) => {
      if (event instanceof KeyboardEvent && event.key === "Enter") event.preventDefault();
    });
    const box = make("p", { class: part("search") }, make("label", { for: filter.id }, tell("page.act.search")), filter);
    return formPage({
      title: tell("page.act.title"),
      back: previous(base, but(state, { act: state.change ? state.act : "" })),
      body: [make("div", { class: part("acts"), id: nameOf("act") }, box, result, ...sets)],
      submit: (form) => {
        const input = form.querySelector("input[type=radio]:checked");
        if (!(input instanceof HTMLInputElement)) return [{ id: nameOf("act"), text: tell("page.act.needed") }];
        remembered.set("act", [input.value]);
        go(write(withAct(state, input.value)));
        return [];
      },
    });
  }

  /** The words of a text without accents. @param {string} text */
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}|['’]/gu, "")
      .toLowerCase()
      .split(/[^\p{L}\d]+/u)
      .filter(Boolean);

  /**
   * Shows the acts in whose words each of these is found, and opens their groups; says how many are shown.
   * @param {HTMLElement[]} sets
   * @param {string} text
   */
  function sift(sets, text) {
    const wanted = plain(text).map((word) => word.replace(/(..)(en|s)$/, "$1"));
    let count = 0;
    for (const set of sets) {
      let any = false;
      for (const option of set.querySelectorAll(`.${part("option")}`)) {
        if (!(option instanceof HTMLElement)) continue;
        const all = option.dataset.words ?? "";
        option.hidden = !wanted.every((word) => all.includes(word)) && !option.querySelector("input:checked");
        if (!option.hidden) any = Boolean(++count);
      }
      set.hidden = !any;
      const isChosen = Boolean(set.querySelector("input:checked"));
      if (set instanceof HTMLDetailsElement) set.open = isChosen || (any && wanted.length > 0);
    }
    return count;
  }

  return { questionPage, actPage };
}
