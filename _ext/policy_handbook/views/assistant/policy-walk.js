// @ts-check
"use strict";

/*
 * From answers to a verdict: decision/walk.py in the browser, function by function; there it says what each does and why.
 * The format of the table is data/decisions/schema.json; types: types.d.ts. It touches no page.
 *
 * What holds is 0 (no), 1 (not known) or 2 (yes), so that "and" is the least and "or" the greatest. An answer that is not
 * known is null; a set of verdicts is bits.
 */
// Not const: a test puts walks with a fault in its place.
var policyWalk = (() => {
  /** @type {Handbook.Verdict[]} */
  const VERDICTS = ["niet_geregeld", "mag", "mag_onder_voorwaarden", "moet", "eerst_overleg", "mag_niet"];
  const [NIET_GEREGELD, MAG, MAG_ONDER_VOORWAARDEN, MOET, EERST_OVERLEG, MAG_NIET] = VERDICTS.keys();
  /** The best first. @type {Decisions.Status[]} */
  const STATUSES = ["met", "open", "consult", "unmet", "final", "refused"];
  const [MET, OPEN, CONSULT, UNMET, , REFUSED] = STATUSES.keys();
  const SCOPE = ["audience", "context"];

  // -- conditions (decision/gates.py)

  /** @param {Decisions.Condition} condition @param {Answer} [answer] */
  function holds({ accepted, quantifier }, answer) {
    if (!answer) return 1;
    if (quantifier === "all") return accepted.every((id) => answer.includes(id)) ? 2 : 0;
    return accepted.some((id) => answer.includes(id)) === (quantifier === "none") ? 0 : 2;
  }

  /** @param {Decisions.Condition[]} conditions @param {Known} answers */
  function conjunctionHolds(conditions, answers) {
    let least = 2;
    for (const condition of conditions) least = Math.min(least, holds(condition, answers.get(condition.fact)));
    return least;
  }

  /** @param {Gate} gate @param {Known} answers */
  function gateHolds(gate, answers) {
    let most = gate.length ? 0 : 2;
    for (const conditions of gate) most = Math.max(most, conjunctionHolds(conditions, answers));
    return most;
  }

  // -- what is asked, and what is known of it

  /** The worlds that what is given leaves open. @param {Table} table @param {Known} given */
  function worldsLeft(table, given) {
    /** The one answer to a question of scope: "" where nobody asked. @param {string} id */
    const answerTo = (id) => (given.get(id) === undefined ? "" : given.get(id)?.[0] ?? "?");
    return table.answered[SCOPE.map(answerTo).join(" ")];
  }

  /** @param {Table} table @param {string} act @param {Given} answers @returns {Matter} */
  function makeMatter(table, act, answers) {
    const given = new Map(Object.entries(answers));
    /** @type {Matter["assumed"]} */
    const assumed = [];
    /** @type {Known} */
    const known = new Map();
    for (const { id, assume } of table.facts) {
      const open = given.get(id) === undefined && assume;
      if (open) assumed.push({ fact: id, answer: open });
      known.set(id, open ? [open] : given.get(id) ?? null);
    }
    const [entries, always] = [table.acts.find(({ id }) => id === act)?.rows ?? [], table.always].map((rows) =>
      rows.map(({ row, gives, direct }) => ({ ...table.rows[row], index: row, gives: table.gives[gives], direct }))
    );
    const worlds = worldsLeft(table, given);
    /** How the needs of a row stand together, by its index. @type {number[]} */
    const stands = [];
    for (const entry of [...entries, ...always]) stands[entry.index] = together(table, entry, known);
    return { table, act, given, entries, always, worlds, known, assumed, stands };
  }

  /** @param {Table} table @param {Row[]} rows */
  const factsOf = (table, rows) =>
    new Set(rows.flatMap(({ when, needs }) => [...when.flat(), ...needs.map((need) => table.needs[need])])
      .map(({ fact }) => fact));

  /** @param {Table} table @param {ActEntry[]} entries @param {number} world @param {Choices} [choices] */
  const inScope = (table, entries, world, choices = new Map()) =>
    entries.filter(({ scope, reading }) => {
      const chosen = reading && choices.get(reading.question);
      return table.scopes[scope].includes(world) && (!reading || (chosen ? chosen === reading.choice : reading.default));
    });

  // -- what rows give

  /** @param {Need} need @param {Known} known */
  function statusOf(need, known) {
    const answer = known.get(need.fact);
    if (need.refused.some((id) => answer?.includes(id))) return REFUSED;
    return STATUSES.indexOf(need.states[holds(need, answer)]);
  }

  /** @param {Table} table @param {Row} row @param {Known} known */
  const together = (table, { needs }, known) =>
    Math.max(MET, ...needs.map((need) => table.needs[need]).filter(({ timing }) => timing === "before")
      .map((need) => statusOf(need, known)));

  /** @param {GivenGround[]} grounds @param {Partial<Outcome>} [more] @returns {Outcome} */
  const makeOutcome = (grounds, more) => ({
    grounds, setAside: [], exceptions: [], dispensations: [], supposed: new Map(), ...more,
    verdict: Math.max(NIET_GEREGELD, ...grounds.map(({ verdict }) => verdict)),
  });

  /**
   * That an exception leaves the act allowed.
   * @param {ActEntry} clause @param {ActEntry | null} exception @returns {GivenGround}
   */
  const makeLeave = (clause, exception) => ({ clause, verdict: MAG, against: false, curable: false, exception });

  /** @param {Matter} matter @param {ActEntry} entry @returns {GivenGround[]} */
  function groundOf({ stands }, entry) {
    const give = entry.gives[stands[entry.index]];
    const verdict = VERDICTS.indexOf(give.verdict);
    return verdict ? [{ ...give, clause: entry, verdict, exception: null }] : [];
  }

  const [NOT, CONSULTED, PERHAPS, WHOLLY] = Array(4).keys();
  /** How far an exception takes its target away, by how it stands. */
  const EASE = [WHOLLY, PERHAPS, CONSULTED, NOT, NOT, NOT];

  /** @param {ActEntry[]} entries */
  function findExceptions(entries) {
    /** @type {Map<number, ActEntry[]>} */
    const found = new Map();
    for (const entry of entries) for (const target of entry.takes) found.set(target, [...found.get(target) ?? [], entry]);
    return found;
  }

  /** @param {Matter} matter @param {ActEntry[]} inForce */
  function evaluate(matter, inForce) {
    const { stands } = matter;
    const found = findExceptions(inForce);
    /** @param {ActEntry} entry */
    const against = ({ index }) => found.get(index) ?? [];
    /** @typedef {{far: number, exception: ActEntry | null}} Taken */
    /** @type {Map<ActEntry, Taken>} */
    const taken = new Map();
    /** @param {ActEntry} entry @returns {Taken} */
    const take = (entry) => {
      let most = taken.get(entry) ?? { far: NOT, exception: null };
      if (taken.has(entry)) return most;
      taken.set(entry, most); // for a circle of exceptions
      for (const exception of against(entry)) {
        const { far } = take(exception);
        let ease = EASE[stands[exception.index]];
        if (far === WHOLLY || (exception.effect === "dispensation" && ease < WHOLLY)) continue;
        if (far && ease === WHOLLY) ease = far;
        if (ease > most.far) most = { far: ease, exception };
      }
      taken.set(entry, most);
      return most;
    };

    const { grounds, setAside, exceptions, dispensations } = makeOutcome([]);
    for (const entry of inForce) {
      const { far, exception } = take(entry);
      if (exception && far === WHOLLY) {
        setAside.push({ clause: entry, by: exception });
        const released = exception.effect === "releases" && entry.direct && entry.needs.length;
        if (released) grounds.push(makeLeave(exception, exception));
        continue;
      }
      const stand = stands[entry.index];
      const waits = entry.effect === "permits" && (stand === OPEN || stand === CONSULT);
      const targets = inForce.filter(({ index }) => waits && entry.takes.includes(index));
      // Where another exception does its work, nothing need wait for this one.
      if (targets.length && !targets.some((target) => take(target).exception === entry)) continue;
      const failing = against(entry).filter(
        (other) => other.effect !== "dispensation" && take(other).far === NOT && stands[other.index] === UNMET,
      );
      for (const ground of groundOf(matter, entry)) {
        if (!exception && failing.length && ground.verdict === MAG_NIET) {
          exceptions.push(...failing);
          ground.curable = true;
        }
        if (exception && (ground.verdict === MAG_NIET || ground.verdict === MOET)) {
          exceptions.push(exception);
          if (ground.verdict === MAG_NIET) {
            ground.verdict = far === CONSULTED ? EERST_OVERLEG : MAG_ONDER_VOORWAARDEN;
            ground.exception = exception;
          }
        }
        grounds.push(ground);
      }
      const asked = against(entry).filter(({ effect }) => effect === "dispensation");
      dispensations.push(...asked.filter(({ index }) => stands[index] !== MET));
    }
    for (const entry of inForce) {
      const granted = entry.effect === "dispensation" && setAside.some(({ by }) => by === entry);
      if (granted && entry.direct) grounds.push(makeLeave(entry, null));
    }
    return makeOutcome(grounds, { setAside, exceptions, dispensations });
  }

  // -- what is not known

  /** @param {number} verdicts */
  const weakest = (verdicts) => 31 - Math.clz32(verdicts & -verdicts);

  /** The verdicts of a set when everything else gives *least*. @param {number} verdicts @param {number} least */
  const atLeast = (verdicts, least) => ((verdicts >> least) << least) | (weakest(verdicts) < least ? 1 << least : 0);

  /** @param {Gate} gate @param {Known} answers @returns {string[]} */
  function waiting(gate, answers) {
    if (gateHolds(gate, answers) !== 1) return [];
    const open = gate.filter((conditions) => conjunctionHolds(conditions, answers)).flat();
    return [...new Set(open.map(({ fact }) => fact).filter((fact) => !answers.get(fact)))];
  }

  /** @param {ActEntry[]} entries @param {Known} known */
  function independent(entries, known) {
    const alive = entries.filter(({ when }) => gateHolds(when, known));
    const present = new Set(alive.map(({ index }) => index));
    /** @type {{keys: Set<string | number>, entries: ActEntry[]}[]} */
    let groups = [];
    for (const entry of alive) {
      const targets = entry.takes.filter((target) => present.has(target));
      const keys = [entry.index, ...targets, ...waiting(entry.when, known)];
      const near = groups.filter((group) => keys.some((key) => group.keys.has(key)));
      const joined = {
        keys: new Set([...near.flatMap((group) => [...group.keys]), ...keys]),
        entries: [...near.flatMap((group) => group.entries), entry],
      };
      groups = [...groups.filter((group) => !near.includes(group)), joined];
    }
    return groups.map(({ entries }) => sorted(entries));
  }

  /**
   * @param {Matter} matter @param {ActEntry[]} settled @param {ActEntry[]} open @param {Known} answers
   * @param {string[]} path @returns {Split}
   */
  function explore(matter, settled, open, answers, path) {
    const inForce = [...settled];
    /** @type {ActEntry[]} */
    const left = [];
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const entry of open) {
      const facts = waiting(entry.when, answers);
      if (facts.length) left.push(entry);
      else if (gateHolds(entry.when, answers)) inForce.push(entry);
      for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
    }
    const most = Math.max(...counts.values());
    const fact = matter.table.facts.find(({ id }) => counts.get(id) === most);
    if (!fact) {
      const strictest = evaluate(matter, sorted(inForce));
      for (const id of path) strictest.supposed.set(id, answers.get(id) ?? null);
      return { verdicts: 1 << strictest.verdict, strictest, branches: [] };
    }
    const branches = fact.cells.map((cell) =>
      explore(matter, inForce, left, answers.set(fact.id, cell), [...path, fact.id])
    );
    answers.set(fact.id, null);
    return { verdicts: union(branches.map(({ verdicts }) => verdicts)), fact: fact.id, branches,
      strictest: first(branches.map(({ strictest }) => strictest)) };
  }

  /** @param {Split} split @param {number} least @returns {string[]} */
  function factsThatMatter({ fact, branches }, least) {
    const shown = new Set(branches.map(({ verdicts }) => atLeast(verdicts, least)));
    return [...branches.flatMap((branch) => factsThatMatter(branch, least)), ...(fact && shown.size > 1 ? [fact] : [])];
  }

  // -- putting together

  /** The first of the strictest. @template {{verdict: number}} T @param {T[]} items */
  const first = (items) => items.reduce((most, item) => (item.verdict > most.verdict ? item : most));

  /** @param {number[]} sets */
  const union = (sets) => sets.reduce((all, set) => all | set, 0);

  /** @param {Matter} matter @param {Choices} [choices] */
  function decideReading(matter, choices) {
    /** @type {Map<string, Weighed>} */
    const same = new Map();
    return matter.worlds.map((world) => {
      const entries = inScope(matter.table, [...matter.entries, ...matter.always], world, choices);
      const key = entries.map(({ index }) => index).join();
      const weighed = same.get(key) ?? decideWorld(matter, world, entries);
      same.set(key, weighed);
      return { ...weighed, world };
    });
  }

  /** @param {Matter} matter @param {number} world @param {ActEntry[]} entries @returns {Weighed} */
  function decideWorld(matter, world, entries) {
    const { known, always } = matter;
    const standing = entries.filter(
      (entry) => entry.standing && (entry.direct || always.includes(entry)) && gateHolds(entry.when, known),
    );
    const groups = independent(entries.filter(({ standing }) => !standing), known);
    const splits = groups.map((group) => explore(matter, [], group, new Map(known), []));
    const breaches = makeOutcome(standing.flatMap((entry) => groundOf(matter, entry)));
    splits.push({ verdicts: 1 << breaches.verdict, strictest: breaches, branches: [] });
    const least = splits.map(({ verdicts }) => weakest(verdicts));
    return {
      world,
      verdict: first(splits.map(({ strictest }) => strictest)).verdict,
      splits,
      standing,
      depends: splits.flatMap((split, place) =>
        factsThatMatter(split, Math.max(NIET_GEREGELD, ...least.filter((_, other) => other !== place)))
      ),
      possible: atLeast(union(splits.map(({ verdicts }) => verdicts)), Math.max(...least)),
    };
  }

  /** What is given in a world, the strongest first. @param {Weighed} weighed */
  const groundsOf = ({ splits }) =>
    splits.flatMap(({ strictest }) => strictest.grounds)
      .sort((a, b) => b.verdict - a.verdict || a.clause.index - b.clause.index);

  /** Whether what is possible differs by audience (0) or by context (1).
   * @param {Table} table @param {Weighed[]} weighed @param {number} place */
  function differs(table, weighed, place) {
    /** @type {Map<string, number>} */
    const byAnswer = new Map();
    for (const { world, possible } of weighed) {
      const answer = table.worlds[world][place];
      byAnswer.set(answer, (byAnswer.get(answer) ?? 0) | possible);
    }
    return new Set(byAnswer.values()).size > 1;
  }

  /** @param {Matter} matter @param {number} verdict */
  function otherReadings(matter, verdict) {
    const doubtful = new Set([...matter.entries, ...matter.always].map(({ reading }) => reading?.question));
    return matter.table.readings.filter(({ question }) => doubtful.has(question)).flatMap(({ question, choices }) =>
      choices.flatMap((choice) => {
        const other = first(decideReading(matter, new Map([[question, choice]])));
        if (other.verdict === verdict) return [];
        const decisive = groundsOf(other).filter((ground) => ground.verdict === other.verdict);
        return [{ question, choice, verdict: VERDICTS[other.verdict], positions: ids(sorted(decisive.map(({ clause }) => clause))) }];
      })
    );
  }

  /** @param {Table} table @param {number} world @param {boolean} released @returns {Decision["reason"]} */
  function reasonOf({ code, scopes, worlds }, world, released) {
    if (!code.worked_through) return "in_progress";
    if (!scopes.some((scope) => scope.includes(world))) {
      const bound = scopes.flat().some((other) => worlds[other][0] === worlds[world][0]);
      return bound ? /** @type {Decision["reason"]} */ (`${worlds[world][1]}_use`) : "out_of_scope";
    }
    return released ? "released" : "silent";
  }

  /** Each once, in the order of the text. @param {ActEntry[]} rows */
  const sorted = (rows) => [...new Set(rows)].sort((a, b) => a.index - b.index);

  /** @param {ActEntry[]} rows */
  const ids = (rows) => rows.map(({ id }) => id);

  /** @param {Matter} matter @param {GivenGround[]} grounds @param {ActEntry[]} open */
  function conditionsOf({ table, known }, grounds, open) {
    const counts = grounds.flatMap(({ clause, exception }) => [clause.direct ? clause : [], exception ?? []].flat());
    const rows = sorted([...counts, ...open]);
    return [...new Set(rows.flatMap(({ needs }) => needs))].map((need) => {
      const { states, refused, ...requirement } = table.needs[need];
      const sources = rows.filter(({ needs }) => needs.includes(need));
      return {
        ...requirement,
        status: STATUSES[statusOf(table.needs[need], known)],
        advice: sources.every(({ advice }) => advice),
        positions: ids(sources),
      };
    });
  }

  /**
   * The object of presentation/decision_data.py make_decision.
   * @param {Table} table @param {string} act @param {Given} given @returns {Decision}
   */
  function decide(table, act, given) {
    const matter = makeMatter(table, act, given);
    const weighed = decideReading(matter);
    const chosen = first(weighed);
    const { verdict, world } = chosen;
    const outcomes = chosen.splits.map(({ strictest }) => strictest);
    const grounds = groundsOf(chosen);
    const law = table.acts.find(({ id }) => id === act)?.law ?? [];
    const decisive = grounds.filter((ground) => ground.verdict === verdict);
    const setAside = outcomes.flatMap((outcome) => outcome.setAside);
    const exceptions = sorted(outcomes.flatMap((outcome) => outcome.exceptions));
    const dispensations = sorted(outcomes.flatMap((outcome) => outcome.dispensations));
    const answers = new Map(outcomes.flatMap((outcome) => [...outcome.supposed]));
    const order = table.facts.map(({ id }) => id);
    const supposed = order.filter((id) => answers.has(id)).map((id) => ({ fact: id, answers: [...(answers.get(id) ?? [])].sort() }));
    const depends = new Set(weighed.flatMap((other) => other.depends));
    const used = factsOf(table, inScope(table, matter.entries, world));
    const atIssue = new Set(table.facts.filter(({ ask }) => gateHolds(ask, matter.known)).map(({ id }) => id));
    const scope = SCOPE.map((fact, place) => ({ fact, answer: table.worlds[world][place] }));
    const assumptions = [
      ...scope.filter(({ fact }) => matter.given.get(fact) === undefined),
      ...matter.assumed.filter(({ fact }) => used.has(fact) && atIssue.has(fact)),
    ];
    const matters = scope.filter((_, place) => differs(table, weighed, place));
    supposed.unshift(...matters.map(({ fact, answer }) => ({ fact, answers: [answer] })));
    for (const { fact } of matters) depends.add(fact);
    const possible = union(weighed.map((other) => other.possible));
    return {
      code: table.code.id,
      act,
      audience: table.worlds[world][0],
      verdict: VERDICTS[verdict],
      reason: verdict === NIET_GEREGELD ? reasonOf(table, world, setAside.length > 0) : null,
      weight: table.code.binding,
      advised_against: advisedAgainst(chosen),
      curable: verdict === MAG_NIET && decisive.every(({ curable }) => curable),
      rules: [...new Set(decisive.map(({ clause }) => clause.rule))],
      grounds: grounds.map(({ clause, verdict, exception, ...rest }) => ({
        ...rest, position: clause.id, verdict: VERDICTS[verdict], exception: exception && exception.id,
        supposed: gateHolds(clause.when, matter.known) === 1,
      })),
      conditions: conditionsOf(matter, grounds, [...exceptions, ...dispensations]),
      standing: ids(chosen.standing),
      set_aside: setAside.sort((a, b) => a.clause.index - b.clause.index || a.by.index - b.by.index)
        .map(({ clause, by }) => ({ position: clause.id, by: by.id })),
      exceptions: ids(exceptions),
      dispensations: ids(dispensations),
      assumptions: assumptions.filter(({ fact }) => !depends.has(fact)),
      depends_on: [...SCOPE, ...order].filter((id) => depends.has(id)),
      possible: VERDICTS.filter((_, place) => possible & (1 << place)),
      supposed,
      readings: otherReadings(matter, verdict),
      law: law.filter(({ when }) => gateHolds(when, matter.known) !== 0).map(({ kind }) => kind),
    };
  }

  /** Whether the act is allowed but advised against. @param {Weighed} weighed */
  const advisedAgainst = (weighed) => weighed.verdict === MAG && groundsOf(weighed).some(({ against }) => against);

  /** How strict a verdict is. @param {Handbook.Verdict} verdict */
  const rank = (verdict) => VERDICTS.indexOf(verdict);

  /** Whether a row on the act asks for what is not in order yet or comes after, where everything else gives *least*.
   * @param {Matter} matter @param {ActEntry} entry @param {number} least */
  function demands({ table, stands }, { gives, needs, direct, standing, advice, index }, least) {
    if (!direct || standing || advice || least === MAG_NIET) return false;
    const open = stands[index] === OPEN || stands[index] === CONSULT;
    return (open && gives.some(({ verdict }) => rank(verdict) > least)) ||
      needs.some((need) => table.needs[need].timing === "after");
  }

  return {
    MAG_NIET, decide, rank, makeMatter, decideReading, inScope, factsOf, holds, gateHolds, waiting, first, union, weakest, demands,
    advisedAgainst, worldsLeft,
  };
})();
