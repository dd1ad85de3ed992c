// @ts-check
"use strict";

/*
 * The pages on which the decision assistant answers: what one code says, and what all of them say side by side.
 */
/** @param {PolicyAssistant} assistant what policy-assistant.js knows and does */
function policyAnswers(assistant) {
  const {
    UNKNOWN,
    opened,
    make,
    part,
    subheading,
    list,
    section,
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

  /** @param {Base} base @param {string} id */
  const clauseOf = (base, id) => /** @type {Clause} */ (base.clauses.find((clause) => clause.id === id));

  /** @param {Base} base @param {string} id */
  const bodyName = (base, id) => base.bodies[id]?.contact?.name ?? base.bodies[id]?.label ?? id;

  /**
   * The headline of a decision: as in model/wording.py.
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
   * A clause as the text has it: where, what it does, the words that lead in and the words themselves.
   * @param {Base} base
   * @param {string} id
   */
  function quoted(base, id) {
    const { rule, modality, quotes } = clauseOf(base, id);
    const { lead_in: leadIn } = base.rules[rule];
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
        quotes.map((quote) => `“${quote}”`).join(" … "),
      ),
    ];
  }

  /** A list of clauses, each once. @param {Base} base @param {string[]} ids */
  const quotes = (base, ids) =>
    list(
      "rules",
      [...new Set(ids)].map((id) => quoted(base, id)),
    );

  /**
   * The clauses of some grounds, with the exception that each leaves open.
   * @param {Base} base
   * @param {Ground[]} grounds
   */
  const reasons = (base, grounds) =>
    list(
      "rules",
      [...new Map(grounds.map((ground) => [ground.position, ground])).values()].map(({ position, exception }) => [
        ...quoted(base, position),
        exception && exception !== position
          ? make("p", { class: part("unless") }, "Tenzij dit in orde is: ", ...rulesOf(base, [exception]))
          : "",
      ]),
    );

  /** What answers are in order, and by whom. @param {Base} base @param {Condition} condition */
  function wanted(base, condition) {
    const { fact, accepted, quantifier, by } = condition;
    const answers = join(
      accepted.map((id) => `‘${label(fact, id)}’`),
      quantifier === "all" ? "en" : "of",
    );
    const whom = words.by[by] ?? `door ${bodyName(base, by)}`;
    return `In orde ${quantifier === "none" ? "als het niet is" : "bij"}: ${answers}${whom && ` (${whom})`}`;
  }

  /**
   * Requirements as questions that can be answered here, one for each fact.
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
    // A box that was ticked stays, where it was, also when nothing waits for it any more: it can be ticked otherwise.
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
          wanted(base, condition),
          ". ",
          ...rulesOf(base, condition.positions),
        ),
      );
      if (!items.length)
        lines.push(make("p", { class: part("wanted") }, "Hier wacht nu niets meer op. Je kunt het wel wijzigen."));
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

  /**
   * The panel with the answer itself.
   * @param {Base} base
   * @param {State} state
   * @param {Decision} decision
   * @param {string} level
   */
  function panel(base, state, decision, level) {
    const open = decision.possible.length > 1;
    const count = decision.depends_on.length;
    const text = headline(base, decision);
    const title = open ? `Dat hangt af van ${count === 1 ? "één vraag" : `${count} vragen`}` : text;
    const head = level === "h2" ? heading(title) : make("p", { class: part("title") }, title);
    const {
      code: { short, version, binding },
    } = base;
    const box = make(
      "div",
      { class: `${part("verdict")} ${part("verdict")}--${open ? "open" : decision.verdict}` },
      level === "h2" &&
        make("p", { class: part("weight") }, `${short}, versie ${version} – ${words.bindings[binding] ?? binding}`),
      head,
    );
    if (open) {
      /** @type {Map<string, string>} */
      const strictest = new Map(
        decision.supposed.map(({ fact, answers }) => [fact, answers.length ? say(fact, answers) : "geen van deze"]),
      );
      const items = [...new Set([...decision.depends_on, ...strictest.keys()])].map((id) => [
        level === "h2" ? make("a", { href: write(but(state, { change: id })) }, ask(id)) : ask(id),
        strictest.has(id) && level === "h2"
          ? make("span", { class: part("supposed") }, ` Strengst bij: ${strictest.get(id)}`)
          : "",
      ]);
      const names = decision.possible.map((verdict) => words.verdicts[verdict]);
      box.append(
        list("depends", items) || "",
        make("p", {}, "Tot dat bekend is, geldt het strengste antwoord: ", make("strong", {}, text)),
        make("p", { class: part("hint") }, `Mogelijke uitkomsten: ${join(names, "of")}.`),
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
    if (!bodies.length) return [["Je leidinggevende"]];
    return bodies.map((id) => {
      const contact = base.bodies[/** @type {string} */ (id)]?.contact;
      const address = contact?.address ?? "";
      const href = /^https?:\/\//.test(address) ? address : address.includes("@") ? `mailto:${address}` : "";
      return [
        capital(bodyName(base, /** @type {string} */ (id))),
        address && ": ",
        href ? make("a", { href }, address) : address,
      ];
    });
  }

  /**
   * Questions with their answers and a way to change each.
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
    ["act", "Wat wil je doen?", capital(actOf(state.act).label)],
    ...[...facts.keys()]
      .filter((id) => state.given.has(id))
      .map((id) => [id, ask(id), capital(say(id, state.given.get(id)))]),
  ];

  /** @param {Base} base @param {State} state */
  function verdictPage(base, state) {
    const decision = decide(base, state);
    const { grounds, conditions, verdict } = decision;
    const decisive = grounds.filter((ground) => ground.verdict === verdict);
    const shownAbove = decisive.map(({ position }) => position);
    const others = grounds.filter(({ position }) => !shownAbove.includes(position));
    const after = conditions.filter((condition) => counted(decision)(condition) && condition.timing === "after");
    /** @type {Set<string>} */
    const shown = new Set();
    /** @param {string} kind @param {(condition: Condition) => boolean} belongs */
    const boxesOf = (kind, belongs) => boxes(base, state, kind, conditions.filter(belongs), shown, conditions);
    const isCounted = counted(decision);
    const isFirst = (/** @type {Condition} */ condition) => isCounted(condition) && condition.timing === "before";
    const duties = boxesOf("duties", (condition) => isFirst(condition) && !condition.advice);
    const advice = boxesOf("advice", (condition) => isFirst(condition) && condition.advice);
    const dispensed = boxesOf("dispensations", (condition) => !isCounted(condition));
    const assumed = decision.assumptions.map(({ fact, answer }) => [fact, ask(fact), capital(label(fact, answer))]);
    const fragment = write(but(state, { show: false, change: "" }));
    return [
      backLink(previous(base, state)),
      make("p", { class: part("caption") }, captionOf(state)),
      panel(base, state, decision, "h2"),
      words.law_acts.includes(state.act) && make("p", { class: part("law") }, words.law),
      section("decisive", "Dat berust op", reasons(base, decisive)),
      section(
        "duties",
        base.code.binding === "tip" ? "Wat volgens deze tips in orde moet zijn" : "Wat in orde moet zijn",
        ...duties,
      ),
      section("advice", "Wat je aangeraden wordt", ...advice),
      section(
        "after",
        "Daarna",
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
        "Uitzondering die nog mogelijk is",
        quotes(
          base,
          decision.exceptions.filter((id) => !shownAbove.includes(id)),
        ),
      ),
      section("dispensations", "Afwijken kan na overleg", quotes(base, decision.dispensations), ...dispensed),
      section(
        "aside",
        "Wat hier niet telt",
        list(
          "rules",
          decision.set_aside.map((entry) => [
            ...rulesOf(base, [entry.position]),
            " is opzijgezet door ",
            ...rulesOf(base, [entry.by]),
            ".",
          ]),
        ),
      ),
      section(
        "readings",
        "Anders gelezen",
        list(
          "rules",
          decision.readings.map((reading) => [
            `De tekst kan ook anders gelezen worden. Dan is de uitkomst: ${words.verdicts[reading.verdict]}. `,
            ...rulesOf(base, reading.positions),
          ]),
        ),
      ),
      section("ask", "Wie je kunt vragen", list("contacts", contacts(base, decision))),
      section("assumed", "We gingen ervan uit", answers(state, assumed)),
      section("given", "Jouw antwoorden", answers(state, answerRows(state))),
      others.length > 0 && folded("ook", "Ook van belang", reasons(base, others) || ""),
      standing(base, state, decision, shown),
      make(
        "p",
        { class: part("other-codes") },
        make("a", { href: `${root}docs/beslissen/naast-elkaar.html${fragment}` }, "Wat zouden de andere codes zeggen?"),
      ),
      make(
        "div",
        { class: part("actions") },
        button("Druk af", () => window.print()),
        button("Kopieer als verwijzing", () => copy(reference(base, state, decision))),
        again(),
      ),
      make(
        "p",
        { class: part("ruling") },
        `${today()} – ${base.code.title}, versie ${base.code.version}. ${words.no_ruling}`,
      ),
    ];
  }

  /** A link to an empty form. */
  function again() {
    const link = make("a", { href: "#", class: part("again") }, "Begin opnieuw");
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
    const items = decision.standing.map((id) => {
      const clause = clauseOf(base, id);
      const asked = clause.requires.filter(({ timing }) => timing === "before");
      const conditions = asked.map((requirement) => ({ ...requirement, positions: [id], advice: false }));
      return [...quoted(base, id), ...boxes(base, state, "standing", conditions, shown)];
    });
    return folded(
      "altijd",
      `Geldt altijd (${items.length})`,
      make("p", {}, "Dit geldt bij alles wat je doet. Is iets niet in orde, zeg het dan hier."),
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
      `Antwoord: ${headline(base, decision)} (${words.verdicts[decision.verdict]}, ${words.bindings[binding]})`,
    ];
    if (decision.possible.length > 1) {
      lines.push(`Dat hangt af van: ${decision.depends_on.map((id) => ask(id)).join(" ")}`);
    }
    for (const rule of decision.rules) {
      const { citation, permalink } = base.rules[rule];
      const address = location.protocol.startsWith("http") ? new URL(root + permalink, location.href).href : permalink;
      lines.push(
        "",
        citation.replace(`<${permalink}>`, () => `<${address}>`),
      );
    }
    lines.push("", location.href.startsWith("http") ? location.href : write(state), words.no_ruling);
    return lines.join("\n");
  }

  /** @param {string} text */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      announce("De verwijzing is gekopieerd.", true);
      return;
    } catch {
      // Not on plain http:// or in a file: then it is selected, to be copied by hand.
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
        // The words stay selected.
      }
    }
    announce(
      copied
        ? "De verwijzing is gekopieerd."
        : "Kopiëren mag hier niet. De verwijzing is geselecteerd: druk op Ctrl+C, of op Cmd+C.",
      true,
    );
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
            `${open ? "Beantwoord de vragen" : "Lees het hele antwoord"} van ${base.code.short}`,
          ),
        ),
      );
    });
    const rows = answerRows(state).filter(([id]) => id !== "audience");
    return [
      backLink(previous(bases[0], state)),
      make("p", { class: part("caption") }, captionOf(state)),
      heading("Wat elke code zegt"),
      make("p", {}, "Bij elke code gaan we uit van wie die code zelf aanspreekt."),
      words.law_acts.includes(state.act) && make("p", { class: part("law") }, words.law),
      make("div", { class: part("columns") }, ...columns),
      section("given", "Jouw antwoorden", answers(state, rows)),
      make("p", { class: part("ruling") }, `${today()}. ${words.no_ruling}`),
    ];
  }

  return { verdictPage, sideBySide };
}
