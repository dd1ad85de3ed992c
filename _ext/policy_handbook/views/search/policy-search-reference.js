// @ts-check
"use strict";

/*
 * References among what is typed: "turnhout 3.5", "art 5.3 bijlage 13", "10e gebod", "turnhout/art-3.5@v1". A reference names
 * a rule by parts of its label, of which one is a number; a code by its short name or its id.
 */

/** @param {SearchData} data @param {SearchHit[]} rules */
function policySearchReference(data, rules) {
  const { wordsIn } = policySearchWords;
  const ORDINALS = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"];
  // Of the first the word is also an article.
  const NUMBERS = ["", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"];
  // What people call a part of a text.
  const UNITS = new Set(data.units);
  // What says nothing of a place.
  const EMPTY = new Set([...data.stops, "code", "gedragscode"]);
  // What people write for the words of a label.
  /** @type {Record<string, string>} */
  const SAME = { artikel: "art", artikels: "art", artikelen: "art", geboden: "gebod", punten: "punt", alinea: "lid" };
  const codes = Object.entries(data.codes)
    .flatMap(([id, code]) => [id, code.short].map((name) => ({ id, words: partsOf(name) })))
    .sort((a, b) => b.words.length - a.words.length);
  /** The words of each label, once something may be a reference. @type {{ rule: SearchHit, label: string[], words: string[] }[] | undefined} */
  let labelled;

  /** The words of a label or a reference: numbers apart, ordinals as numbers. @param {string} text @returns {string[]} */
  function partsOf(text) {
    const words = wordsIn(text.replace(/[/@§-]/g, " ")).flatMap((word) => word.match(/^[a-z]+(?=\d)|\d[\w.]*$|.+/g) ?? []);
    return words.map((word) => {
      const place = Math.max(ORDINALS.indexOf(word), NUMBERS.indexOf(word));
      const number = word.match(/^(\d+)(?:e|de|ste)$/);
      return place < 0 ? (number?.[1] ?? SAME[word] ?? word) : String(place + 1);
    });
  }

  /**
   * The codes that the words name, and the words without them.
   * @param {string[]} words
   * @returns {{ code: string, rest: string[] }}
   */
  function takeCode(words) {
    for (const { id, words: name } of codes) {
      const at = words.findIndex((_, index) => name.every((part, offset) => words[index + offset] === part));
      if (at >= 0 && name.length) return { code: id, rest: words.filter((_, index) => index < at || index >= at + name.length) };
    }
    return { code: "", rest: words };
  }

  /** The code that is named, and the words by which it is. @param {string} text @returns {{ code: string, words: string[] }} */
  function codeIn(text) {
    const { code } = takeCode(partsOf(text));
    return { code, words: code ? [...wordsIn(code), ...wordsIn(data.codes[code].short)] : [] };
  }

  /** @param {string} word */
  const isNumber = (word) => /^\d/.test(word);

  /** Whether words have others among them, each as often as they are asked for. @param {string[]} words @param {string[]} asked */
  function fits(words, asked) {
    const left = [...words];
    return asked.every((word) => {
      const at = left.indexOf(word);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }

  /** Whether the numbers that are asked for stand in this order among others. @param {string[]} numbers @param {string[]} asked */
  function inOrder(numbers, asked) {
    let at = 0;
    for (const number of numbers) if (number === asked[at]) at += 1;
    return at === asked.length;
  }

  /**
   * The rules that a reference can mean, the shortest labels first; none where it is no reference. A whole id gives its address.
   * @param {string} text
   * @returns {{ rules: SearchHit[], address: string }}
   */
  function find(text) {
    const [, code, id, version] = text.trim().match(/^([\w.-]+)\/([\w.-]+?)(?:@([\w.]+))?$/) ?? [];
    const named = rules.find((rule) => rule.c === code && rule.i === id);
    if (named) {
      const dated = version && data.codes[code].versions.includes(version);
      return { rules: [named], address: dated ? `regels/${code}/${id}/${version}.html` : named.u };
    }
    const taken = takeCode(partsOf(text));
    // "gedragscode", of what is named by its title in part.
    const title = taken.code ? wordsIn(data.codes[taken.code].title) : [];
    const asked = taken.rest.filter((word) => isNumber(word) || !(title.includes(word) || EMPTY.has(word)));
    // Of a code that is named a part may be meant that has no number ("inleiding").
    if (!asked.some(isNumber) && !(taken.code && asked.length)) return { rules: [], address: "" };
    const deeper = asked.flatMap((word) => (/^\d+\.\d/.test(word) ? word.split(".") : [word]));
    // What a part is called is not for each reader what it is called here: the first of its names can tell the code, or none.
    const firstUnit = deeper.find((word) => UNITS.has(word));
    const some = deeper.filter((word) => !UNITS.has(word) || word === firstUnit);
    const none = taken.code ? deeper.filter((word) => !UNITS.has(word)) : some;
    labelled ??= rules.map((rule) => {
      const label = partsOf(rule.t ?? "");
      return { rule, label, words: [...label, ...partsOf(rule.i).filter((word) => !isNumber(word) && !label.includes(word))] };
    });
    const within = labelled.filter(({ rule }) => !taken.code || rule.c === taken.code);
    /** @type {{ rule: SearchHit, label: string[] }[]} */
    let found = [];
    for (const way of [asked, deeper, some, none]) {
      const numbers = way.filter(isNumber);
      const any = way.length ? within.filter(({ words }) => fits(words, way)) : [];
      const ordered = any.filter(({ label }) => inOrder(label.filter(isNumber), numbers));
      found = ordered.length ? ordered : any;
      if (found.length) break;
    }
    found.sort((a, b) => a.label.length - b.label.length);
    const [first, second] = found;
    const alone = first && (!second || second.label.length > first.label.length || second.rule.c !== first.rule.c);
    return {
      rules: found.map(({ rule }) => rule),
      address: alone && (taken.code || found.every(({ rule }) => rule.c === first.rule.c)) ? first.rule.u : "",
    };
  }

  return { find, codeIn };
}
