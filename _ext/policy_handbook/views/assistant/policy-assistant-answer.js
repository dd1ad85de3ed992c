// @ts-check
"use strict";

/*
 * The answers, of one code and of all: the parts of an explanation on a page, with boxes beside what must be in order.
 */
/** @param {PolicyAssistant} assistant */
function policyAnswers(assistant) {
  const { UNKNOWN, opened, make, part, section, subheading, list, folded, button, capital, today, heading, fieldset } =
    policyParts;
  const { say, tell, plain } = policySay;
  const { root, words, bases, facts, remembered, ticked, placed, view, ask, actOf, write, but, announce } = assistant;

  /** The name of a part, without its variant. @param {string} key */
  const nameOf = (key) => key.split(".")[0];

  /** @param {Entry[]} entries */
  const conditionsOf = (entries) => entries.flatMap(({ condition }) => condition ?? []);

  /** A line with a capital. @param {Line} line @returns {Line} */
  const begin = ([[text, ...more], ...others]) => [[capital(text), ...more], ...others];

  /** @param {string} name @param {...(Node | string)} children */
  const paragraph = (name, ...children) => make("p", { class: part(name) }, ...children);

  /** Answers that can be changed. @param {State} state @param {(string | Node)[][]} rows of id, question, answer and more */
  const changeable = (state, rows) =>
    rows.length > 0 &&
    make(
      "dl",
      { class: part("answers") },
      ...rows.map(([id, question, answer, also = ""]) => {
        const [[before], ...hidden] = say("page.change.link", { question: [[String(question), "", "hidden"]] });
        const href = write(but(state, { change: String(id) }));
        const link = make("a", { href }, before, make("span", { class: part("hidden") }, plain(hidden)));
        return make(
          "div",
          {},
          make("dt", {}, question),
          make("dd", {}, answer, also),
          make("dd", { class: part("change") }, link),
        );
      }),
    );

  /** What was answered, as rows. @param {State} state */
  const answerRows = (state) => [
    ["act", tell("page.act"), capital(actOf(state.act).label)],
    ...[...facts.keys()]
      .filter((id) => state.given.has(id))
      .map((id) => [id, ask(id), capital(assistant.answerOf(id, state.given.get(id)))]),
  ];

  /** The address of this answer. @param {State} state */
  const addressOf = (state) => policyAddress("", write(state));

  /** How far the requirements are. @param {Condition[]} conditions */
  function progress(conditions) {
    /** @param {...string} statuses */
    const count = (...statuses) =>
      new Set(conditions.filter(({ status = "" }) => statuses.includes(status)).map(({ fact }) => fact)).size;
    const total = new Set(conditions.map(({ fact }) => fact)).size;
    const fill = (/** @type {string} */ key, /** @type {number} */ n) => (n ? [tell(key, { n, total })] : []);
    const left = [...fill("page.todo", count("open", "consult")), ...fill("page.wrong", count("unmet", "final", "refused"))];
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

  /** A code with what it weighs. @param {string} short @param {string} weight @returns {Line} */
  const named = (short, weight) => policySay.joinLines([short, " ", [[weight, "", `weight-${weight}`]]]);

  /** What a code says to these answers. @param {Base} base @param {State} state */
  function answer(base, state) {
    const decision = assistant.decide(base, state);
    const given = Object.fromEntries(state.given);
    const remedies = policyRemedy.find(base, state.act, given, decision);
    const explanation = policyExplanation.explain(base, decision, given, remedies);
    const names = policyExplanation.namesOf(base);
    const { headline, until, parts } = explanation;
    const { authority, title, short, version, binding: weight } = base.code;
    const isOpen = until.length > 0;
    const sign = isOpen ? "verdict-open" : explanation.sign;
    const isSilent = decision.verdict === "niet_geregeld";
    const all = conditionsOf(parts.flatMap(({ entries }) => entries));
    /** The facts that have a box. @type {Set<string>} */
    const shown = new Set();

    /** @param {string} name */
    const entriesOf = (name) => parts.flatMap(({ key, entries }) => (nameOf(key) === name ? entries : []));

    /** A line as nodes. @param {Line} line @param {Entry["hrefs"]} [hrefs] */
    const place = (line, hrefs) =>
      line.map((span) => {
        const [text, target, role] = span;
        const href = role === "way" ? target : target ? root + base.rules[target.slice(5)].url : role === "contact" && hrefs?.get(text);
        if (href) return make("a", { href }, text);
        if (role === "strong") return make("strong", {}, text);
        return role && role !== "quote" ? make("span", { class: `policy-${role}` }, text) : plain([span]);
      });

    /** The rules of which the notes are told. @type {Set<string>} */
    const noted = new Set();
    /** The notes on a rule, the first time. @param {string} id */
    function notesOn(id) {
      const notes = noted.has(id) ? [] : base.rules[id].notes;
      noted.add(id);
      return notes ?? [];
    }

    /** @param {Entry} entry */
    const quoted = ({ slots: { rule, modality, quote, unless } }) => [
      // The notes themselves say that there are any.
      paragraph("source", ...place(begin(rule.slice(0, 1))), " ", ...place(modality)),
      quote ? make("blockquote", { class: part("quote") }, ...place(quote)) : "",
      ...notesOn(rule[0][1].slice(5)).map((note) => paragraph("note", note)),
      unless ? paragraph("unless", ...place(begin(unless))) : "",
    ];

    /** @param {Entry[]} entries */
    const quotes = (entries) => list("rules", entries.map(quoted));

    /** @param {string} name @param {Entry[]} entries */
    const sentences = (name, entries) =>
      list(
        name,
        entries.map(({ key, slots, hrefs }) => place(begin(say(key, slots)), hrefs)),
      );

    /** How a requirement stands and what is in order, on screen and on paper. @param {Wanted} condition */
    function wanted(condition) {
      const { status, positions } = condition;
      const standing = `${part("status")} ${part("status")}--${status}`;
      const slots = {
        in_order: ["screen", "paper"].map(
          /** @returns {Span} */ (where) => [tell(`page.wanted.${where}`), "", `assistant__${where}`],
        ),
        answers: names.answers(condition),
        rules: names.rules(positions).flatMap((span) => begin([span])),
      };
      return paragraph(
        "wanted",
        status ? make("strong", { class: standing }, tell(`answer.status.${status}`)) : "",
        " ",
        ...place(say("page.wanted", slots)),
      );
    }

    /**
     * Requirements as questions to answer here, one for each fact that has no box yet.
     * @param {string} kind the part of the page
     * @param {Wanted[]} conditions
     */
    function boxes(kind, conditions) {
      /** @type {Map<string, Wanted[]>} */
      const byFact = new Map();
      for (const condition of conditions) {
        if (!shown.has(condition.fact)) byFact.set(condition.fact, [...(byFact.get(condition.fact) ?? []), condition]);
      }
      // A box that was ticked stays where it was, to be ticked otherwise.
      for (const [id, place] of ticked) {
        const waits = [...all, ...conditions].some(({ fact }) => fact === id);
        if (place === kind && !shown.has(id) && !waits) byFact.set(id, []);
      }
      for (const id of byFact.keys()) if (!placed.includes(id)) placed.push(id);
      const entries = [...byFact].sort(([a], [b]) => placed.indexOf(a) - placed.indexOf(b));
      return entries.map(([id, items]) => {
        shown.add(id);
        const fact = /** @type {Fact} */ (facts.get(id));
        const lines = items.length ? items.map(wanted) : [paragraph("wanted", tell("page.idle"))];
        if (fact.fixed) {
          // Nobody can put it in order: it is told, with a way to another answer, and is no box.
          const known = changeable(state, [[id, fact.question, capital(assistant.answerOf(id, state.given.get(id)))]]);
          return make("div", { class: part("field"), id: policyParts.nameOf(id) }, known, ...lines);
        }
        const chosen = state.given.has(id) ? (state.given.get(id) ?? [UNKNOWN]) : [];
        const field = fieldset(fact, chosen, ...lines);
        field.addEventListener("change", () => {
          ticked.set(id, kind);
          const now = policyParts.chosenIn(field, id);
          const next = assistant.answered(state, id, now);
          if (now?.length === 0) next.skipped.delete(id);
          else remembered.set(id, now ?? [UNKNOWN]);
          assistant.recompute(next);
        });
        return field;
      });
    }

    /** The panel with the answer itself. @param {boolean} isPage whether it is that of a page, or one of several */
    function panel(isPage) {
      const depends = entriesOf("depends").map(({ fact, slots: { question, strictest } }) => [
        isPage ? make("a", { href: write(but(state, { change: fact })) }, plain(question)) : plain(question),
        strictest ? make("span", { class: part("supposed") }, ` ${plain(strictest)}`) : "",
      ]);
      const cures = entriesOf("duties").filter(({ condition }) => decision.curable && condition?.status === "unmet");
      return make(
        "div",
        { class: [part("verdict"), `policy-${sign.replace("-", "--")}`].join(" ") },
        isPage && paragraph("weight", ...place(say("page.weight", { code: named(short, weight), version }))),
        paragraph("outcome", make("span", { class: `policy-${sign}` }, isOpen ? tell("page.verdict.open") : explanation.label)),
        isPage
          ? heading(headline, tell("page.about", { act: capital(actOf(state.act).label), code: short }))
          : paragraph("title", headline),
        list("depends", depends),
        ...until.map((line) => make("p", {}, ...place(line))),
        sentences("cures", cures),
      );
    }

    /** The address of another act, with the answers that it asks too. @param {Entry} way */
    const addressOfAct = ({ act = "" }) => write(but(assistant.withAct(state, act), { show: false }));

    /** Acts to look at too, as links. @param {Entry[]} entries @param {string} [path] where they are asked */
    const ways = (entries, path = "") =>
      list(
        "ways",
        entries.map((way) => [make("a", { href: path + addressOfAct(way) }, capital(tell(way.key, way.slots)))]),
      );

    /** The same in one line. */
    function onward() {
      const entries = entriesOf("onward");
      const links = policySay.listed(entries.map((way) => [[tell(way.key, way.slots), addressOfAct(way), "way"]]));
      const said = say("page.onward", { heading: tell("answer.part.onward"), ways: links });
      return entries.length > 0 && paragraph("onward", ...place(said));
    }

    /** What stands in a part. @param {string} name @param {Entry[]} entries */
    function within(name, entries) {
      const told = entries.filter(({ condition }) => !condition);
      switch (name) {
        case "assumed":
          return [
            changeable(
              state,
              entries.map(({ fact = "", slots }) => [
                fact,
                plain(slots.question),
                capital(plain(slots.answers)),
                slots.rules ? make("span", { class: part("else") }, ...place(say("page.else", slots))) : "",
              ]),
            ),
          ];
        case "instead":
          return [ways(entries)];
        case "decisive":
        case "exceptions":
          return [quotes(told)];
        case "law":
          return entries.map((entry) => (entry.positions ? quotes([entry]) || "" : paragraph("law", tell(entry.key))));
        case "duties":
        case "advice":
        case "dispensations": {
          const said = name === "duties" && progress(conditionsOf(entries));
          return [quotes(told), ...boxes(name, conditionsOf(entries)), said && paragraph("progress", said)];
        }
        default:
          return [sentences(name === "ask" ? "contacts" : "rules", entries)];
      }
    }

    /** What always holds; what is asked of one can be answered; what touches an act that is not regulated is unfolded. */
    function standing() {
      const { near, standing } = explanation;
      /** @param {Entry} entry */
      const drawn = (entry) => {
        const conditions = (entry.positions ?? []).flatMap((id) =>
          base.rows
            .flatMap((row) => (row.id === id ? row.needs.map((need) => base.needs[need]) : []))
            .filter(({ timing }) => timing === "before")
            .map((need) => ({ ...need, positions: [id] })),
        );
        return [...quoted(entry), ...boxes("standing", conditions)];
      };
      const why = () => make("p", {}, tell("page.standing.why"));
      // Of an act that is not regulated it is what the code has to say; it stays open once something in it is answered.
      if (isSilent) opened.add("altijd");
      return [
        near.length > 0 &&
          section("standing", tell("page.standing.near", { count: near.length }), why(), list("rules", near.map(drawn))),
        standing.length > 0 &&
          folded(isSilent ? "altijd-overige" : "altijd", tell("page.standing", { count: standing.length }), why(), list("rules", standing.map(drawn))),
      ];
    }

    /** The answer as plain words, to paste into a file. */
    function reference() {
      const key = isOpen ? "page.reference.open" : "page.reference.answer";
      const lines = [
        tell("page.reference.code", { day: today(), authority, code: title, version }),
        tell("page.reference.act", { act: actOf(state.act).label }),
        ...answerRows(state)
          .slice(1)
          .map(([, question, answers]) => tell("answer.assumed", { question, answers })),
        ...entriesOf("assumed").map(({ slots: { question, answers } }) =>
          tell("page.reference.assumed", { question, answers: begin(answers) }),
        ),
        "",
        tell(key, { headline, verdict: explanation.label, weight }),
        ...until.map(plain),
      ];
      const told = ["depends", "duties", "law", "advice", "after", "dispensations"];
      for (const { key, entries } of parts) {
        if (!entries.length || !told.includes(nameOf(key))) continue;
        lines.push(tell("page.reference.part", { heading: tell(`answer.part.${key}`) }));
        lines.push(...entries.map(({ key, slots }) => tell("page.reference.entry", { words: tell(key, slots) })));
      }
      for (const rule of decision.rules) {
        const { citation, permalink } = base.rules[rule];
        lines.push("", policyCite(citation, `${rule}@${version}`, root, permalink));
      }
      lines.push("", addressOf(state) || write(state), tell("answer.no_ruling"));
      return lines.join("\n");
    }

    /** The way to the checklists of this code on the act, with the answers. */
    function checklists() {
      const fragment = write(but(state, { show: false, change: "" })).slice(1);
      const links = policyPoints
        .pagesOn(base, state.act, state.given)
        .map(({ url, page }) => [
          make("a", { href: `${root}${url}#code=${base.code.id}&${fragment}` }, tell("page.checklist", { name: page })),
        ]);
      return links.length > 0 && list("checklists", links);
    }

    function page() {
      const also = entriesOf("also");
      const fragment = write(but(state, { show: false, change: "" }));
      return [
        assistant.backLink(assistant.previous(base, state)),
        paragraph("caption", assistant.captionOf(state)),
        panel(true),
        ...parts
          .filter(({ key }) => !["depends", "onward", "also"].includes(key))
          .map(({ key, entries }) => section(nameOf(key), tell(`answer.part.${key}`), ...within(nameOf(key), entries))),
        onward(),
        ...(isSilent ? standing() : []),
        section("given", tell("page.given"), changeable(state, answerRows(state))),
        also.length > 0 && folded("ook", tell("answer.part.also"), quotes(also) || ""),
        ...(isSilent ? [] : standing()),
        checklists(),
        folded(
          "andere-codes",
          tell("page.others"),
          paragraph(
            "other-codes",
            make("a", { href: `${root}docs/beslissen/naast-elkaar.html${fragment}` }, tell("page.others.read")),
          ),
        ),
        make(
          "div",
          { class: part("actions") },
          button(tell("page.print"), () => window.print()),
          button(tell("page.copy"), () => copy(reference())),
          again(),
        ),
        paragraph(
          "ruling",
          tell("page.ruling", { day: today(), code: title, version, no_ruling: say("answer.no_ruling") }),
          make("span", { class: part("paper") }, ` ${addressOf(state)}`),
        ),
      ];
    }

    function column() {
      const path = `${root}docs/beslissen/${base.code.id}.html`;
      const instead = entriesOf("instead");
      const lead = tell(isOpen ? "page.all.ask" : "page.all.read", { code: short });
      return make(
        "section",
        { class: part("column") },
        subheading(place(named(short, weight)), base.code.id),
        paragraph("weight", authority),
        panel(false),
        quotes(entriesOf("decisive")),
        instead.length > 0 && paragraph("instead", tell("answer.part.instead")),
        ways(instead, path),
        make("p", {}, make("a", { href: path + write(state) }, lead)),
      );
    }

    return { page, column };
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
    announce(tell(copied ? "copy.done" : "copy.selected"), true);
  }

  /** The verdict of every code for the same answers. @param {State} state */
  function sideBySide(state) {
    /** @type {Set<string>} */
    const laws = new Set();
    const columns = bases.map((base) => {
      const known = new Set(["context", ...base.facts.map(({ id }) => id)]);
      const given = new Map([...state.given].filter(([id]) => known.has(id)));
      const own = but(state, { given, skipped: new Set(), show: true });
      for (const kind of assistant.decide(base, own).law) laws.add(kind);
      return answer(base, own).column();
    });
    const rows = answerRows(state).filter(([id]) => id !== "audience");
    return [
      assistant.backLink(assistant.previous(bases[0], state)),
      paragraph("caption", assistant.captionOf(state)),
      heading(tell("page.all")),
      make("p", {}, tell("page.all.scope")),
      ...[...laws].map((kind) => paragraph("law", tell(`answer.law.${kind}`))),
      make("div", { class: part("columns") }, ...columns),
      section("given", tell("page.given"), changeable(state, rows)),
      paragraph("ruling", tell("page.all.ruling", { day: today(), no_ruling: say("answer.no_ruling") })),
    ];
  }

  /** @param {Base} base @param {State} state */
  const verdictPage = (base, state) => answer(base, state).page();

  return { verdictPage, sideBySide };
}
