// @ts-check
"use strict";

/*
 * The answers, of one code and of all.
 */
/** @param {PolicyAssistant} assistant */
function policyAnswers(assistant) {
  const {
    UNKNOWN,
    opened,
    make,
    part,
    subheading,
    list,
    folded,
    button,
    capital,
    join,
    today,
    heading,
    fieldset,
    chosenIn,
  } = policyParts;
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
    label,
    say,
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
  const texts = words.page;

  /** A part under its heading, or nothing. @param {string} name @param {...(Node | string | false)} children */
  const section = (name, ...children) => policyParts.section(name, texts[name], ...children);

  /** @param {Base} base @param {string} id */
  const clauseOf = (base, id) => /** @type {Row} */ (base.rows.find((row) => row.id === id));

  /** @param {Base} base @param {string} id */
  const bodyName = (base, id) => base.bodies[id]?.contact?.name ?? base.bodies[id]?.label ?? id;

  /**
   * The headline, as in model/wording.py.
   * @param {Base} base
   * @param {Decision} decision
   * @returns {string}
   */
  function headline(base, decision) {
    let key = decision.reason ?? decision.verdict;
    if (decision.curable) key += "_curable";
    if (decision.advised_against) key += "_against";
    if (!decision.reason && base.code.binding === "tip" && `${key}_tip` in words.headlines) key += "_tip";
    const bodies = bodiesOf(decision).map((id) => bodyName(base, id));
    return words.headlines[key].replace("{wie}", () => join(bodies) || "raad");
  }

  /** Whether a requirement stands in the way of more than a dispensation. @param {Decision} decision */
  const counted = (decision) => (/** @type {Condition} */ condition) =>
    !condition.positions.every((id) => decision.dispensations.includes(id));

  /** The bodies whose word is waited for. @param {Decision} decision @returns {string[]} */
  function bodiesOf(decision) {
    const waiting = decision.conditions.filter(
      (condition) => condition.status === "consult" && !condition.advice && counted(decision)(condition),
    );
    return [...new Set(waiting.map(({ by }) => by))];
  }

  /** @param {Base} base @param {string} id */
  function ruleLink(base, id) {
    const rule = base.rules[id];
    return make("a", { href: root + rule.url }, capital(rule.label));
  }

  /**
   * A clause as the text has it, and where.
   * @param {Base} base
   * @param {string} id
   */
  function quoted(base, id) {
    const { rule, modality, excerpt } = clauseOf(base, id);
    const { lead_in: leadIn, wrap_up: wrapUp, notes = [] } = base.rules[rule];
    return [
      make(
        "p",
        { class: part("source") },
        ruleLink(base, rule),
        " ",
        make("span", { class: `policy-modality-${modality}` }, words.modalities[modality]),
      ),
      make(
        "blockquote",
        { class: part("quote") },
        leadIn ? make("span", { class: "policy-lead-in" }, leadIn, " ") : "",
        ...excerpt.map(([words, own]) => (own ? `“${words}”` : words)),
        wrapUp ? make("span", { class: "policy-lead-in" }, " ", wrapUp) : "",
      ),
      ...notes.map((note) => make("p", { class: part("note") }, note)),
    ];
  }

  /** A clause by its first words and where it stands. @param {Base} base @param {string} id */
  function brief(base, id) {
    const { rule: ruleId, opening } = clauseOf(base, id);
    const rule = base.rules[ruleId];
    return [`${opening} (`, make("a", { href: root + rule.url }, rule.label), ")"];
  }

  /** A list of clauses, each once. @param {Base} base @param {string[]} ids */
  const quotes = (base, ids) =>
    list(
      "rules",
      [...new Set(ids)].map((id) => quoted(base, id)),
    );

  /**
   * Clauses with the exception that each leaves open.
   * @param {Base} base
   * @param {Ground[]} grounds
   */
  const reasons = (base, grounds) =>
    list(
      "rules",
      [...new Map(grounds.map((ground) => [ground.position, ground])).values()].map(({ position, exception }) => [
        ...quoted(base, position),
        exception && exception !== position
          ? make("p", { class: part("unless") }, texts.unless, ...brief(base, exception))
          : "",
      ]),
    );

  /** What answers are in order, by whom. @param {Base} base @param {Condition} condition @param {string} [before] */
  function wanted(base, condition, before = "In orde ") {
    const { fact, accepted, quantifier, by } = condition;
    const answers = join(
      accepted.map((id) => `‘${label(fact, id)}’`),
      quantifier === "all" ? "en" : "of",
    );
    const whom = words.by[by] ?? `door ${bodyName(base, by)}`;
    return `${before}${quantifier === "none" ? "als het niet is" : "bij"}: ${answers}${whom && ` (${whom})`}`;
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
              words.statuses[condition.status],
            ),
          " ",
          make("span", { class: part("screen") }, "In orde "),
          make("span", { class: part("paper") }, texts.checked),
          wanted(base, condition, ""),
          ". ",
          ...rulesOf(base, condition.positions),
        ),
      );
      if (!items.length) lines.push(make("p", { class: part("wanted") }, texts.idle));
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

  /** Links to the rules of some positions. @param {Base} base @param {string[]} positions */
  function rulesOf(base, positions) {
    const rules = [...new Set(positions.map((id) => clauseOf(base, id).rule))];
    return rules.flatMap((rule, index) => [index ? ", " : "", ruleLink(base, rule)]);
  }

  /** The questions that the answer waits for. @param {Decision} decision */
  const openOf = ({ depends_on: depends, supposed }) => [...new Set([...depends, ...supposed.map(({ fact }) => fact)])];

  /**
   * The panel with the answer itself.
   * @param {Base} base
   * @param {State} state
   * @param {Decision} decision
   * @param {string} level
   */
  function panel(base, state, decision, level) {
    const open = decision.possible.length > 1;
    /** @type {Map<string, string>} */
    const strictest = new Map(
      decision.supposed.map(({ fact, answers }) => [fact, answers.length ? say(fact, answers) : "geen van deze"]),
    );
    const depends = openOf(decision);
    const count = depends.length;
    const text = headline(base, decision);
    const title = open ? `Dat hangt af van ${count === 1 ? "één vraag" : `${count} vragen`}` : text;
    const {
      code: { short, version, binding },
    } = base;
    const head =
      level === "h2"
        ? heading(title, `${capital(actOf(state.act).label)}, ${short}: `)
        : make("p", { class: part("title") }, title);
    const box = make(
      "div",
      { class: `${part("verdict")} ${part("verdict")}--${open ? "open" : decision.verdict}` },
      level === "h2" &&
        make("p", { class: part("weight") }, `${short}, versie ${version} – ${words.bindings[binding] ?? binding}`),
      head,
    );
    if (open) {
      const items = depends.map((id) => [
        level === "h2" ? make("a", { href: write(but(state, { change: id })) }, ask(id)) : ask(id),
        count === 1 && strictest.has(id) && level === "h2"
          ? make("span", { class: part("supposed") }, ` Strengst bij: ${strictest.get(id)}`)
          : "",
      ]);
      const names = decision.possible.map((verdict) => words.verdicts[verdict]);
      box.append(
        list("depends", items) || "",
        make("p", {}, texts.strictest, make("strong", {}, text)),
        make("p", { class: part("hint") }, `${texts.outcomes}${join(names, "of")}.`),
      );
    } else if (decision.curable) {
      const unmet = decision.conditions.filter(({ status, timing }) => status === "unmet" && timing === "before");
      box.append(
        list(
          "cures",
          unmet.map((condition) => [`${ask(condition.fact)} ${wanted(base, condition)}`]),
        ) || "",
      );
    }
    return box;
  }

  /** Whom to ask. @param {Base} base @param {Decision} decision */
  function contacts(base, decision) {
    const bodies = [
      ...new Set(
        decision.conditions.filter(({ by, status }) => !(by in words.by) && status !== "met").map(({ by }) => by),
      ),
    ];
    if (!bodies.length) {
      const { ask: named = ["je leidinggevende"] } = base;
      return named.length ? named.map((one) => [capital(one)]) : [[texts.nobody]];
    }
    return bodies.map((id) => {
      const { address = "", href = "" } = base.bodies[id]?.contact ?? {};
      return [
        capital(bodyName(base, id)),
        address && ": ",
        href ? make("a", { href }, address) : address,
      ];
    });
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
                "wijzig",
                make("span", { class: part("hidden") }, ` ${question}`),
              ),
            ),
          ),
        ),
      )
    );
  }

  /** What was answered, as rows. @param {State} state */
  const answerRows = (state) => [
    ["act", texts.act, capital(actOf(state.act).label)],
    ...[...facts.keys()]
      .filter((id) => state.given.has(id))
      .map((id) => [id, ask(id), capital(say(id, state.given.get(id)))]),
  ];

  /** The requirements; of a final no those that it rests on or that may undo it. @param {Decision} decision */
  function relevant({ grounds, verdict, curable, conditions, exceptions, dispensations }) {
    if (verdict !== "mag_niet" || curable) return conditions;
    const own = grounds.filter((ground) => ground.verdict === verdict).map(({ position }) => position);
    const counts = [...own, ...exceptions, ...dispensations];
    return conditions.filter(({ positions }) => positions.some((id) => counts.includes(id)));
  }

  /** @param {Base} base @param {State} state */
  function verdictPage(base, state) {
    const decision = decide(base, state);
    const { grounds, verdict, exceptions, dispensations } = decision;
    const decisive = grounds.filter((ground) => ground.verdict === verdict);
    const shownAbove = decisive.map(({ position }) => position);
    const conditions = relevant(decision);
    const others = grounds.filter(({ position }) => !shownAbove.includes(position));
    const after = conditions.filter((condition) => counted(decision)(condition) && condition.timing === "after");
    /** @type {Set<string>} */
    const shown = new Set();
    /** @param {string} kind @param {(condition: Condition) => boolean} belongs */
    const boxesOf = (kind, belongs) => boxes(base, state, kind, conditions.filter(belongs), shown, conditions);
    const isCounted = counted(decision);
    const isFirst = (/** @type {Condition} */ condition) => isCounted(condition) && condition.timing === "before";
    const isDuty = (/** @type {Condition} */ condition) => isFirst(condition) && !condition.advice;
    const duties = boxesOf("duties", isDuty);
    const said = progress(conditions.filter(isDuty));
    const advice = boxesOf("advice", (condition) => isFirst(condition) && condition.advice);
    const dispensed = boxesOf("dispensations", (condition) => !isCounted(condition));
    const assumed = decision.assumptions.map(({ fact, answer }) => [fact, ask(fact), capital(label(fact, answer))]);
    const fragment = write(but(state, { show: false, change: "" }));
    return [
      backLink(previous(base, state)),
      make("p", { class: part("caption") }, captionOf(state)),
      panel(base, state, decision, "h2"),
      words.law_acts.includes(state.act) && make("p", { class: part("law") }, words.law),
      section("decisive", reasons(base, decisive)),
      policyParts.section(
        "duties",
        base.code.binding === "tip" ? texts.duties_tip : texts.duties,
        ...duties,
        said && make("p", { class: part("progress") }, said),
      ),
      section("advice", ...advice),
      section(
        "after",
        list(
          "rules",
          after.map((condition) => [
            `${ask(condition.fact)} ${wanted(base, condition)}. `,
            ...rulesOf(base, condition.positions),
          ]),
        ),
      ),
      section(
        "exceptions",
        quotes(
          base,
          exceptions.filter((id) => !shownAbove.includes(id)),
        ),
      ),
      section("dispensations", quotes(base, dispensations), ...dispensed),
      section(
        "set_aside",
        list(
          "rules",
          decision.set_aside.map((entry) => [
            ...brief(base, entry.position),
            texts.aside,
            ...brief(base, entry.by),
            ".",
          ]),
        ),
      ),
      section(
        "readings",
        list(
          "rules",
          decision.readings.map((reading) => [
            `${texts.reading}${words.verdicts[reading.verdict]}. `,
            ...rulesOf(base, reading.positions),
          ]),
        ),
      ),
      section("ask", list("contacts", contacts(base, decision))),
      section("assumed", answers(state, assumed)),
      section("given", answers(state, answerRows(state))),
      others.length > 0 && folded("ook", texts.also, reasons(base, others) || ""),
      standing(base, state, decision, shown),
      make(
        "p",
        { class: part("other-codes") },
        make("a", { href: `${root}docs/beslissen/naast-elkaar.html${fragment}` }, texts.others),
      ),
      make(
        "div",
        { class: part("actions") },
        button(texts.print, () => window.print()),
        button(texts.copy, () => copy(reference(base, state, decision))),
        again(),
      ),
      make(
        "p",
        { class: part("ruling") },
        `${today()} – ${base.code.title}, versie ${base.code.version}. ${words.no_ruling}`,
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
    const fill = (/** @type {string} */ key, /** @type {number} */ n) =>
      n ? [texts[key].replace("{n}", String(n)).replace("{total}", String(total))] : [];
    const waits = ["open", "consult"];
    const left = [
      ...fill("todo", count((status) => waits.includes(status))),
      ...fill("wrong", count((status) => status !== "met" && !waits.includes(status))),
    ];
    return total ? left.join(" ") || texts.done : "";
  }

  /** A link to an empty form. */
  function again() {
    const link = make("a", { href: "#", class: part("again") }, texts.again);
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
   * @param {Set<string>} shown
   */
  function standing(base, state, decision, shown) {
    if (!decision.standing.length) return false;
    /** Clauses with the same words are listed once. @type {Map<string, string[]>} */
    const same = new Map();
    for (const id of decision.standing) {
      const { rule, excerpt } = clauseOf(base, id);
      const key = [rule, ...excerpt].join();
      same.set(key, [...(same.get(key) ?? []), id]);
    }
    const items = [...same.values()].map((ids) => {
      const conditions = ids.flatMap((id) =>
        clauseOf(base, id)
          .needs.map((need) => base.needs[need])
          .filter(({ timing }) => timing === "before")
          .map((need) => ({ ...need, positions: [id], advice: false })),
      );
      return [...quoted(base, ids[0]), ...boxes(base, state, "standing", conditions, shown)];
    });
    if (decision.verdict === "niet_geregeld") opened.add("altijd");
    return folded(
      "altijd",
      `Geldt altijd (${items.length})`,
      make("p", {}, texts.always),
      list("rules", items),
    );
  }

  /**
   * The answer as plain words, to paste into a file.
   * @param {Base} base
   * @param {State} state
   * @param {Decision} decision
   */
  function reference(base, state, decision) {
    const { authority, title, version, binding } = base.code;
    const lines = [
      `${today()} – ${authority}, ${title}, versie ${version}`,
      `Handeling: ${actOf(state.act).label}`,
      ...answerRows(state)
        .slice(1)
        .map(([, question, answer]) => `${question} ${answer}`),
      ...decision.assumptions.map(({ fact, answer }) => `${ask(fact)} ${capital(label(fact, answer))} (aangenomen)`),
      "",
    ];
    const open = decision.possible.length > 1;
    if (open) lines.push(`Antwoord: dat hangt af van: ${openOf(decision).map(ask).join(" ")}`);
    const isCounted = counted(decision);
    const conditions = relevant(decision);
    /** @param {Condition} condition */
    const line = (condition) =>
      `- ${ask(condition.fact)} ${wanted(base, condition)}: ${words.statuses[condition.status ?? ""]}`;
    lines.push(
      `${open ? texts.strictest : "Antwoord: "}${headline(base, decision)} ` +
        `(${words.verdicts[decision.verdict]}, ${words.bindings[binding]})`,
      ...conditions.filter(isCounted).map(line),
      ...decision.dispensations.map((id) => {
        const { label } = base.rules[clauseOf(base, id).rule];
        return `${texts.dispensations}: ${clauseOf(base, id).opening} (${label})`;
      }),
      ...conditions.filter((condition) => !isCounted(condition)).map(line),
    );
    for (const rule of decision.rules) {
      const { citation, permalink } = base.rules[rule];
      lines.push("", policyCite(citation, `${rule}@${base.code.version}`, root, permalink));
    }
    lines.push("", addressOf(state) || write(state), words.no_ruling);
    return lines.join("\n");
  }

  /** @param {string} text */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      announce(texts.copied, true);
      return;
    } catch {
      // On plain http:// or in a file it is selected instead.
    }
    view.querySelector(`.${part("copy")}`)?.remove();
    const field = make("textarea", { class: part("copy"), rows: "8", readonly: true, "aria-label": "Verwijzing" });
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
    announce(copied ? texts.copied : texts.selected, true);
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
      const binding = words.bindings[base.code.binding] ?? base.code.binding;
      const rules = decision.reason ? [] : decision.grounds.filter(({ verdict }) => verdict === decision.verdict);
      const open = decision.possible.length > 1;
      return make(
        "section",
        { class: part("column") },
        subheading(base.code.short),
        make("p", { class: part("weight") }, `${base.code.authority}, ${binding}`),
        panel(base, own, decision, "p"),
        reasons(base, rules),
        make(
          "p",
          {},
          make(
            "a",
            { href: `${root}docs/beslissen/${base.code.id}.html${write(own)}` },
            texts[open ? "answer_questions" : "read_answer"] + base.code.short,
          ),
        ),
      );
    });
    const rows = answerRows(state).filter(([id]) => id !== "audience");
    return [
      backLink(previous(bases[0], state)),
      make("p", { class: part("caption") }, captionOf(state)),
      heading(texts.side_by_side),
      make("p", {}, texts.all_codes),
      words.law_acts.includes(state.act) && make("p", { class: part("law") }, words.law),
      make("div", { class: part("columns") }, ...columns),
      section("given", answers(state, rows)),
      make("p", { class: part("ruling") }, `${today()}. ${words.no_ruling}`),
    ];
  }

  return { verdictPage, sideBySide };
}
