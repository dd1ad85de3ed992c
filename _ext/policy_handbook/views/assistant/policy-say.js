// @ts-check
"use strict";

/*
 * Sentences with their slots filled, as in presentation/say.py. A span is [words, target, role], a line is spans.
 */

/** @param {() => Record<string, string | { one: string; other: string }>} sentences Of which those are said: they can come later. */
function policySayOf(sentences) {
  /** @param {Filling[]} parts @returns {Line} */
  const joinLines = (parts) =>
    parts
      .flatMap(/** @returns {Line} */ (part) => (Array.isArray(part) ? part : [[String(part), "", ""]]))
      .reduce((/** @type {Line} */ line, span) => {
        const last = line.at(-1);
        if (last && !(last[1] || last[2] || span[1] || span[2])) last[0] += span[0];
        else if (span[0]) line.push([...span]);
        return line;
      }, []);

  /** @param {string} key @param {Slots} [slots] */
  function say(key, slots = {}) {
    const found = sentences()[key];
    const form = typeof found === "string" ? found : found[slots.n === 1 ? "one" : "other"];
    return joinLines(form.split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? slots[piece] : piece)));
  }

  /** A line in words; those of a source in quotation marks. @param {Line} line */
  const plain = (line) => line.map(([words, , role]) => (role === "quote" ? `“${words}”` : words)).join("");

  /** @param {string} key @param {Slots} [slots] */
  const tell = (key, slots) => plain(say(key, slots));

  /** @param {Filling[]} items @param {"and" | "or" | "comma" | "semicolon"} [joint] */
  function listed(items, joint = "and") {
    const others = joint === "semicolon" ? joint : "comma";
    return joinLines(
      items.flatMap((item, index) => [index ? say(`list.${items[index + 1] ? others : joint}`) : "", item]),
    );
  }

  return { joinLines, say, plain, tell, listed };
}

const policySay = policySayOf(() => policyWording.sentences);
