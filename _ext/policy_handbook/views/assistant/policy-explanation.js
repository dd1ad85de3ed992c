// @ts-check
"use strict";

/*
 * A decision in sentences, as in presentation/explanation.py and names.py, which say why. What a sentence is about (its
 * condition, its positions) goes with it.
 */
const policyExplanation = (() => {
  const { joinLines, say, tell, listed } = policySay;

  /** @param {string} role @param {string} words @returns {Line} */
  const as = (role, words) => [[words, "", role]];

  /** @param {string} by */
  const isInternal = (by) => !policyWording.not_internal.includes(by);

  /** What slots are filled with. @param {Base} base @returns {Names} */
  function namesOf(base) {
    const { scope, sentences } = policyWording;
    const facts = Object.fromEntries([...Object.values(scope), ...base.facts].map((fact) => [fact.id, fact]));
    const clauses = Object.fromEntries(base.rows.map((row) => [row.id, row]));
    /** @type {Names} */
    const names = {
      variant: (key) => (base.code.binding === "tip" && `answer.${key}.tip` in sentences ? `${key}.tip` : key),
      verdict: (id, against) => tell(`answer.${names.keyOf(id, against)}`),
      sign: (id, against) => names.keyOf(id, against).replaceAll(".", "-"),
      keyOf: (id, against) => names.variant(`verdict.${id}`) + (against && id === "mag" ? ".against" : ""),
      question: (id) => facts[id].question,
      answer: (fact, id) => facts[fact].options.find((option) => option.id === id)?.label ?? id,
      answers({ fact, accepted, quantifier, by }) {
        const labels = accepted.map((id) => say("answer.label", { words: names.answer(fact, id) }));
        let answers = listed(labels, quantifier === "all" ? "and" : "or");
        if (quantifier === "none") answers = say("answer.labels.none", { answers });
        if (by === "self") return answers;
        const whom = isInternal(by) ? say("answer.by_body", { body: names.body(by) }) : say(`answer.by.${by}`);
        return say("answer.labels.by", { answers, by: whom });
      },
      body: (id) => base.bodies[id]?.contact?.name ?? base.bodies[id]?.label ?? id,
      rules: (ids) =>
        listed(
          [...new Set(ids.map((id) => clauses[id].rule))].map((id) => [[base.rules[id].label, `rule:${id}`, "source"]]),
          "comma",
        ),
      quoted(id) {
        const { rule, sign, word, reading, excerpt } = clauses[id];
        const { lead_in: leadIn, wrap_up: wrapUp, noted } = base.rules[rule];
        const read = reading && say(`answer.read.${reading.default ? "reviewed" : "other"}`);
        return {
          rule: joinLines([names.rules([id]), noted ? as("flag", tell("answer.noted")) : ""]),
          modality: joinLines([
            as(sign, word),
            read ? as("reading", tell("answer.read.beside", { reading: read })) : "",
          ]),
          quote: joinLines([
            as("lead-in", leadIn && tell("answer.lead_in", { words: leadIn })),
            excerpt,
            as("lead-in", wrapUp && tell("answer.wrap_up", { words: wrapUp })),
          ]),
        };
      },
      clause: (id) => say("answer.clause", { opening: clauses[id].opening, rule: names.rules([id]) }),
    };
    return names;
  }

  /** @param {Decision} decision */
  function relevant({ grounds, verdict, curable, conditions, exceptions, dispensations }) {
    const own = grounds.filter((ground) => ground.verdict === verdict).map(({ position }) => position);
    const undoing = [...exceptions, ...dispensations];
    return conditions.filter(
      ({ positions, timing }) =>
        verdict !== "mag_niet" ||
        curable ||
        positions.some((id) => undoing.includes(id) || (timing === "before" && own.includes(id))),
    );
  }

  /** @param {Condition[]} all */
  const strictest = (all) =>
    all.filter(
      (one) =>
        !all.some(
          (other) =>
            /** @type {const} */ (["fact", "by", "advice"]).every((key) => other[key] === one[key]) &&
            other.quantifier === "any" &&
            one.quantifier === "any" &&
            other.accepted.length < one.accepted.length &&
            other.accepted.every((id) => one.accepted.includes(id)),
        ),
    );

  /** @param {Condition[]} conditions */
  const waiting = (conditions) => [
    ...new Set(
      conditions.flatMap(({ by, timing, status }) =>
        isInternal(by) && timing === "before" && status !== "met" ? by : [],
      ),
    ),
  ];

  /** Each sentence once, about all that it is about. @param {Entry[]} entries */
  function once(entries) {
    /** @type {Map<string, Entry>} */
    const found = new Map();
    for (const entry of entries) {
      const said = JSON.stringify([entry.key, entry.slots]);
      const same = found.get(said);
      if (same) same.positions?.push(...(entry.positions ?? []));
      else found.set(said, entry);
    }
    return [...found.values()];
  }

  /** Each sentence once, and no words of a rule that were *told* before. @param {Entry[]} entries @param {Set<string>} told */
  const quoteOnce = (entries, told) =>
    once(
      once(entries).map((entry) => {
        const { quote, ...slots } = entry.slots;
        const words = JSON.stringify([slots.rule, quote]);
        if (!quote || !told.has(words)) {
          told.add(words);
          return entry;
        }
        const modality = joinLines([slots.modality, as("again", tell("answer.again"))]);
        return { ...entry, key: `${entry.key}.again`, slots: { ...slots, modality } };
      }),
    );

  // -- where to look too (decision/ways.py)

  const MOST = 3;
  const MOST_RULES = 3;
  /** Silence, in a set of verdicts. */
  const SILENT = 1;

  /** What an act leads on to with these answers. @param {Base} base @param {Act} act @param {Given} given */
  function waysOf(base, act, given) {
    const known = new Map(Object.entries(given));
    const ways = act.ways.filter(({ when }) => policyWalk.gateHolds(when, known) === 2);
    return ways.flatMap((way) => base.acts.filter(({ id }) => id === way.act));
  }

  /** Where a code does speak. @param {Base} base @param {Act} act @param {Given} given */
  function nearestActs(base, act, given) {
    const { makeMatter, decideReading, factsOf, gateHolds, union } = policyWalk;
    const ways = waysOf(base, act, given);
    /** @param {Act["rows"]} rows */
    const rowsOf = (rows) => rows.map(({ row }) => base.rows[row]);
    const asked = factsOf(base, rowsOf([...act.rows, ...base.always]));
    const later = base.facts.filter(({ id }) => !asked.has(id)).map(({ id }) => [id, null]);
    const known = { ...Object.fromEntries(later), ...given };
    /** @param {Act} other */
    const possible = ({ id }) => union(decideReading(makeMatter(base, id, known)).map((weighed) => weighed.possible));
    /** @type {Act[]} */
    const found = [];
    for (const other of ways) {
      if (found.length < MOST && other.rows.length && possible(other) > SILENT) found.push(other);
    }
    if (found.length) return found;
    const answers = new Map(Object.entries(known));
    const seen = new Set([act.id, ...ways.map(({ id }) => id)]);
    for (const other of base.acts) {
      const isBeside = act.group && other.group === act.group && !seen.has(other.id) && !seen.has(other.complement);
      const inForce = rowsOf(other.rows).some(({ standing, when }) => !standing && gateHolds(when, answers) === 2);
      if (found.length === MOST || !isBeside || !inForce || possible(other) & SILENT) continue;
      seen.add(other.id);
      found.push(other);
    }
    return found;
  }

  /** The rules to read too. @param {Base} base @param {Act} act @param {Given} given @param {Set<string>} told */
  function rulesBeside(base, act, given, told) {
    const { makeMatter, inScope, gateHolds } = policyWalk;
    /** @type {Map<string, Row>} */
    const found = new Map();
    for (const other of waysOf(base, act, given).filter(({ rows }) => rows.length).slice(0, MOST)) {
      const { entries, worlds, known } = makeMatter(base, other.id, given);
      for (const wanted of [2, 1]) {
        for (const entry of entries) {
          const binds = worlds.some((world) => inScope(base, [entry], world).length);
          const isNew = !entry.standing && !told.has(`rule:${entry.rule}`) && !found.has(entry.rule);
          if (binds && isNew && gateHolds(entry.when, known) === wanted) found.set(entry.rule, entry);
        }
      }
    }
    return [...found.values()].slice(0, MOST_RULES);
  }

  /** @param {Base} base @param {Decision} decision @param {Given} given @param {Remedy[]} [remedies] @returns {Explanation} */
  function explain(base, decision, given, remedies = []) {
    const names = namesOf(base);
    const asker = base.audiences.find(({ id }) => id === decision.audience);
    const { verdict, reason, possible, supposed, dispensations } = decision;
    const isOpen = possible.length > 1;
    const awaited = [...new Set([...decision.depends_on, ...supposed.map(({ fact }) => fact)])];
    const decisive = decision.grounds.filter((ground) => ground.verdict === verdict);
    const shown = decisive.map(({ position }) => position);
    /** @param {Condition} condition */
    const isCounted = ({ positions }) => !positions.every((id) => dispensations.includes(id));
    const conditions = relevant(decision);
    const counted = conditions.filter(isCounted);
    const before = strictest(counted.filter(({ timing }) => timing === "before"));
    const dispensing = conditions.filter((condition) => !isCounted(condition));
    const duties = before.filter(({ advice }) => !advice);

    /** @param {string} key @param {Slots} slots @param {Partial<Entry>} [about] @returns {Entry} */
    const entry = (key, slots, about) => ({
      key: `answer.${key}`,
      slots: Object.fromEntries(Object.entries(slots).map(([name, filling]) => [name, joinLines([filling])])),
      ...about,
    });
    /** @param {string} id */
    const rowOf = (id) => /** @type {Row} */ (base.rows.find((row) => row.id === id));
    /** @param {string} id */
    const quoted = (id) => entry("quoted", names.quoted(id), { positions: [id] });
    /** @param {Ground} ground */
    const ground = ({ position: id, exception, supposed }) => {
      const said = names.quoted(id);
      const mark = supposed ? as("supposed", tell("answer.supposed")) : "";
      const slots = { ...said, modality: joinLines([said.modality, mark]) };
      if (!exception || exception === id) return entry("quoted", slots, { positions: [id] });
      const unless = say("answer.unless", { clause: names.clause(exception) });
      return entry("quoted.unless", { ...slots, unless }, { positions: [id] });
    };
    /** @param {Remedy} remedy */
    const remedied = ({ answers, verdict: id, positions }) => {
      const wanted = answers.map(({ fact, answers: accepted }) =>
        say("answer.wanted", {
          question: names.question(fact),
          answers: names.answers({ fact, accepted, quantifier: "any", by: "self", timing: "before" }),
        }),
      );
      return entry("remedy", { wanted: listed(wanted, "semicolon"), verdict: names.verdict(id), rules: names.rules(positions) });
    };
    const lawful = () => {
      /** @type {Set<string>} */
      const told = new Set();
      return decision.law.flatMap((kind) => {
        const ids = decision.standing.filter((id) => !told.has(id) && rowOf(id).law.includes(kind));
        for (const id of ids) told.add(id);
        return [entry(`law.${kind}`, {}), ...ids.map(quoted)];
      });
    };
    /** @param {Condition} condition */
    const required = (condition) => {
      const { fact, status } = condition;
      const said = as(`status-${status === "met" ? "met" : "open"}`, tell(`answer.status.${status}`));
      const slots = { question: names.question(fact), answers: names.answers(condition), status: said };
      return entry("condition", slots, { condition });
    };
    /** @param {string} fact */
    const depends = (fact) => {
      const question = names.question(fact);
      const strict = supposed.find((other) => other.fact === fact)?.answers;
      if (awaited.length > 1 || !strict) return entry("depends", { question }, { fact });
      const labels = listed(strict.map((id) => names.answer(fact, id)));
      const answers = labels.length ? labels : say("answer.none_of_these");
      return entry("depends.strictest", { question, strictest: say("answer.strictest", { answers }) }, { fact });
    };
    /** @param {string} id */
    const asked = (id) => {
      const ways = base.bodies[id]?.contact?.ways ?? [];
      const body = names.body(id);
      if (!id) return entry("ask.lead", {});
      if (asker?.chain.includes(id)) return entry("ask.own", {});
      if (!ways.length) return entry("ask", { body });
      const hrefs = new Map(ways.map(({ text, href }) => [text, href]));
      return entry("ask.contact", { body, ways: listed(ways.map(({ text }) => as("contact", text)), "comma") }, { hrefs });
    };

    const isSilent = reason === "silent" || reason === "released";
    const [act] = base.acts.filter(({ id }) => id === decision.act);
    const instead = isSilent ? nearestActs(base, act, given) : [];
    const onward = reason ? [] : waysOf(base, act, given).filter(({ rows }) => rows.some(({ direct }) => direct));
    onward.splice(MOST);
    /** @param {Act} act */
    const way = ({ id, label }) => entry("way", { act: label }, { act: id });

    const taken = new Map(decision.assumptions.map(({ fact, answer }) => [fact, [answer]]));
    const direct = (act?.rows ?? []).filter((row) => row.direct).map(({ row }) => base.rows[row]);
    const worlds = policyWalk.worldsLeft(base, new Map(Object.entries(given)));
    const bound = direct.filter(({ scope }) => worlds.some((world) => base.scopes[scope].includes(world)));
    /** @param {Decision["assumptions"][number]} assumption */
    const assumed = ({ fact, answer }) => {
      const keptOut = bound.filter(
        ({ when }) => when.flat().some((condition) => condition.fact === fact) && !policyWalk.gateHolds(when, taken),
      );
      const slots = { question: names.question(fact), answers: names.answer(fact, answer) };
      if (!keptOut.length) return entry("assumed", slots, { fact });
      return entry("assumed.else", { ...slots, rules: names.rules(keptOut.map(({ id }) => id)) }, { fact });
    };

    /** @returns {Entry[]} */
    const beside = () => {
      if (!reason || reason === "in_progress") return [];
      const scope = isSilent ? [] : base.code.scope;
      const linked = scope.map((id) => /** @type {Line} */ ([[base.rules[id].label, `rule:${id}`, "source"]]));
      const aside = new Set(decision.set_aside.flatMap(({ position, by }) => [position, by]));
      const rows = (act?.rows ?? []).map(({ row }) => base.rows[row]);
      const found = rows.filter(({ id, standing }) => !standing && !aside.has(id)).map(({ id }) => id);
      return [
        ...(linked.length ? [entry("scope", { rules: listed(linked, "comma") })] : []),
        ...(found.length ? [entry("beside", { rules: names.rules(found) })] : []),
      ];
    };

    const bodies = waiting([...before, ...dispensing]);
    if (!bodies.length) bodies.push(asker?.ask ?? base.ask);

    /** @type {Record<string, Entry[]>} */
    const parts = {
      depends: isOpen ? awaited.map(depends) : [],
      instead: instead.map(way),
      beside: beside(),
      decisive: decisive.map(ground),
      remedies: remedies.map(remedied),
      [names.variant("part.duties").slice(5)]: duties.map(required),
      law: lawful(),
      advice: before.filter(({ advice }) => advice).map(required),
      after: counted.filter(({ timing }) => timing === "after").map(required),
      exceptions: decision.exceptions.filter((id) => !shown.includes(id)).map(quoted),
      dispensations: [...dispensations.map(quoted), ...dispensing.map(required)],
      set_aside: decision.set_aside.map(({ position, by }) =>
        entry("set_aside", { clause: names.clause(position), by: names.clause(by) }),
      ),
      readings: decision.readings.map(({ verdict: id, positions }) => {
        const read = names.verdict(id);
        if (!positions.length) return entry("reading.silent", { verdict: read });
        return entry("reading", { verdict: read, rules: names.rules(positions) });
      }),
      ask: bodies.map(asked),
      assumed: decision.assumptions.map(assumed),
      onward: onward.map(way),
      also: decision.grounds.filter(({ position }) => !shown.includes(position)).map(ground),
    };
    const entries = [...decision.standing.map(quoted), ...Object.values(parts).flat()];
    const named = entries.flatMap(({ slots }) => Object.values(slots).flat()).map(([, target]) => target);
    const nearby = act ? rulesBeside(base, act, given, new Set(named)) : [];
    const clauses = listed(nearby.map(({ id }) => names.clause(id)), "semicolon");
    parts.nearby = nearby.length ? [entry("nearby", { clauses })] : [];

    let key = `headline.${reason ?? verdict}`;
    if (reason === "silent" && decision.standing.length) key += ".standing";
    if (decision.curable && duties.length) key += ".curable";
    else if (verdict === "mag_niet" && !isOpen && shown.some((id) => rowOf(id).when.length || rowOf(id).needs.length)) key += ".so";
    if (decision.advised_against) key += ".against";
    const waits = decision.conditions.filter((one) => one.status === "consult" && !one.advice && isCounted(one));
    const whom = listed(waiting(waits).map(names.body));
    const said = tell(`answer.${names.variant(key)}`, {
      no_leave: say("answer.no_leave"),
      bodies: whom.length ? whom : say("answer.ask.any"),
    });
    const allowed = verdict === "mag" || verdict === "mag_onder_voorwaarden";
    const headline = allowed && decision.law.length ? tell("answer.headline.law", { headline: said }) : said;
    const label = names.verdict(verdict, decision.advised_against);
    const verdicts = listed(possible.map((id) => names.verdict(id)), "or");
    /** @type {Set<string>} */
    const told = new Set();
    const near = verdict === "niet_geregeld" ? (act?.near ?? []).map((row) => base.rows[row].id) : [];
    /** @param {string} id */
    const isNear = (id) => near.includes(id);
    return {
      sign: names.sign(verdict, decision.advised_against),
      label: reason ? tell("answer.verdict.reasoned", { verdict: label, reason: say(`answer.reason.${reason}`) }) : label,
      headline: isOpen ? tell("answer.open", { n: awaited.length }) : headline,
      until: isOpen
        ? [
            say("answer.open.until", { headline: as("strong", headline) }),
            say("answer.open.outcomes", { verdicts }),
          ]
        : [],
      // Those without entries too: on a page what was ticked in one stays there.
      parts: Object.entries(parts).map(([key, entries]) => ({ key, entries: quoteOnce(entries, told) })),
      near: quoteOnce(decision.standing.filter(isNear).map(quoted), told),
      standing: quoteOnce(decision.standing.filter((id) => !isNear(id)).map(quoted), told),
    };
  }

  return { explain, namesOf };
})();
