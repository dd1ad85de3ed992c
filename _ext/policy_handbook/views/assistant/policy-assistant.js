// @ts-check
"use strict";

/*
 * The assistant. What a page shows follows from the fragment alone; nothing is stored.
 * Types: types.d.ts; how it works: docs/ontwikkeling/assistant.md.
 */

(() => {
  const { UNKNOWN, bare, make, part } = policyParts;
  const { tell, listed, plain } = policySay;
  const found = document.querySelector("[data-module='policy-assistant']");
  if (!(found instanceof HTMLElement)) return;
  const mount = found;
  const { code = "", base: sources = "", root = "", notLoaded = "" } = mount.dataset;
  const siteTitle = document.title;
  const SCOPE = ["audience", "context"];

  /** @type {Wording} */
  let words;
  /** What makes answers, which nobody needs before an act is chosen. */
  const OF_ANSWERS = ["policy-remedy", "policy-points", "policy-assistant-answer"];
  /** @type {() => Promise<void>} */
  let loadAnswers;
  let hasAnswers = false;
  /** The pages, once there are data. @type {ReturnType<typeof policyQuestions> & ReturnType<typeof policyAnswers>} */
  let pages;
  /** The bases of the codes on this page; the first is the one that asks. @type {Base[]} */
  let bases = [];
  /** Every question by its id, those on role and capacity first. @type {Map<string, Fact>} */
  const facts = new Map();
  /**
   * What was answered before, shown to who goes back.
   * @type {Map<string, string[]>}
   */
  const remembered = new Map();
  /** @type {Map<string, string>} */
  const ticked = new Map();
  /** @type {string[]} */
  const placed = [];
  /** The fragments passed through, the present one last. @type {string[]} */
  const trail = [];

  // -- the fragment

  /** What a fragment says, and the parts of it that cannot be read. @param {string} fragment */
  function read(fragment) {
    /** @type {State} */
    const state = { act: "", given: new Map(), skipped: new Set(), show: false, change: "" };
    /** @type {string[]} */
    const faults = [];
    /** @type {Set<string>} */
    const seen = new Set();
    for (const piece of fragment.split("&").filter(Boolean)) {
      const [key, ...rest] = piece.split("=").map(decode);
      const value = rest.join("=");
      if (seen.has(key) || !note(state, key, value)) faults.push(decode(piece));
      seen.add(key);
    }
    return { state, faults };
  }

  /** @param {string} text */
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /**
   * Takes one part of the fragment; says whether it can be.
   * @param {State} state
   * @param {string} key
   * @param {string} value
   */
  function note(state, key, value) {
    if (key === "act") {
      if (actOf(value)) state.act = value;
      return Boolean(state.act);
    }
    if (key === "show") return (state.show = value === "answer");
    if (key === "change") {
      if (key && (value === "act" || facts.has(value))) state.change = value;
      return Boolean(state.change);
    }
    const fact = facts.get(key);
    if (!fact) return false;
    if (value === "-") {
      state.skipped.add(key);
      return true;
    }
    if (value === UNKNOWN) {
      state.given.set(key, null);
      return true;
    }
    const chosen = value.split(",");
    const single = !fact.multiple || (fact.none && chosen.includes(fact.none));
    if ((single && chosen.length > 1) || new Set(chosen).size < chosen.length) return false;
    if (!chosen.every((id) => fact.options.some((option) => option.id === id))) return false;
    state.given.set(key, chosen);
    return true;
  }

  /** The fragment of a state: always the same for the same answers. @param {State} state */
  function write({ act, given, skipped, show, change }) {
    const pieces = act ? [`act=${act}`] : [];
    for (const id of facts.keys()) {
      const answer = given.get(id);
      if (given.has(id)) pieces.push(`${id}=${answer ? answer.join(",") : UNKNOWN}`);
      else if (skipped.has(id)) pieces.push(`${id}=-`);
    }
    if (show) pieces.push("show=answer");
    if (change) pieces.push(`change=${change}`);
    return `#${pieces.join("&")}`;
  }

  /** A state with some of it changed. @param {State} state @param {Partial<State>} changes @returns {State} */
  const but = (state, changes) => ({ ...state, ...changes });

  /**
   * A state with one more answer: null for "weet ik niet", [] for left open.
   * @param {State} state
   * @param {string} id
   * @param {string[] | null} answer
   */
  function answered(state, id, answer) {
    const given = new Map(state.given);
    const skipped = new Set(state.skipped);
    given.delete(id);
    skipped.delete(id);
    if (answer && !answer.length) skipped.add(id);
    else given.set(id, answer);
    return but(state, { given, skipped });
  }

  /**
   * Another act, without the answers that it does not ask.
   * @param {State} state
   * @param {string} act
   */
  function withAct(state, act) {
    const used = new Set(SCOPE);
    for (const base of bases) {
      const own = base.acts.find(({ id }) => id === act)?.rows ?? [];
      const rows = [...own, ...base.always].map(({ row }) => base.rows[row]);
      for (const fact of policyWalk.factsOf(base, rows)) used.add(fact);
    }
    return but(state, {
      act,
      change: "",
      given: new Map([...state.given].filter(([id]) => used.has(id))),
      skipped: new Set([...state.skipped].filter((id) => used.has(id))),
    });
  }

  /** @param {string} fragment */
  function go(fragment) {
    if (location.hash === fragment) show(true);
    else location.hash = fragment;
  }

  // -- what the data say

  /** @param {string} id @returns {Act} */
  const actOf = (id) => /** @type {Act} */ (bases[0].acts.find((act) => act.id === id));

  /** @param {string} id @param {string} answer */
  const label = (id, answer) => {
    const own = id === "audience" && code !== "all" ? scopeFacts(bases[0]).flatMap(({ options }) => options) : [];
    return [...own, ...(facts.get(id)?.options ?? [])].find((option) => option.id === answer)?.label ?? answer;
  };

  /** An answer in words. @param {string} id @param {string[] | null | undefined} answer */
  const answerOf = (id, answer) =>
    answer ? plain(listed(answer.map((one) => label(id, one)))) : tell("answer.unknown");

  /** @param {string} id */
  const ask = (id) => facts.get(id)?.question ?? id;

  /** @param {State} state */
  const given = (state) => Object.fromEntries(state.given);

  /**
   * A role as an answer, with who that is.
   * @param {Base["audiences"][number]} audience
   */
  const withHint = ({ id, label, explanation }) => ({ id, label, hint: explanation });

  /**
   * The questions on role and capacity that make a difference in this code.
   * @param {Base} base
   * @returns {Fact[]}
   */
  function scopeFacts(base) {
    const shown = [];
    const { audience, context } = words.scope;
    const bound = base.scopes.flat().map((world) => base.worlds[world]);
    if (base.addressed.length > 1) {
      const options = base.audiences.filter(({ id }) => base.addressed.includes(id)).map(withHint);
      const stranger = base.audiences.filter(
        ({ id }) =>
          !bound.some(([audience]) => audience === id) &&
          !base.audiences.some((one) => base.addressed.includes(one.id) && one.chain.includes(id)),
      ).pop();
      const others = stranger ? [withHint({ ...stranger, label: tell("page.scope.other") })] : [];
      shown.push({ ...audience, options: [...options, ...others] });
    }
    if (new Set(bound.map(([, context]) => context)).size > 1) shown.push(context);
    return shown;
  }

  /** @param {Base} base @param {State} state */
  const questions = (base, state) => policyAsk.questions(base, state.act, given(state), state.skipped);

  /** @param {Base} base @param {State} state @param {string} group @param {Given} chosen */
  const unfold = (base, state, group, chosen) =>
    policyAsk.unfold(base, state.act, given(state), state.skipped, group, chosen);

  /** Whether a question can still change the outcome. @param {Base} base @param {State} state @param {Fact} fact @param {Given} chosen */
  const matters = (base, state, { id }, chosen) =>
    policyAsk.findAskable(base, state.act, { ...given(state), ...chosen }, state.skipped).facts.some((fact) => fact.id === id);

  /** @param {State} state @param {string} id */
  const isSettled = (state, id) => state.given.has(id) || state.skipped.has(id);

  /** The fragment of the page before, "" where there is none. @param {Base} base @param {State} state */
  function previous(base, state) {
    if (state.change) return write(but(state, { change: "" }));
    const scope = scopeFacts(base);
    /** @param {string[]} ids */
    const only = (ids) => ({
      given: new Map([...state.given].filter(([id]) => ids.includes(id))),
      skipped: new Set([...state.skipped].filter((id) => ids.includes(id))),
      show: false,
    });
    const start = but(state, { act: "", ...only([]) });
    if (!state.act && code === "all") return "";
    if (!state.act) return scope.length && scope.some(({ id }) => isSettled(state, id)) ? write(start) : "";
    if (code === "all") return write(but(state, { act: "" }));
    const present = questions(base, state);
    if (state.show && present) return write(but(state, { show: false }));
    let before = write(but(state, { act: "", ...only(SCOPE) }));
    /** @type {string[]} */
    const passed = [...SCOPE];
    for (;;) {
      const at = but(state, only(passed));
      const group = questions(base, at)?.group;
      if (group === undefined || group === present?.group) return before;
      const asked = unfold(base, at, group, given(state)).map(({ id }) => id).filter((id) => isSettled(state, id));
      if (!asked.length) return before;
      before = write(at);
      passed.push(...asked);
    }
  }

  /** @param {Base} base @param {State} state @returns {Decision} */
  const decide = (base, state) => policyWalk.decide(base, state.act, given(state));

  /** @param {State} state */
  const captionOf = (state) => (state.act ? tell("page.act.wanted", { act: actOf(state.act).label }) : "");

  /** @param {string} fragment */
  function backLink(fragment) {
    if (!fragment) return "";
    const link = make("a", { class: part("back"), href: fragment }, tell("page.back"));
    link.addEventListener("click", (event) => {
      if (trail.at(-2) !== fragment) return;
      event.preventDefault();
      history.back();
    });
    return link;
  }

  // -- showing

  const live = make("div", { class: part("live"), role: "status" });
  const view = make("div", { class: part("view") });

  /**
   * Tells what changed, aloud.
   * @param {string} text
   * @param {boolean} [visible]
   */
  function announce(text, visible = false) {
    live.classList.toggle(part("live") + "--shown", visible);
    live.textContent = text;
  }

  /** @param {string} title */
  const titleOf = (title) => tell("page.title", { title, site: siteTitle });

  /** The page for a state. @param {State} state */
  function pageFor(state) {
    const base = bases[0];
    if (state.change === "act") return pages.actPage(base, state);
    if (state.change) {
      const own = scopeFacts(base).find(({ id }) => id === state.change) ?? facts.get(state.change);
      const fact = /** @type {Fact} */ (own);
      const settled = state.given.get(fact.id);
      if (state.given.has(fact.id)) remembered.set(fact.id, settled ?? [UNKNOWN]);
      return pages.questionPage(base, state, tell("page.change"), () => [fact]);
    }
    if (code === "all") return state.act ? pages.sideBySide(state) : pages.actPage(base, state);
    const scope = scopeFacts(base).filter(({ id }) => !isSettled(state, id));
    if (scope.length && !state.show) return pages.questionPage(base, state, tell("page.scope"), () => scope);
    if (!state.act) return pages.actPage(base, state);
    const next = state.show ? null : questions(base, state);
    if (!next) return pages.verdictPage(base, state);
    return pages.questionPage(
      base,
      state,
      next.group,
      (chosen) => unfold(base, state, next.group, chosen),
      (fact, chosen) => matters(base, state, fact, chosen),
    );
  }

  /** @param {boolean} focus whether to move to the heading of the page */
  function show(focus) {
    const fragment = location.hash.replace(/^#/, "");
    const { state, faults } = read(fragment.includes("=") ? fragment : "");
    if (state.act && !hasAnswers) {
      loadAnswers().then(() => show(focus), sayNotLoaded);
      return;
    }
    for (const [id, answer] of state.given) remembered.set(id, answer ?? [UNKNOWN]);
    if (state.act) remembered.set("act", [state.act]);
    const at = location.hash;
    if (trail.at(-2) === at) trail.pop();
    else if (trail.at(-1) !== at) trail.push(at);
    announce("");
    ticked.clear();
    placed.length = 0;
    fill(state, faults);
    const title = view.querySelector(`.${part("title")}`);
    document.title = titleOf(title?.textContent ?? "");
    if (focus && title instanceof HTMLElement) {
      title.focus({ preventScroll: true });
      mount.scrollIntoView({ block: "start" });
    }
  }

  /** @param {State} state @param {string[]} faults */
  function fill(state, faults) {
    const notice =
      faults.length > 0 &&
      make(
        "p",
        { class: part("notice") },
        tell("page.unread", { parts: faults.join(", ") }),
      );
    view.replaceChildren(...[notice, ...pageFor(state)].filter(Boolean).map((node) => node || ""));
  }

  /**
   * The answer again, in place, after a box was ticked.
   * @param {State} answers
   */
  function recompute(answers) {
    // A box that was ticked never leads back to a question.
    const state = but(answers, { show: true });
    const focused = document.activeElement?.id ?? "";
    const top = document.activeElement?.getBoundingClientRect().top ?? 0;
    history.replaceState(history.state, "", write(state));
    trail[Math.max(0, trail.length - 1)] = location.hash;
    fill(state, []);
    const again = focused ? document.getElementById(focused) : null;
    if (again) {
      again.focus({ preventScroll: true });
      window.scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
    }
    const title = view.querySelector(`.${part("title")}`);
    document.title = titleOf(title?.textContent ?? "");
    const progress = view.querySelector(`.${part("progress")}`)?.textContent ?? "";
    announce(tell("page.outcome", { headline: title?.lastChild?.textContent ?? "", progress }));
  }

  /** Ticks the role of who reads (policy-who.js) where the code is theirs: it is asked all the same, and can be changed. */
  function rememberReader() {
    const { policyRole, policyCode } = document.documentElement.dataset;
    if (policyRole && policyCode === code) remembered.set("audience", [policyRole]);
    else remembered.delete("audience");
  }

  /** @param {string} source */
  const load = (source) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });

  function sayNotLoaded() {
    mount.replaceChildren(make("p", { class: part("notice") }, notLoaded));
  }

  async function start() {
    try {
      await Promise.all(sources.split(" ").map(load));
      words = bare(policyWording);
      bases = Object.values(bare(policyDecisions)).filter(({ code: { id } }) => code === "all" || id === code);
      bases.sort((a, b) => (a.code.id < b.code.id ? -1 : 1));
      const all = [words.scope.audience, words.scope.context, ...bases.flatMap((base) => base.facts)];
      for (const fact of all) facts.set(fact.id, fact);
    } catch {
      sayNotLoaded();
      return;
    }
    /** @type {PolicyAssistant} */
    const assistant = {
      code,
      root,
      view,
      words,
      bases,
      facts,
      remembered,
      ticked,
      placed,
      ask,
      label,
      answerOf,
      actOf,
      decide,
      write,
      but,
      answered,
      withAct,
      previous,
      captionOf,
      backLink,
      go,
      titleOf,
      announce,
      recompute,
    };
    pages = /** @type {typeof pages} */ (policyQuestions(assistant));
    /** @type {Promise<void> | undefined} */
    let asked;
    loadAnswers = () => {
      asked ??= Promise.all(OF_ANSWERS.map((name) => load(`${root}_static/${name}.js`))).then(() => {
        Object.assign(pages, policyAnswers(assistant));
        hasAnswers = true;
      });
      return asked;
    };
    mount.replaceChildren(live, view);
    window.addEventListener("hashchange", () => {
      if (/^#[^=]+$/.test(location.hash)) {
        // An ordinary place on this page: the address stays that of the answers.
        const last = trail.at(-1) ?? "";
        history.replaceState(history.state, "", last);
        trail.push(last);
      } else show(true);
    });
    rememberReader();
    document.addEventListener("policy-who", () => {
      if (location.hash) return;
      rememberReader();
      show(false);
    });
    show(false);
  }

  start();
})();
