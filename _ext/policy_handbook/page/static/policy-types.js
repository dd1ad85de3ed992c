// @ts-check
"use strict";

/* The types of the decision assistant, for an editor that checks them. No page loads this file. */

/**
 * What the fragment says: null is "weet ik niet".
 * @typedef {object} State
 * @property {string} act
 * @property {Map<string, string[] | null>} given
 * @property {Set<string>} skipped
 * @property {boolean} show the answer is wanted with what is known
 * @property {string} change the question whose answer is changed
 *
 * Of the data (see builders/decisions.py) what is used here.
 * @typedef {{id: string, label: string}} Option
 * @typedef {object} Fact
 * @property {string} id
 * @property {string} question
 * @property {string} why
 * @property {Option[]} options
 * @property {boolean} multiple
 * @property {string | null} assume
 * @property {string | null} none
 *
 * @typedef {Option & {explanation: string, group: string, rows: {row: number}[]}} Act
 * @typedef {{fact: string, accepted: string[], quantifier: string, by: string, timing: string}} Requirement
 * @typedef {object} Row
 * @property {string} id
 * @property {string} rule
 * @property {string} modality
 * @property {number[]} needs
 * @property {[string, boolean][]} excerpt the words of the source, and where some are left out
 * @property {string[]} acts
 * @property {string[]} audience
 * @property {string[]} context
 * @property {{fact: string}[][]} when
 * @property {Requirement[]} requires
 * @property {{question: string, choice: string, default: boolean} | null} reading
 * @property {Line} excerpt the words of the source, and where some are left out
 * @property {string} opening its first words
 *
 * @typedef {object} Rule
 * @property {string} label
 * @property {string} lead_in
 * @property {string} wrap_up
 * @property {boolean} noted whether an editor says something of it to readers
 * @property {string} url
 * @property {string} permalink
 * @property {string} citation
 * @property {string[]} [notes]
 * @typedef {object} Base
 * @property {{id: string, title: string, short: string, authority: string, binding: string, version: string}} code
 * @property {(Option & {chain: string[]})[]} audiences
 * @property {string[]} addressed
 * @property {Fact[]} facts
 * @property {Act[]} acts
 * @property {Record<string, {label: string, contact: {name: string, address: string, href: string} | null}>} bodies
 * @property {string[]} [ask] whom the code names to ask
 * @property {Row[]} rows
 * @property {{row: number}[]} always
 * @property {Requirement[]} needs
 * @property {string[][]} worlds
 * @property {number[][]} scopes
 * @property {string} ask the body that the code names for questions, or ""
 * @property {Clause[]} clauses
 * @property {Record<string, Rule>} rules
 *
 * @typedef {Requirement & {status?: string, advice: boolean, positions: string[]}} Condition
 * @typedef {{position: string, verdict: string, exception: string | null}} Ground
 * @typedef {object} Decision
 * @property {string} verdict
 * @property {string | null} reason
 * @property {boolean} advised_against
 * @property {boolean} curable
 * @property {string[]} rules
 * @property {Ground[]} grounds
 * @property {Condition[]} conditions
 * @property {string[]} standing
 * @property {{position: string, by: string}[]} set_aside
 * @property {string[]} exceptions
 * @property {string[]} dispensations
 * @property {{fact: string, answer: string}[]} assumptions
 * @property {string[]} depends_on
 * @property {string[]} possible
 * @property {{fact: string, answers: string[]}[]} supposed
 * @property {{verdict: string, positions: string[]}[]} readings
 *
 * Of the table (see data/decisions/schema.json) what policy-walk.js and policy-ask.js use.
 * @typedef {string[] | null} Answer the ids of the options chosen; null for "weet ik niet"
 * @typedef {Record<string, Answer | undefined>} Given by fact, "audience" or "context"; not asked is missing
 * @typedef {Map<string, Answer>} Known
 * @typedef {{fact: string, accepted: string[], quantifier: string}} Predicate
 * @typedef {Predicate[][]} Gate
 * @typedef {Predicate & {by: string, timing: string, states: string[], refused: string[]}} Need
 * @typedef {{id: string, rule: string, when: Gate, scope: number, needs: number[], takes: number[], effect: string,
 *   standing: boolean, advice: boolean, reading: {question: string, choice: string, default: boolean} | null}} TableRow
 * @typedef {{row: number, gives: number, direct: boolean}} ActRow
 * @typedef {{verdict: string, against: boolean, curable: boolean}} Give
 * @typedef {Fact & {cells: string[][], ask: Gate, group: string}} TableFact
 * @typedef {{code: {id: string, binding: string, worked_through: boolean}, facts: TableFact[], worlds: string[][],
 *   answered: Record<string, number[]>, scopes: number[][], needs: Need[], gives: Give[][], rows: TableRow[],
 *   acts: {id: string, rows: ActRow[]}[], always: ActRow[], readings: {question: string, choices: string[]}[]}} Table
 *
 * What policy-walk.js makes of it.
 * @typedef {TableRow & {index: number, gives: Give[], direct: boolean}} Entry a row in the table of the act
 * @typedef {{table: Table, act: string, given: Known, entries: Entry[], always: Entry[], worlds: number[], known: Known,
 *   assumed: {fact: string, answer: string}[], stands: number[]}} Matter
 * @typedef {Map<string, string>} Choices by question of reading
 * @typedef {{clause: Entry, verdict: number, against: boolean, curable: boolean, exception: Entry | null}} GivenGround
 * @typedef {{grounds: GivenGround[], setAside: {clause: Entry, by: Entry}[], exceptions: Entry[], dispensations: Entry[],
 *   supposed: Known, verdict: number}} Outcome
 * @typedef {{verdicts: number, strictest: Outcome, fact?: string, branches: Split[]}} Split
 * @typedef {{world: number, verdict: number, splits: Split[], standing: Entry[], depends: string[], possible: number}} Weighed
 * Sentences (policy-say.js): a span is words, what they lead to and their role.
 * @typedef {[string, string, string]} Span
 * @typedef {Span[]} Line
 * @typedef {string | number | Line} Filling
 * @typedef {Record<string, Filling>} Slots
 *
 * A decision in sentences (policy-explanation.js), each with what it is about.
 * @typedef {object} Entry
 * @property {string} key of the sentence
 * @property {Record<string, Line>} slots
 * @property {string[]} [positions]
 * @property {Condition} [condition]
 * @property {string} [fact]
 * @property {string} [href] where a contact is
 * @typedef {{key: string, entries: Entry[]}} Part
 * @typedef {object} Explanation
 * @property {string} label
 * @property {string} headline
 * @property {Line[]} until what holds until an open answer is known
 * @property {Part[]} parts
 * @property {Entry[]} standing
 *
 * What slots are filled with; all are asked for by id.
 * @typedef {object} Names
 * @property {(key: string) => string} variant
 * @property {(verdict: string, against?: boolean) => string} verdict
 * @property {(fact: string) => string} question
 * @property {(fact: string, answer: string) => string} answer
 * @property {(requirement: Requirement) => Line} answers
 * @property {(body: string) => string} body
 * @property {(positions: string[]) => Line} rules
 * @property {(position: string) => {rule: Line, modality: Line, quote: Line}} quoted
 * @property {(position: string) => Line} clause
 *
 * What the pages (policy-assistant-questions.js, policy-assistant-answer.js) ask of this file.
 * @typedef {object} PolicyAssistant
 * @property {string} code the code that is asked, or "all"
 * @property {string} root the way to the root of the site
 * @property {HTMLElement} view
 * @property {any} words data/decisions/wording.js
 * @property {Base[]} bases
 * @property {Map<string, Fact>} facts
 * @property {Map<string, string[]>} remembered
 * @property {Map<string, string>} ticked questions answered on the page of the answer, with their part of it
 * @property {string[]} placed the questions on that page, in their order
 * @property {(id: string) => string} ask
 * @property {(id: string, answer: string) => string} label
 * @property {(id: string, answer: string[] | null | undefined) => string} answerOf
 * @property {(id: string) => Act} actOf
 * @property {(base: Base, state: State) => Decision} decide
 * @property {(state: State) => string} write
 * @property {(state: State, changes: Partial<State>) => State} but
 * @property {(state: State, id: string, answer: string[] | null) => State} answered
 * @property {(state: State, act: string) => State} withAct
 * @property {(base: Base, state: State) => string} previous
 * @property {(state: State) => string} captionOf
 * @property {(fragment: string) => Node | string} backLink
 * @property {(fragment: string) => void} go
 * @property {(title: string) => string} titleOf
 * @property {(text: string, visible?: boolean) => void} announce
 * @property {(state: State) => void} recompute
 */
