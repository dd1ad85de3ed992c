// @ts-check
"use strict";

/*
 * The answers, of one code and of all: the parts of an explanation on a page, with boxes beside what must be in order.
 */
/** @param {PolicyAssistant} assistant */
function policyAnswers(assistant) {
  const { UNKNOWN, opened, make, part, subheading, list, folded, button, capital, today, heading, fieldset, chosenIn } =
    policyParts;
  const { say, tell, plain } = policySay;
  const {
    code,
    root,
    words,
    bases,
    facts,
    remembered,
    ticked,
    placed,
    view,
    ask,
    answerOf,
    actOf,
    decide,
    write,
    but,
    answered,
    previous,
    captionOf,
    backLink,
    announce,
    recompute,
  } = assistant;

  /** @param {Base} base @param {string} id */
  const clauseOf = (base, id) => /** @type {Clause} */ (base.clauses.find((clause) => clause.id === id));

  /** The name of a part, without its variant. @param {string} key */
  const nameOf = (key) => key.split(".")[0];

  /** @param {Explanation} explanation @param {string} name */
  const entriesOf = ({ parts }, name) => parts.flatMap(({ key, entries }) => (nameOf(key) === name ? entries : []));

  /** @param {Entry[]} entries */
  const conditionsOf = (entries) => entries.flatMap(({ condition }) => condition ?? []);

  /** @param {string} weight */
  const weightOf = (weight) => words.bindings[weight] ?? weight;

  /** A line as nodes. @param {Base} base @param {Line} line @param {string} [address] where a contact is */
  const place = (base, line, address) =>
    line.map((span) => {
      const [text, target, role] = span;
      const href = target ? root + base.rules[target.slice(5)].url : role === "contact" && address;
      if (href) return make("a", { href }, text);
      if (role === "strong") return make("strong", {}, text);
      return role && role !== "quote" ? make("span", { class: `policy-${role}` }, text) : plain([span]);
    });

  /** A line with a capital. @param {Line} line @returns {Line} */
  const begin = ([[text, ...more], ...others]) => [[capital(text), ...more], ...others];

  /** @param {Base} base @param {Entry} entry */
  function quoted(base, { slots: { rule, modality, quote, unless } }) {
    const { notes = [] } = base.rules[rule[0][1].slice(5)];
    return [
      // The notes themselves say that there are any.
      make("p", { class: part("source") }, ...place(base, begin(rule.slice(0, 1))), " ", ...place(base, modality)),
      make("blockquote", { class: part("quote") }, ...place(base, quote)),
      ...notes.map((note) => make("p", { class: part("note") }, note)),
      unless ? make("p", { class: part("unless") }, ...place(base, begin(unless))) : "",
    ];
  }

  /** @param {Base} base @param {Entry[]} entries */
  const quotes = (base, entries) =>
    list(
      "rules",
      entries.map((entry) => quoted(base, entry)),
    );

  /** Sentences as a list. @param {Base} base @param {string} name @param {Entry[]} entries */
  const sentences = (base, name, entries) =>
    list(
      name,
      entries.map(({ key, slots, href }) => place(base, begin(say(key, slots)), href)),
    );

  /** What is in order, on screen and on paper. @param {Base} base @param {Condition} condition */
  function wanted(base, condition) {
    const names = policyExplanation.namesOf(base);
    const rules = names.rules(condition.positions).flatMap((span) => begin([span]));
    const told = ["screen", "paper"].map((where) => [tell(`page.wanted.${where}`), "", `assistant__${where}`]);
    return place(base, say("page.wanted", { in_order: told, answers: names.answers(condition), rules }));
  }

  /**
   * Requirements as questions to answer here, one for each fact.
   * @param {Base} base
   * @param {State} state
   * @param {string} kind the part of the page
   * @param {Condition[]} conditions
   * @param {Set<string>} shown the facts that stand elsewhere
   * @param {Condition[]} [all] those of the other parts too
   */
  function boxes(base, state, kind, conditions, shown, all = conditions) {
    /** @type {Map<string, Condition[]>} */
    const byFact = new Map();
    for (const condition of conditions) {
      if (!shown.has(condition.fact)) byFact.set(condition.fact, [...(byFact.get(condition.fact) ?? []), condition]);
    }
    // A box that was ticked stays where it was, to be ticked otherwise.
    for (const [id, place] of ticked) {
      if (place === kind && !shown.has(id) && !all.some(({ fact }) => fact === id)) byFact.set(id, []);
    }
    for (const id of byFact.keys()) if (!placed.includes(id)) placed.push(id);
    const entries = [...byFact].sort(([a], [b]) => placed.indexOf(a) - placed.indexOf(b));
    return entries.map(([id, items]) => {
      shown.add(id);
      const fact = /** @type {Fact} */ (facts.get(id));
      const lines = items.map((condition) =>
        make(
          "p",
          { class: part("wanted") },
          condition.status &&
            make(
              "strong",
              { class: `${part("status")} ${part("status")}--${condition.status}` },
              tell(`answer.status.${condition.status}`),
            ),
          " ",
          ...wanted(base, condition),
        ),
      );
      if (!items.length) lines.push(make("p", { class: part("wanted") }, tell("page.idle")));
      const chosen = state.given.has(id) ? (state.given.get(id) ?? [UNKNOWN]) : [];
      const field = fieldset(fact, chosen, ...lines);
      field.addEventListener("change", () => {
        ticked.set(id, kind);
        const now = chosenIn(field, id);
        const next = answered(state, id, now);
        if (now?.length === 0) next.skipped.delete(id);
        else remembered.set(id, now ?? [UNKNOWN]);
        recompute(next);
      });
      return field;
    });
  }

  /**
   * The panel with the answer itself.
   * @param {Base} base
   * @param {State} state
   * @param {Decision} decision
   * @param {Explanation} explanation
   * @param {boolean} isPage whether it is the answer of a page, or one of several
   */
  function panel(base, state, { verdict, curable }, explanation, isPage) {
    const { headline, until } = explanation;
    const { short, version, binding } = base.code;
    const depends = entriesOf(explanation, "depends").map(({ fact, slots: { question, strictest } }) => [
      isPage ? make("a", { href: write(but(state, { change: fact })) }, plain(question)) : plain(question),
      strictest ? make("span", { class: part("supposed") }, ` ${plain(strictest)}`) : "",
    ]);
    const cures = entriesOf(explanation, "duties").filter(({ condition }) => curable && condition?.status === "unmet");
    return make(
      "div",
      { class: `${part("verdict")} ${part("verdict")}--${until.length ? "open" : verdict}` },
      isPage &&
        make(
          "p",
          { class: part("weight") },
          tell("page.weight", { code: short, version, weight: weightOf(binding) }),
        ),
      isPage
        ? heading(headline, tell("page.about", { act: capital(actOf(state.act).label), code: short }))
        : make("p", { class: part("title") }, headline),
      list("depends", depends),
      ...until.map((line) => make("p", {}, ...place(base, line))),
      sentences(base, "cures", cures),
    );
  }

  /**
   * Answers that can be changed.
   * @param {State} state
   * @param {string[][]} rows of id, question and answer
   */
  function answers(state, rows) {
    return (
      rows.length > 0 &&
      make(
        "dl",
        { class: part("answers") },
        ...rows.map(([id, question, answer]) =>
          make(
            "div",
            {},
            make("dt", {}, question),
            make("dd", {}, answer),
            make(
              "dd",
              { class: part("change") },
              make(
                "a",
                { href: write(but(state, { change: id })) },
                ...place(bases[0], say("page.change.link", { question: [[question, "", "assistant__hidden"]] })),
              ),
            ),
          ),
        ),
      )
    );
  }

  /** What was answered, as rows. @param {State} state */
  const answerRows = (state) => [
    ["act", tell("page.act"), capital(actOf(state.act).label)],
    ...[...facts.keys()]
      .filter((id) => state.given.has(id))
      .map((id) => [id, ask(id), capital(answerOf(id, state.given.get(id)))]),
  ];

  /** What the law says of the act, whatever a code says. @param {State} state */
  const law = ({ act }) =>
    words.law_acts.includes(act) && make("p", { class: part("law") }, tell("page.law"));

  /** @param {Base} base @param {State} state */
  function verdictPage(base, state) {
    const decision = decide(base, state);
    const explanation = policyExplanation.explain(base, decision);
    const all = conditionsOf(explanation.parts.flatMap(({ entries }) => entries));
    /** @type {Set<string>} */
    const shown = new Set();
    /** @param {string} name @param {Entry[]} entries */
    const boxesOf = (name, entries) => boxes(base, state, name, conditionsOf(entries), shown, all);
    /** What stands in a part. @param {string} name @param {Entry[]} entries */
    function within(name, entries) {
      if (name === "assumed") {
        const rows = entries.map(({ fact, slots }) => [fact, plain(slots.question), capital(plain(slots.answers))]);
        return [answers(state, rows)];
      }
      const told = entries.filter(({ condition }) => !condition);
      if (["decisive", "exceptions"].includes(name)) return [quotes(base, told)];
      if (!["duties", "advice", "dispensations"].includes(name)) return [sentences(base, name === "ask" ? "contacts" : "rules", entries)];
      const said = name === "duties" && progress(conditionsOf(entries));
      return [
        quotes(base, told),
        ...boxesOf(name, entries),
        said && make("p", { class: part("progress") }, said),
      ];
    }
    const also = entriesOf(explanation, "also");
    const fragment = write(but(state, { show: false, change: "" }));
    return [
      backLink(previous(base, state)),
      make("p", { class: part("caption") }, captionOf(state)),
      panel(base, state, decision, explanation, true),
      law(state),
      ...explanation.parts
        .filter(({ key }) => key !== "depends" && key !== "also")
        .map(({ key, entries }) =>
          policyParts.section(nameOf(key), tell(`answer.part.${key}`), ...within(nameOf(key), entries)),
        ),
      policyParts.section("given", tell("page.given"), answers(state, answerRows(state))),
      also.length > 0 && folded("ook", tell("answer.part.also"), quotes(base, also) || ""),
      standing(base, state, decision, explanation.standing, shown),
      make(
        "p",
        { class: part("other-codes") },
        make("a", { href: `${root}docs/beslissen/naast-elkaar.html${fragment}` }, tell("page.others")),
      ),
      make(
        "div",
        { class: part("actions") },
        button(tell("page.print"), () => window.print()),
        button(tell("page.copy"), () => copy(reference(base, state, decision, explanation))),
        again(),
      ),
      make(
        "p",
        { class: part("ruling") },
        tell("page.ruling", {
          day: today(),
          code: base.code.title,
          version: base.code.version,
          no_ruling: say("answer.no_ruling"),
        }),
        make("span", { class: part("paper") }, ` ${addressOf(state)}`),
      ),
    ];
  }

  /** The address of this answer. @param {State} state */
  const addressOf = (state) => policyAddress("", write(state));

  /** How far the requirements are. @param {Condition[]} conditions */
  function progress(conditions) {
    /** @param {(status: string) => boolean} belongs */
    const count = (belongs) =>
      new Set(conditions.filter(({ status = "" }) => belongs(status)).map(({ fact }) => fact)).size;
    const total = count(() => true);
    const fill = (/** @type {string} */ key, /** @type {number} */ n) => (n ? [tell(key, { n, total })] : []);
    const waits = ["open", "consult"];
    const left = [
      ...fill("page.todo", count((status) => waits.includes(status))),
      ...fill("page.wrong", count((status) => status !== "met" && !waits.includes(status))),
    ];
    return total ? left.join(" ") || tell("page.done") : "";
  }

  /** A link to an empty form. */
  function again() {
    const link = make("a", { href: "#", class: part("again") }, tell("page.again"));
    link.addEventListener("click", () => {
      remembered.clear();
      opened.clear();
    });
    return link;
  }

  /**
   * What always holds; what is asked of one can be answered.
   * @param {Base} base
   * @param {State} state
   * @param {Decision} decision
   * @param {Entry[]} entries
   * @param {Set<string>} shown
   */
  function standing(base, state, decision, entries, shown) {
    if (!entries.length) return false;
    const items = entries.map((entry) => {
      const conditions = (entry.positions ?? []).flatMap((id) =>
        clauseOf(base, id)
          .requires.filter(({ timing }) => timing === "before")
          .map((requirement) => ({ ...requirement, positions: [id], advice: false })),
      );
      return [...quoted(base, entry), ...boxes(base, state, "standing", conditions, shown)];
    });
    if (decision.verdict === "niet_geregeld") opened.add("altijd");
    return folded(
      "altijd",
      tell("page.standing", { count: items.length }),
      make("p", {}, tell("page.standing.why")),
      list("rules", items),
    );
  }

  /**
   * The answer as plain words, to paste into a file.
   * @param {Base} base
   * @param {State} state
   * @param {Decision} decision
   * @param {Explanation} explanation
   */
  function reference(base, state, decision, explanation) {
    const { authority, title, version, binding } = base.code;
    const { headline, label: verdict, until, parts } = explanation;
    const weight = weightOf(binding);
    const lines = [
      tell("page.reference.code", { day: today(), authority, code: title, version }),
      tell("page.reference.act", { act: actOf(state.act).label }),
      ...answerRows(state)
        .slice(1)
        .map(([, question, answers]) => tell("answer.assumed", { question, answers })),
      ...entriesOf(explanation, "assumed").map(({ slots: { question, answers } }) =>
        tell("page.reference.assumed", { question, answers: begin(answers) }),
      ),
      "",
      until.length
        ? tell("page.reference.open", { headline, weight })
        : tell("page.reference.answer", { headline, verdict, weight }),
      ...until.map(plain),
    ];
    const told = ["depends", "duties", "advice", "after", "dispensations"];
    for (const { key, entries } of parts) {
      if (!entries.length || !told.includes(nameOf(key))) continue;
      lines.push(tell("page.reference.part", { heading: say(`answer.part.${key}`) }));
      lines.push(...entries.map(({ key, slots }) => tell("page.reference.entry", { words: say(key, slots) })));
    }
    for (const rule of decision.rules) {
      const { citation, permalink } = base.rules[rule];
      lines.push("", policyCite(citation, `${rule}@${base.code.version}`, root, permalink));
    }
    lines.push("", addressOf(state) || write(state), tell("answer.no_ruling"));
    return lines.join("\n");
  }

  /** @param {string} text */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      announce(tell("copy.done"), true);
      return;
    } catch {
      // On plain http:// or in a file it is selected instead.
    }
    view.querySelector(`.${part("copy")}`)?.remove();
    const field = make("textarea", { class: part("copy"), rows: "8", readonly: true, "aria-label": tell("page.reference") });
    field.textContent = text;
    view.append(field);
    let copied = false;
    if (field instanceof HTMLTextAreaElement) {
      field.select();
      try {
        copied = document.execCommand("copy");
      } catch {
        // It stays selected.
      }
    }
    announce(copied ? tell("copy.done") : tell("copy.selected"), true);
  }

  /** The verdict of every code for the same answers. @param {State} state */
  function sideBySide(state) {
    const columns = bases.map((base) => {
      const known = new Set(["context", ...base.facts.map(({ id }) => id)]);
      const own = but(state, {
        given: new Map([...state.given].filter(([id]) => known.has(id))),
        skipped: new Set(),
        show: true,
      });
      const decision = decide(base, own);
      const explanation = policyExplanation.explain(base, decision);
      const { short, authority, binding } = base.code;
      const key = decision.possible.length > 1 ? "page.all.ask" : "page.all.read";
      return make(
        "section",
        { class: part("column") },
        subheading(short),
        make("p", { class: part("weight") }, tell("page.all.weight", { authority, weight: weightOf(binding) })),
        panel(base, own, decision, explanation, false),
        quotes(base, entriesOf(explanation, "decisive")),
        make(
          "p",
          {},
          make(
            "a",
            { href: `${root}docs/beslissen/${base.code.id}.html${write(own)}` },
            tell(key, { code: short }),
          ),
        ),
      );
    });
    const rows = answerRows(state).filter(([id]) => id !== "audience");
    return [
      backLink(previous(bases[0], state)),
      make("p", { class: part("caption") }, captionOf(state)),
      heading(tell("page.all")),
      make("p", {}, tell("page.all.scope")),
      law(state),
      make("div", { class: part("columns") }, ...columns),
      policyParts.section("given", tell("page.given"), answers(state, rows)),
      make("p", { class: part("ruling") }, tell("page.all.ruling", { day: today(), no_ruling: say("answer.no_ruling") })),
    ];
  }

  return { verdictPage, sideBySide };
}
