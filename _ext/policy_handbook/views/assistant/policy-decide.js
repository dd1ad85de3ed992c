// @ts-check
"use strict";

/*
 * From answers to a verdict: the twin of decision/decide.py, which says why. It touches no page. Unknown is null, of
 * answers and of what holds; a set of verdicts is bits.
 */
(() => {
  /**
   * @typedef {string[] | null} Answer the ids of the options chosen; null for "weet ik niet"
   * @typedef {Record<string, Answer | undefined>} Given by fact, "audience" or "context"; not asked is missing
   * @typedef {Map<string, Answer>} Known
   * @typedef {{fact: string, accepted: string[], quantifier: string}} Condition
   * @typedef {Condition[][]} Gate
   * @typedef {Condition & {by: string, timing: string}} Requirement
   * @typedef {"met" | "open" | "consult" | "unmet" | "refused"} Status
   * @typedef {{id: string, rule: string, modality: string, acts: string[], when: Gate, audience: string[],
   *   context: string[], requires: Requirement[], only: boolean, standing: boolean, effect: string,
   *   overrides: string[], reading: {question: string, choice: string, default: boolean} | null}} Clause
   * @typedef {{id: string, question: string, why: string, options: {id: string, label: string}[], multiple: boolean,
   *   assume: string | null, none: string | null, refused: string[], group: string, ask: Gate, cells: string[][]}} Fact
   * @typedef {{code: {id: string, binding: string, worked_through: boolean}, addressed: string[], own: string[],
   *   audiences: {id: string, chain: string[]}[], contexts: {id: string}[], facts: Fact[],
   *   acts: {id: string, complement: string}[], clauses: Clause[]}} Base see builders/decisions.py make_base
   * @typedef {{audience: string, context: string}} World
   * @typedef {Record<string, string>} Choices by question of reading
   * @typedef {ReturnType<typeof makeMatter>} Matter
   * @typedef {{clause: Clause, verdict: number, against: boolean, curable: boolean, exception: Clause | null}} Ground
   * @typedef {{grounds: Ground[], verdict: number, setAside: {clause: Clause, by: Clause}[], exceptions: Clause[],
   *   dispensations: Clause[], supposed: Known}} Outcome
   * @typedef {{verdicts: number, strictest: Outcome, fact?: string, branches?: Split[]}} Split
   */

  const VERDICTS = ["niet_geregeld", "mag", "mag_onder_voorwaarden", "moet", "eerst_overleg", "mag_niet"];
  const [NIET_GEREGELD, MAG, MAG_ONDER_VOORWAARDEN, MOET, EERST_OVERLEG, MAG_NIET] = VERDICTS.keys();
  const ATTACHED = {
    refused: MAG_NIET, unmet: MAG_NIET, consult: EERST_OVERLEG, open: MAG_ONDER_VOORWAARDEN, met: MAG,
  };
  /** @type {Status[]} */
  const WORST = ["refused", "unmet", "consult", "open"];
  /** How much of its target an exception takes away. */
  const EASE = { unmet: 0, refused: 0, consult: 1, open: 2, met: 3 };

  /** A copy without prototype. @type {<T extends object>(found: T) => T} */
  const bare = (found) => Object.assign(Object.create(null), found);

  // -- conditions

  /** @param {Condition} condition @param {Answer} [answer] */
  function holds({ accepted, quantifier }, answer) {
    if (!answer) return null;
    if (quantifier === "all") return accepted.every((id) => answer.includes(id));
    return accepted.some((id) => answer.includes(id)) !== (quantifier === "none");
  }

  /** @param {Condition[]} conditions @param {Known} answers @returns {boolean | null} */
  function conjunctionHolds(conditions, answers) {
    let known = true;
    for (const condition of conditions) {
      const held = holds(condition, answers.get(condition.fact));
      if (held === false) return false;
      if (held === null) known = false;
    }
    return known || null;
  }

  /** @param {Gate} gate @param {Known} answers @returns {boolean | null} */
  function gateHolds(gate, answers) {
    let known = true;
    for (const conditions of gate) {
      const held = conjunctionHolds(conditions, answers);
      if (held) return true;
      if (held === null) known = false;
    }
    return known ? !gate.length : null;
  }

  /** The facts on which a gate still waits. @param {Gate} gate @param {Known} answers @returns {Set<string>} */
  function unknownFacts(gate, answers) {
    if (gateHolds(gate, answers) !== null) return new Set();
    const open = gate.filter((conditions) => conjunctionHolds(conditions, answers) !== false).flat();
    return new Set(open.map(({ fact }) => fact).filter((fact) => !answers.get(fact)));
  }

  // -- what is asked, and what is known of it

  /** @param {Base} base @param {string} act @param {Given} answers @param {boolean} assumeNothing */
  function makeMatter(base, act, answers, assumeNothing) {
    const given = bare(answers);
    const complements = new Map(base.acts.map(({ id, complement }) => [id, complement]));
    /** @type {{fact: string, answer: string}[]} */
    const assumed = [];
    /** @type {Known} */
    const known = new Map();
    for (const { id, assume } of base.facts) {
      const answer = given[id];
      const open = answer === undefined && !assumeNothing && assume;
      if (open) assumed.push({ fact: id, answer: open });
      known.set(id, open ? [open] : answer ?? null);
    }
    return {
      base,
      act,
      given,
      known,
      assumed,
      /** The clauses on the act or its complement. */
      clauses: base.clauses.filter(({ acts }) => acts.some((id) => id === act || complements.get(id) === act)),
      /** The standing clauses that hold whatever one does. */
      always: base.clauses.filter(({ standing, acts }) => standing && !acts.length),
    };
  }

  /** @param {Clause} clause @param {World} world */
  const binds = ({ audience, context }, world) => audience.includes(world.audience) && context.includes(world.context);

  /** Those of the reading chosen that bind. @param {Clause[]} all @param {World} world @param {Choices} choices */
  const inScope = (all, world, choices) =>
    all.filter((clause) => {
      const { reading } = clause;
      const chosen = reading && Object.hasOwn(choices, reading.question) && choices[reading.question];
      return binds(clause, world) && (!reading || (chosen ? chosen === reading.choice : reading.default));
    });

  /** Each audience and context that the answers leave open. @param {Matter} matter @returns {World[]} */
  function worldsOf({ base, given }) {
    const { own, addressed, audiences, clauses } = base;
    const contexts = base.contexts.map(({ id }) => id);
    let meant = given.audience === undefined ? own : addressed;
    if (given.audience) {
      const [answer] = given.audience;
      const parts = audiences.filter(({ id, chain }) => chain.includes(answer) && addressed.includes(id));
      meant = addressed.includes(answer) ? [answer] : [...parts.map(({ id }) => id).sort(), answer];
    }
    return meant.flatMap((audience) => {
      const worlds = (given.context ?? contexts).map((context) => ({ audience, context }));
      if (given.context !== undefined) return worlds;
      const bound = worlds.filter((world) => clauses.some((clause) => binds(clause, world)));
      // Whoever is not bound in any is out of scope in each.
      return bound.length ? bound : worlds.slice(0, 1);
    });
  }

  // -- what clauses give

  /** @param {Status} status */
  const fails = (status) => status === "unmet" || status === "refused";

  /** @param {Clause} clause */
  const before = (clause) => clause.requires.filter(({ timing }) => timing === "before");

  /** @param {Matter} matter @param {Requirement} requirement @returns {Status} */
  function statusOf({ base, known }, requirement) {
    const answer = known.get(requirement.fact);
    const internal = !["self", "third", "other-text"].includes(requirement.by);
    const refused = base.facts.find(({ id }) => id === requirement.fact)?.refused;
    if (internal && refused?.some((id) => answer?.includes(id))) return "refused";
    const held = holds(requirement, answer);
    if (held) return "met";
    if (internal) return "consult";
    return held === null ? "open" : "unmet";
  }

  /** @param {Matter} matter @param {Clause} clause */
  function worstStatus(matter, clause) {
    const found = before(clause).map((requirement) => statusOf(matter, requirement));
    return WORST.find((status) => found.includes(status)) ?? "met";
  }

  /** @param {Clause} clause @param {number} verdict @param {Partial<Ground>} [more] @returns {Ground} */
  const makeGround = (clause, verdict, more) => ({
    clause, verdict, against: false, curable: false, exception: null, ...more,
  });

  /** @param {Ground[]} grounds @param {Partial<Outcome>} [more] @returns {Outcome} */
  const makeOutcome = (grounds, more) => ({
    grounds,
    verdict: Math.max(NIET_GEREGELD, ...grounds.map(({ verdict }) => verdict)),
    setAside: [], exceptions: [], dispensations: [], supposed: new Map(), ...more,
  });

  /** The first of the strictest. @template {{verdict: number}} T @param {T[]} items */
  const first = (items) => items.reduce((most, item) => (item.verdict > most.verdict ? item : most));

  /** What a clause in force gives for the act. @param {Matter} matter @param {Clause} clause */
  function contribute(matter, clause) {
    const { acts, modality, requires, only, effect } = clause;
    const direct = acts.includes(matter.act);
    const worst = worstStatus(matter, clause);
    if (modality === "prohibition" && !before(clause).length) return makeGround(clause, direct ? MAG_NIET : MOET);
    if (modality === "obligation" && !requires.length) return makeGround(clause, direct ? MOET : MAG_NIET);
    if (modality === "recommendation") {
      if (direct) return makeGround(clause, MAG, { against: fails(worst) });
      return requires.length ? null : makeGround(clause, MAG, { against: true });
    }
    if (direct && (modality !== "permission" || only)) {
      return makeGround(clause, ATTACHED[worst], { curable: worst === "unmet" });
    }
    if (direct && (!effect || effect === "permits") && !fails(worst)) return makeGround(clause, ATTACHED[worst]);
    if (modality !== "prohibition" || direct || worst === "met") return null;
    return makeGround(clause, worst === "refused" ? MOET : MAG);
  }

  /** What a breached standing duty gives. @param {Matter} matter @param {Clause} clause */
  function breach(matter, clause) {
    if (!fails(worstStatus(matter, clause))) return [];
    const advice = clause.modality === "recommendation";
    return [makeGround(clause, advice ? MAG : MAG_NIET, { against: advice, curable: !advice })];
  }

  /**
   * What a group gives when every gate is settled: gates go by the answers, requirements only by what is known.
   * @param {Matter} matter @param {Clause[]} group @param {Known} answers
   */
  function evaluate(matter, group, answers) {
    const inForce = group.filter(({ when }) => gateHolds(when, answers));
    /** @param {Clause} clause */
    const against = ({ id }) => inForce.filter(({ overrides }) => overrides.includes(id));
    /** @typedef {{taken: Status, exception: Clause | null}} State how far its exceptions take a clause away */
    /** @type {Map<Clause, State>} */
    const states = new Map();
    /** @param {Clause} clause @returns {State} */
    const stateOf = (clause) => {
      /** @type {State} */
      let state = states.get(clause) ?? { taken: "unmet", exception: null };
      if (states.has(clause)) return state;
      states.set(clause, state); // for a circle of exceptions
      for (const exception of against(clause)) {
        const { taken } = stateOf(exception);
        let met = worstStatus(matter, exception);
        if (taken === "met" || (exception.effect === "dispensation" && met !== "met")) continue;
        if (taken !== "unmet" && met === "met") met = taken;
        if (EASE[met] > EASE[state.taken]) state = { taken: met, exception };
      }
      states.set(clause, state);
      return state;
    };

    const { grounds, setAside, exceptions, dispensations } = makeOutcome([]);
    const covers = /** @param {Clause} clause */ ({ acts }) => acts.includes(matter.act);
    for (const clause of inForce) {
      const { taken, exception } = stateOf(clause);
      if (exception && taken === "met") {
        setAside.push({ clause, by: exception });
        const released = exception.effect === "releases" && covers(clause) && clause.requires.length;
        if (released) grounds.push(makeGround(exception, MAG, { exception }));
        continue;
      }
      const targets = inForce.filter(({ id }) => clause.overrides.includes(id));
      const waits = clause.effect === "permits" && ["open", "consult"].includes(worstStatus(matter, clause));
      // Where another exception does its work, nothing need wait for this one.
      if (waits && targets.length && !targets.some((target) => stateOf(target).exception === clause)) continue;
      const failing = against(clause).filter(
        (other) =>
          other.effect !== "dispensation" && stateOf(other).taken === "unmet" && worstStatus(matter, other) === "unmet",
      );
      const ground = contribute(matter, clause);
      if (ground) grounds.push(ground);
      if (!exception && failing.length && ground?.verdict === MAG_NIET) {
        exceptions.push(...failing);
        ground.curable = true;
      }
      if (exception && (ground?.verdict === MAG_NIET || ground?.verdict === MOET)) {
        exceptions.push(exception);
        if (ground.verdict === MAG_NIET) {
          ground.verdict = taken === "consult" ? EERST_OVERLEG : MAG_ONDER_VOORWAARDEN;
          ground.exception = exception;
        }
      }
      const asked = against(clause).filter(({ effect }) => effect === "dispensation");
      dispensations.push(...asked.filter((other) => worstStatus(matter, other) !== "met"));
    }
    for (const clause of inForce) {
      const granted = clause.effect === "dispensation" && setAside.some(({ by }) => by === clause);
      if (granted && covers(clause)) grounds.push(makeGround(clause, MAG));
    }
    return makeOutcome(grounds, { setAside, exceptions, dispensations });
  }

  // -- what is not known

  /** @param {number} set */
  const weakest = (set) => 31 - Math.clz32(set & -set);

  /** The verdicts of a set when everything else gives *least*. @param {number} set @param {number} least */
  const atLeast = (set, least) => ((set >> least) << least) | (weakest(set) < least ? 1 << least : 0);

  /** Groups that share no unknown fact and no exception. @param {Clause[]} all @param {Known} known */
  function independent(all, known) {
    const alive = all.filter(({ when }) => gateHolds(when, known) !== false);
    /** @type {{keys: Set<string>, clauses: Clause[]}[]} */
    let groups = [];
    for (const clause of alive) {
      const targets = clause.overrides.filter((target) => alive.some(({ id }) => id === target));
      const keys = new Set([clause.id, ...targets, ...[...unknownFacts(clause.when, known)].map((fact) => `?${fact}`)]);
      const near = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
      const joined = {
        keys: new Set([...near.flatMap((group) => [...group.keys]), ...keys]),
        clauses: [...near.flatMap((group) => group.clauses), clause],
      };
      groups = [...groups.filter((group) => !near.includes(group)), joined];
    }
    return groups.map(({ clauses }) => alive.filter((clause) => clauses.includes(clause)));
  }

  /**
   * What may come of a group: split on the fact for which most gates wait, until none waits.
   * @param {Matter} matter @param {Clause[]} group @param {Known} answers what is known and supposed
   * @param {string[]} path the facts that are supposed @returns {Split}
   */
  function explore(matter, group, answers, path = []) {
    /** @type {Map<string, number>} */
    const waiting = new Map();
    for (const { when } of group) {
      for (const fact of unknownFacts(when, answers)) waiting.set(fact, (waiting.get(fact) ?? 0) + 1);
    }
    const most = Math.max(...waiting.values());
    const fact = matter.base.facts.find(({ id }) => waiting.get(id) === most);
    if (!fact) {
      const strictest = evaluate(matter, group, answers);
      for (const id of path) strictest.supposed.set(id, answers.get(id) ?? null);
      return { verdicts: 1 << strictest.verdict, strictest };
    }
    const branches = fact.cells.map((cell) =>
      explore(matter, group, new Map(answers).set(fact.id, cell), [...path, fact.id])
    );
    return {
      verdicts: branches.reduce((set, { verdicts }) => set | verdicts, 0),
      strictest: first(branches.map(({ strictest }) => strictest)),
      fact: fact.id,
      branches,
    };
  }

  /** Where all else gives *least*. @param {Split} split @param {number} least @returns {string[]} */
  function factsThatMatter({ fact, branches }, least) {
    if (!fact || !branches) return [];
    const shown = new Set(branches.map(({ verdicts }) => atLeast(verdicts, least)));
    return [...branches.flatMap((branch) => factsThatMatter(branch, least)), ...(shown.size > 1 ? [fact] : [])];
  }

  // -- deciding

  /** @param {Matter} matter @param {World} world @param {Choices} choices */
  function decideWorld(matter, world, choices) {
    const { act, known } = matter;
    const scope = inScope(matter.clauses, world, choices);
    const standing = [...scope, ...inScope(matter.always, world, choices)].filter(
      ({ standing, acts, when }) => standing && (!acts.length || acts.includes(act)) && gateHolds(when, known) !== false
    );
    const groups = independent(scope.filter((clause) => !clause.standing), known);
    const splits = groups.map((group) => explore(matter, group, known));
    const breaches = makeOutcome(standing.flatMap((clause) => breach(matter, clause)));
    splits.push({ verdicts: 1 << breaches.verdict, strictest: breaches });
    const outcomes = splits.map(({ strictest }) => strictest);
    const least = splits.map(({ verdicts }) => weakest(verdicts));
    return {
      world,
      verdict: first(outcomes).verdict,
      outcomes,
      standing,
      depends: splits.flatMap((split, place) =>
        factsThatMatter(split, Math.max(NIET_GEREGELD, ...least.filter((_, other) => other !== place)))
      ),
      possible: atLeast(splits.reduce((set, { verdicts }) => set | verdicts, 0), Math.max(...least)),
    };
  }

  /** The decision in one reading of doubtful texts. @param {Matter} matter @param {Choices} [choices] */
  function decideReading(matter, choices = {}) {
    const worlds = worldsOf(matter).map((world) => decideWorld(matter, world, choices));
    const decision = first(worlds);
    const place = /** @param {Clause} clause */ (clause) => matter.base.clauses.indexOf(clause);
    const grounds = decision.outcomes.flatMap((outcome) => outcome.grounds);
    grounds.sort((a, b) => b.verdict - a.verdict || place(a.clause) - place(b.clause));
    return {
      ...decision,
      worlds,
      grounds,
      decisive: grounds.filter(({ verdict }) => verdict === decision.verdict),
      advisedAgainst: decision.verdict === MAG && grounds.some(({ against }) => against),
      depends: new Set(worlds.flatMap(({ depends }) => depends)),
      possible: worlds.reduce((set, { possible }) => set | possible, 0),
    };
  }

  /** @param {Clause[]} clauses */
  const ids = (clauses) => clauses.map(({ id }) => id);

  /**
   * What a code says of an act when *given* is known: the object of builders/decisions.py make_decision. Answers must
   * be known ones. With assumeNothing a fact that was not asked stays unknown; otherwise it takes its assumption.
   * @param {Base} base @param {string} act @param {Given} given @param {{assumeNothing?: boolean}} [options]
   */
  function decide(base, act, given, { assumeNothing = false } = {}) {
    const matter = makeMatter(base, act, given, assumeNothing);
    const decision = decideReading(matter);
    const { verdict, world, outcomes, grounds, decisive, depends } = decision;
    /** Each once, in the order of the text. @param {Clause[]} found */
    const sorted = (found) => base.clauses.filter((clause) => found.includes(clause));
    const exceptions = sorted(outcomes.flatMap((outcome) => outcome.exceptions));
    const dispensations = sorted(outcomes.flatMap((outcome) => outcome.dispensations));
    const setAside = outcomes.flatMap((outcome) => outcome.setAside);

    // The requirements of the clauses that count, each once; those of open exceptions too.
    const sources = grounds.map(({ clause }) => clause).filter(({ acts }) => acts.includes(act));
    sources.push(...exceptions, ...dispensations, ...grounds.flatMap(({ exception }) => exception ?? []));
    /** @type {Map<string, {requirement: Requirement, clauses: Clause[]}>} */
    const conditions = new Map();
    for (const clause of sorted(sources)) {
      for (const requirement of clause.requires) {
        const key = JSON.stringify(requirement);
        const clauses = [...(conditions.get(key)?.clauses ?? []), clause];
        conditions.set(key, { requirement, clauses });
      }
    }

    const answers = new Map(outcomes.flatMap((outcome) => [...outcome.supposed]));
    const supposed = base.facts
      .filter(({ id }) => answers.has(id))
      .map(({ id }) => ({ fact: id, answers: [...(answers.get(id) ?? [])].sort() }));
    const used = inScope(matter.clauses, world, {}).flatMap(({ when, requires }) => [...when.flat(), ...requires]);
    const assumptions = matter.assumed.filter((entry) => used.some(({ fact }) => fact === entry.fact));
    /** @type {(keyof World)[]} */
    const scope = ["audience", "context"];
    const open = scope.filter((id) => given[id] === undefined);
    assumptions.unshift(...open.map((id) => ({ fact: id, answer: world[id] })));
    let place = 0;
    for (const id of scope) {
      /** @type {Record<string, number>} */
      const byAnswer = bare({});
      for (const other of decision.worlds) byAnswer[other.world[id]] |= other.possible;
      if (new Set(Object.values(byAnswer)).size < 2) continue;
      depends.add(id);
      supposed.splice(place, 0, { fact: id, answers: [world[id]] });
      place += 1;
    }

    /** The choices that are not the reviewed ones, by question. @type {Map<string, Set<string>>} */
    const choices = new Map();
    for (const { reading } of base.clauses) {
      if (!reading || reading.default) continue;
      choices.set(reading.question, (choices.get(reading.question) ?? new Set()).add(reading.choice));
    }
    // Where nothing on the act is in doubt every reading gives the same.
    const doubtful = [...matter.clauses, ...matter.always].map(({ reading }) => reading?.question);
    const readings = [...choices].flatMap(([question, others]) =>
      [...(doubtful.includes(question) ? others : [])].flatMap((choice) => {
        const other = decideReading(matter, { [question]: choice });
        if (other.verdict === verdict) return [];
        const positions = [...new Set(ids(other.decisive.map(({ clause }) => clause)))];
        return [{ question, choice, verdict: VERDICTS[other.verdict], positions }];
      })
    );

    let reason = null;
    if (verdict === NIET_GEREGELD) {
      if (!base.code.worked_through) reason = "in_progress";
      else if (!base.clauses.some((clause) => binds(clause, world))) reason = "out_of_scope";
      else reason = setAside.length ? "released" : "silent";
    }
    return {
      code: base.code.id,
      act,
      verdict: VERDICTS[verdict],
      reason,
      weight: base.code.binding,
      advised_against: decision.advisedAgainst,
      curable: verdict === MAG_NIET && decisive.every(({ curable }) => curable),
      rules: [...new Set(decisive.map(({ clause }) => clause.rule))],
      grounds: grounds.map(({ clause, verdict, exception, ...rest }) => ({
        ...rest, position: clause.id, verdict: VERDICTS[verdict], exception: exception && exception.id,
      })),
      conditions: [...conditions.values()].map(({ requirement, clauses }) => ({
        ...requirement,
        status: statusOf(matter, requirement),
        advice: clauses.every(({ modality }) => modality === "recommendation"),
        positions: ids(clauses),
      })),
      standing: ids(decision.standing),
      set_aside: sorted(setAside.map(({ clause }) => clause)).flatMap((target) =>
        setAside.filter(({ clause }) => clause === target).map(({ by }) => ({ position: target.id, by: by.id }))
      ),
      exceptions: ids(exceptions),
      dispensations: ids(dispensations),
      assumptions: assumptions.filter(({ fact }) => !depends.has(fact)),
      depends_on: [...scope, ...base.facts.map(({ id }) => id)].filter((id) => depends.has(id)),
      possible: VERDICTS.filter((_, place) => decision.possible & (1 << place)),
      supposed,
      readings,
    };
  }

  // -- what to ask

  /**
   * The page to ask next: a group and its questions, in the order of the book; null where no question can change the
   * outcome any more. The facts in *skipped* take their assumption and are not asked again. A question with an "ask"
   * gate waits for the facts in it, and is not asked where the gate is false.
   * @param {Base} base @param {string} act @param {Given} given @param {Iterable<string>} [skipped]
   */
  function questions(base, act, given, skipped = []) {
    const left = new Set(skipped);
    const answers = bare(given);
    for (const { id, assume } of base.facts) {
      if (left.has(id) && answers[id] === undefined) answers[id] = assume ? [assume] : null;
    }
    const matter = makeMatter(base, act, answers, true);
    const { known } = matter;
    const candidates = new Set([...decideReading(matter).depends].filter((id) => answers[id] === undefined));
    const clauses = [...matter.clauses, ...matter.always];
    const scope = new Set(worldsOf(matter).flatMap((world) => inScope(clauses, world, {})));
    /** @type {Map<string, number>} */
    const scores = new Map();
    for (const clause of scope) {
      if (gateHolds(clause.when, known) === false) continue;
      const weight = clause.overrides.length ? 1 : 2;
      for (const fact of unknownFacts(clause.when, known)) scores.set(fact, (scores.get(fact) ?? 0) + weight);
      // A requirement is a box on the page of the verdict, unless it would fail by mere assumption.
      for (const requirement of before(clause)) {
        const fact = base.facts.find(({ id }) => id === requirement.fact);
        if (!fact?.assume || answers[fact.id] !== undefined || holds(requirement, [fact.assume])) continue;
        const outcomes = fact.options.map(({ id }) => {
          const other = decideReading(makeMatter(base, act, { ...answers, [fact.id]: [id] }, true));
          return `${other.possible} ${other.advisedAgainst}`;
        });
        if (new Set(outcomes).size > 1) candidates.add(fact.id);
      }
    }
    const askable = base.facts.filter(
      ({ id, ask }) =>
        candidates.has(id) && (gateHolds(ask, known) ?? !ask.flat().some(({ fact }) => candidates.has(fact)))
    );
    if (!askable.length) return null;
    const score = /** @param {Fact} fact */ ({ id }) => scores.get(id) ?? 0;
    const { group } = askable.reduce((most, fact) => (score(fact) > score(most) ? fact : most));
    return { group, facts: askable.filter((fact) => fact.group === group) };
  }

  Object.assign(globalThis, { policyDecide: { decide, questions } });
})();
