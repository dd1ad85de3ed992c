"""Consistency of the whole handbook: everything that one page alone cannot know.

Each finding is one warning with file and line; the book is built all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.answers import AnswerError, scope_facts
from ..decision.bases import bases_of
from ..decision.cases import run_case
from ..decision.proof import prove_book
from ..diagnostics import MESSAGES, inform, name_character, nearest, warn
from ..digest import digest
from ..domain import OBJECT_TYPES, get_domain
from ..model.characters import find_unseen, leave_out
from ..model.excerpts import cuts_words, find_span, find_words, join_words, nearest_passage, write_omissions
from ..model.fingerprint import SHORT
from ..model.records import CONTEXTS, KINDS, MODALITIES, MODALITY_LABELS, Modality, Place
from ..presentation.acknowledgement import WordingError, fill_in
from ..presentation.booklet import PARTS, codes_of, key_points
from ..presentation.checklist import find_narrowest, make_checklist
from .sources import check_sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import PolicyDomain
    from ..model.handbook import Handbook
    from ..model.records import BookletSpec, Condition, Fact, Note, Position, Rule

DUPLICATE_KINDS = {**OBJECT_TYPES, "version": "versie", "table": "tabel", "checklist": "checklist"}
BY_WHOM = ("self", "third", "other-text")


def check_handbook(app: Sphinx, env: BuildEnvironment) -> None:
    """Check everything, unless nothing was read since the last time; runs after reading, whichever builder writes."""
    domain = get_domain(env)
    config = app.config
    settings = (
        config.policy_home,
        config.policy_contacts,
        config.policy_acknowledgement,
        config.policy_extension_digest,
    )
    inputs = digest(domain.inputs_digest(), repr(settings))
    if domain.checked == inputs:
        return
    domain.note_checked(inputs)
    book = domain.handbook
    _check_twins(book)
    _check_duplicates(env, book)
    _check_versions(book)
    for rules in book.texts.values():
        for rule in rules.values():
            _check_rule(book, rule)
    _check_labels(book)
    _check_exceptions(book)
    _check_norms(book)
    _check_reviewed(env, book)
    _check_terms(book)
    _check_tables(book)
    _check_cases(book)
    _check_checklists(book)
    _check_booklets(env, book)
    _check_settings(app, book)
    _check_notes(env, book)
    _check_references(domain)
    _check_clashes(book)
    _check_proof(book, domain.misread)
    check_sources(env, domain.pages)


def _look_up(subtype: str, ids: Iterable[str], known: Collection[str], place: Place, rule: str) -> None:
    for id in ids:
        if id not in known:
            warn(subtype, place, id=id, rule=rule, nearest=nearest(id, known))


def _check_twins(book: Handbook) -> None:
    for twin in book.twins:
        warn("name_twin", twin.place, id=twin.id, kind=DUPLICATE_KINDS[twin.kind], twin=twin.first)


def _check_duplicates(env: BuildEnvironment, book: Handbook) -> None:
    # A text that stands twice is one mistake, whatever number of rules it holds.
    copies = {duplicate.place.docname for duplicate in book.duplicates if duplicate.kind == "version"}
    for duplicate in book.duplicates:
        if duplicate.kind == "rule" and duplicate.place.docname in copies:
            continue
        other = _where(env, duplicate.first)
        warn("duplicate_id", duplicate.place, id=duplicate.id, kind=DUPLICATE_KINDS[duplicate.kind], other=other)


def _where(env: BuildEnvironment, place: Place) -> str:
    return f"{env.doc2path(place.docname, base=False)}, regel {place.line}"


def _check_versions(book: Handbook) -> None:
    for code, versions in book.versions.items():
        for version in versions.values():
            if code:
                _look_up("unknown_code", [code], book.codes, version.place, f"versie {version.id}")
    for code_record in book.codes.values():
        _look_up("unknown_audience", code_record.audience, book.audiences, code_record.place, code_record.id)
        if code_record.ask:
            _look_up("unknown_body", [code_record.ask], book.bodies, code_record.place, code_record.id)
        _look_up("unknown_context", code_record.context, CONTEXTS, code_record.place, code_record.id)


def _check_rule(book: Handbook, rule: Rule) -> None:
    siblings = book.texts[rule.code, rule.version]
    name = rule.full_id
    targets = [*rule.lead_in, *rule.wrap_up, *([rule.note_of] if rule.note_of else [])]
    _look_up("unknown_rule", targets, siblings, rule.place, name)
    _check_surroundings(book, rule, siblings)
    _look_up("unknown_audience", rule.audience, book.audiences, rule.place, name)
    _look_up("unknown_context", rule.context, CONTEXTS, rule.place, name)
    seen: set[str] = set()
    for position in rule.positions:
        place = Place(rule.place.docname, position.line)
        if position.name in seen:
            warn("duplicate_position", place, id=position.name, rule=name)
        seen.add(position.name)
        _check_position(book, rule, position, place)


def _check_surroundings(book: Handbook, rule: Rule, siblings: Mapping[str, Rule]) -> None:
    """What leads a rule in stands before it, what closes its list after it, and a footnote where it is called."""
    order = {
        id: book.derived.order[rule.code, rule.version, id]
        for id in (rule.id, *rule.lead_in, *rule.wrap_up)
        if id in siblings
    }
    own = order[rule.id]
    for ids, what, where in ((rule.lead_in, "inleiden", "ervoor"), (rule.wrap_up, "afsluiten", "erna")):
        places = [order[id] for id in ids if id in siblings]
        right = [place < own if what == "inleiden" else place > own for place in places]
        if not all(right) or places != sorted(set(places)):
            wrong = next((id for id, is_right in zip(ids, right, strict=False) if not is_right), ids[-1])
            warn("lead_in_order", rule.place, id=rule.full_id, target=wrong, what=what, where=where)
    caller = siblings.get(rule.note_of) if rule.note_of else None
    # A call that leads nowhere has a warning of its own.
    if caller is not None and (
        rule.kind != "footnote" or (rule.id not in caller.calls and set(caller.calls) <= siblings.keys())
    ):
        warn("footnote_call", rule.place, id=rule.id)


def _check_labels(book: Handbook) -> None:
    """A label is how a place is cited: each in a text once."""
    for rules in book.texts.values():
        first: dict[str, Rule] = {}
        for rule in rules.values():
            other = first.setdefault(rule.label, rule)
            if other is not rule:
                warn("duplicate_label", rule.place, id=rule.full_id, label=rule.label, other=other.id)


def _check_position(book: Handbook, rule: Rule, position: Position, place: Place) -> None:
    name = rule.full_id
    _look_up("unknown_norm", [position.norm], book.norms, place, name)
    _look_up("unknown_act", position.acts, book.acts, place, name)
    _look_up("unknown_audience", position.binds, book.audiences, place, name)
    _look_up("unknown_context", position.context, CONTEXTS, place, name)
    for conditions in position.when:
        for condition in conditions:
            _check_condition(book, condition, place, name)
    for requirement in position.requires:
        _check_condition(book, requirement.condition, place, name)
        _look_up("unknown_body", [requirement.by], [*book.bodies, *BY_WHOM], place, name)
    _check_reach(rule, position, place)
    for quote in position.quotes:
        span = find_span(quote, rule.text)
        if span is not None and cuts_words(rule.text, *span):
            warn("quote_word", place, quote=quote, rule=name)
        if span is None:
            _warn_quote(quote, rule, place)


def _warn_quote(quote: str, rule: Rule, place: Place) -> None:
    """A quote that is not in its rule, by the name of what is wrong with it where that can be told."""
    name = rule.full_id
    if (shortened := write_omissions(quote)) != quote and find_span(shortened, rule.text):
        warn("quote_dots", place, quote=quote, rule=name, mend=shortened)
        return
    if (unseen := find_unseen(rule.text)) and find_span(quote, leave_out(rule.text, unseen)):
        character = name_character(rule.text[unseen[0]])
        warn("quote_invisible", place, quote=quote, rule=name, character=character)
        return
    passage = nearest_passage(quote, rule.text)
    mend = f"; bedoel je “{passage}”?" if passage else "; neem de woorden van de bepaling letterlijk over"
    warn("unknown_quote", place, quote=quote, rule=name, passage=mend)


def _check_reach(rule: Rule, position: Position, place: Place) -> None:
    """A duty or a ban of an act that nothing limits holds in every case: seldom what is meant, so an editor says it."""
    if not position.acts or position.when or position.always or position.standing:
        return
    words = {"id": rule.position_id(position), "acts": join_words([f"“{act}”" for act in position.acts])}
    if position.modality is Modality.OBLIGATION and not position.requires:
        warn("duty_always", place, **words)
    if position.modality is Modality.PROHIBITION and not any(r.timing == "before" for r in position.requires):
        warn("ban_always", place, **words)


def _check_condition(book: Handbook, condition: Condition, place: Place, rule: str) -> None:
    fact = book.facts.get(condition.fact)
    if fact is None:
        warn("unknown_fact", place, id=condition.fact, rule=rule, nearest=nearest(condition.fact, book.facts))
        return
    known = [id for id, _ in fact.options]
    for answer in condition.accepted:
        # Of a question without answers the question itself was reported.
        if known and answer not in known:
            _warn_answer(place, answer, fact, rule)


def _warn_answer(place: Place, answer: str, fact: Fact, rule: str) -> None:
    known = [id for id, _ in fact.options]
    near, choices = nearest(answer, known), ", ".join(known)
    warn("unknown_answer", place, id=answer, fact=fact.id, rule=rule, nearest=near, choices=choices)


def _check_exceptions(book: Handbook) -> None:
    for (code, _), rules in book.texts.items():
        positions = {rule.position_id(p): (rule, p) for rule in rules.values() for p in rule.positions}
        graph: dict[str, list[str]] = {}
        for id, (rule, position) in positions.items():
            place = Place(rule.place.docname, position.line)
            for target in position.overrides:
                full = f"{code}/{target}"
                if full not in positions:
                    known = [other.removeprefix(f"{code}/") for other in positions]
                    warn("exception_target", place, id=id, target=target, nearest=nearest(target, known))
                else:
                    graph.setdefault(id, []).append(full)
            if position.overrides and not position.effect:
                warn("exception_effect", place, id=id)
        for circle in _circles(graph):
            rule, position = positions[circle[0]]
            warn("exception_circle", Place(rule.place.docname, position.line), circle=" → ".join([*circle, circle[0]]))


def _circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """The circles in the graph of exceptions, each once, from its first position by name."""
    found: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for start in sorted(graph):
        path: list[str] = []
        trail: list[tuple[str, int]] = [(start, 0)]
        while trail:
            node, index = trail.pop()
            if index == 0:
                if node in path:
                    circle = path[path.index(node) :]
                    first = circle.index(min(circle))
                    found.setdefault(frozenset(circle), circle[first:] + circle[:first])
                    continue
                if node in done:
                    continue
                path.append(node)
            targets = graph.get(node, [])
            if index < len(targets):
                trail.append((node, index + 1))
                trail.append((targets[index], 0))
            else:
                path.pop()
                done.add(node)
    return list(found.values())


def _check_norms(book: Handbook) -> None:
    for norm in book.norms.values():
        if not norm.topic:
            warn("norm_without_topic", norm.place, id=norm.id)
        else:
            _look_up("unknown_topic", [norm.topic], book.topics, norm.place, norm.id)
        _look_up("unknown_norm", norm.related, book.norms, norm.place, norm.id)


def _check_reviewed(env: BuildEnvironment, book: Handbook) -> None:
    first: dict[tuple[str, str, str], Place] = {}
    for record in book.reviewed:
        name = f"{record.a} {record.b}".strip()
        place = first.setdefault((record.norm, min(record.a, record.b), max(record.a, record.b)), record.place)
        if place is not record.place:
            warn("duplicate_review", record.place, id=name, norm=record.norm, other=_where(env, place))
        rules = []
        for id in (record.a, record.b):
            rule = book.get_rule(id.partition("#")[0])
            if rule is None:
                warn("unknown_rule", record.place, id=id, rule=name, nearest=nearest(id, _rules_meant(book, id)))
                continue
            rules.append(rule)
            if "#" in id:
                _look_up("unknown_rule", [id], [rule.position_id(p) for p in rule.positions], record.place, name)
        if record.norm:
            _look_up("unknown_norm", [record.norm], book.norms, record.place, name)
        if len(rules) < 2:
            continue
        if rules[0].code == rules[1].code:
            warn("overlap_same_code", record.place, id=name)
            continue
        silent = [rule.full_id for rule in rules if record.norm not in {p.norm for p in rule.positions}]
        if silent and record.norm in book.norms:
            warn("overlap_norm", record.place, id=name, norm=record.norm, rule=" en ".join(silent))
        stricter = record.stricter.partition("#")[0]
        if record.relation == "strenger" and stricter not in (rules[0].full_id, rules[1].full_id):
            warn(
                "overlap_stricter", record.place, id=name, value=record.stricter, a=rules[0].full_id, b=rules[1].full_id
            )
        now = [book.seal_of(rule)[:SHORT] for rule in rules]
        if not record.against:
            warn("review_unsealed", record.place, id=name, against=" ".join(now))
        elif set(record.against) != set(now):
            warn("review_outdated", record.place, id=name, against=" ".join(now))


def _check_terms(book: Handbook) -> None:
    for act in book.acts.values():
        if act.complement:
            _look_up("unknown_act", [act.complement], book.acts, act.place, act.id)
    for fact in book.facts.values():
        options = [id for id, _ in fact.options]
        for answer in dict.fromkeys((fact.assume, fact.none, *fact.refused)):
            if answer and options and answer not in options:
                _warn_answer(fact.place, answer, fact, fact.id)
        for alternative in fact.ask:
            for condition in alternative:
                _check_condition(book, condition, fact.place, fact.id)
        if fact.id in scope_facts(book, fact.place):
            warn("reserved_fact", fact.place, id=fact.id)
    for term in book.audiences.values():
        if term.part_of:
            _look_up("unknown_audience", [term.part_of], book.audiences, term.place, term.id)


def _check_tables(book: Handbook) -> None:
    for spec in book.tables.values():
        _look_up("unknown_topic", spec.topics, book.topics, spec.place, spec.id)
        _look_up("unknown_norm", spec.norms, book.norms, spec.place, spec.id)
        _look_up("unknown_code", spec.codes, book.codes, spec.place, spec.id)
        _look_up("unknown_audience", spec.audience, book.audiences, spec.place, spec.id)
        _look_up("unknown_context", spec.context, CONTEXTS, spec.place, spec.id)
        for word in spec.modality:
            if word not in MODALITIES:
                near, choices = nearest(word, MODALITIES), ", ".join(MODALITY_LABELS.values())
                warn("unknown_modality", spec.place, id=word, rule=spec.id, nearest=near, choices=choices)
        for kind in spec.kinds:
            if kind not in KINDS:
                warn("unknown_kind", spec.place, id=kind, rule=spec.id, nearest=nearest(kind, KINDS))


def _check_cases(book: Handbook) -> None:
    """Each case: what it names exists, its answers can be, and the verdict is the expected one."""
    for case in book.cases.values():
        _look_up("unknown_act", [case.act] if case.act else [], book.acts, case.place, case.id)
        for expectation in case.expected:
            place = Place(case.place.docname, expectation.line)
            base = bases_of(book).get(expectation.code)
            if base is None:
                _look_up("unknown_code", [expectation.code], book.codes, place, case.id)
                continue
            known = [clause.id.partition("/")[2] for clause in base.clauses]
            _look_up("unknown_position", expectation.decisive, known, place, case.id)
            if not case.readable or case.act not in book.acts or not set(expectation.decisive).issubset(known):
                continue
            try:
                result = run_case(base, case, expectation)
            except AnswerError as error:
                words = {**error.words, "nearest": nearest(error.words.get("id", ""), error.known)}
                warn("case_answer", place, id=case.id, fault=MESSAGES[error.subtype].format(**words))
                continue
            if not result.as_expected:
                missing = f", en niet door {', '.join(result.missing)}" if result.missing else ""
                warn(
                    "case_verdict",
                    place,
                    id=case.id,
                    code=expectation.code,
                    expected=expectation.verdict,
                    verdict=result.decision.verdict.id,
                    deciding=", ".join(result.deciding) or "geen enkel standpunt",
                    missing=missing,
                )


def _check_checklists(book: Handbook) -> None:
    for spec in book.checklists.values():
        wanted: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
            ("unknown_act", spec.acts, book.acts),
            ("unknown_topic", (*spec.topics, *spec.standing), book.topics),
            ("unknown_code", spec.codes, book.codes),
            ("unknown_audience", spec.audience, book.audiences),
            ("unknown_context", spec.context, CONTEXTS),
        )
        for subtype, ids, known in wanted:
            _look_up(subtype, ids, known, spec.place, spec.id)
        # Of a list with a name that does not exist that name was reported.
        if all(id in known for _, ids, known in wanted for id in ids) and not make_checklist(book, spec).sections:
            options = " of ".join(f"“{option}”" for option in find_narrowest(book, spec))
            mend = f"kies iets anders bij {options}, of laat die optie weg" if options else "haal opties weg"
            warn("checklist_empty", spec.place, id=spec.id, mend=mend)


def _check_booklets(env: BuildEnvironment, book: Handbook) -> None:
    """Each booklet: what it names exists, and what is to be remembered binds its readers."""
    for spec in book.booklets.values():
        _look_up("unknown_code", spec.codes, book.codes, spec.place, spec.id)
        _look_up("unknown_audience", spec.audience, book.audiences, spec.place, spec.id)
        _look_up("unknown_checklist", spec.checklists, book.checklists, spec.place, spec.id)
        _look_up("unknown_case", spec.cases, book.cases, spec.place, spec.id)
        pages = sorted(env.found_docs)
        known = [*PARTS, *pages]
        for part in spec.order:
            if part not in known:
                words = nearest(part, known)
                warn("unknown_part", spec.place, id=part, rule=spec.id, nearest=words, parts=", ".join(PARTS))
        _look_up("unknown_page", spec.without, pages, spec.place, spec.id)
        if not spec.codes and all(part in PARTS for part in spec.order):
            warn("booklet_empty", spec.place, id=spec.id)
        _check_remembered(book, spec)


def _check_remembered(book: Handbook, spec: BookletSpec) -> None:
    codes = codes_of(book, spec)
    if not codes:
        return  # that was reported
    known = {rule.position_id(p) for code in codes for rule in book.rules_of(code.id) for p in rule.positions}
    _look_up("unknown_position", spec.remember, known, spec.place, spec.id)
    binding = {point.id for code in codes for point in key_points(book, spec, code)}
    for id in spec.remember:
        if id in known and id not in binding:
            warn("booklet_remember", spec.place, id=id, rule=spec.id)


def _check_clashes(book: Handbook) -> None:
    """Each reviewed clash: its positions exist, in one code."""
    for review in book.clashes:
        base = bases_of(book).get(review.duty.partition("/")[0])
        if base is None:
            _look_up("unknown_code", [review.duty.partition("/")[0]], book.codes, review.place, review.duty)
            continue
        known = [clause.id for clause in base.clauses]
        _look_up("unknown_position", [review.duty, *review.bans], known, review.place, review.duty)


def _check_proof(book: Handbook, misread: Collection[str]) -> None:
    """What holds for every answer there can be (see :mod:`.decision.proof`)."""
    for finding in prove_book(book, misread):
        warn(finding.subtype, finding.place, **finding.words)
    if unread := [code.short for code in book.codes.values() if not code.worked_through]:
        inform("proof_in_progress", codes=join_words(unread))


def _check_settings(app: Sphinx, book: Handbook) -> None:
    """``policy_home`` and ``policy_contacts`` of conf.py."""
    place = Place(app.config.root_doc, 1)
    _look_up("unknown_audience", book.home, book.audiences, place, "policy_home in conf.py")
    _look_up("unknown_code", book.home.values(), book.codes, place, "policy_home in conf.py")
    _look_up("unknown_body", book.contacts, book.bodies, place, "policy_contacts in conf.py")
    try:
        fill_in(book.wording, "", "", "")
    except WordingError:
        warn("acknowledgement_wording", place, text=book.wording)


def _check_notes(env: BuildEnvironment, book: Handbook) -> None:
    asked: dict[str, Note] = {}
    for note in book.notes:
        rules = book.texts.get((note.code, note.version), {})
        if note.rule:
            _look_up("unknown_rule", [note.rule], rules, note.place, "editorial")
        if note.rule in rules:
            for passage in note.sic:
                # Within one block: a whole is quoted block by block.
                rule = rules[note.rule]
                blocks = [" ".join(block.cells) for block in rule.blocks] or [rule.text]
                if [len(find_words(passage, block)) for block in blocks if find_words(passage, block)] != [1]:
                    warn("note_sic", note.place, id=note.rule, text=passage)
        first = asked.setdefault(note.law, note) if note.law else note
        # The next version of a text may bear the same question.
        if first is not note and (first.code != note.code or first.version == note.version):
            warn("note_twice", note.place, id=note.law, other=_where(env, first.place))


def _check_references(domain: PolicyDomain) -> None:
    for docname in sorted(domain.pages):
        for reference in domain.pages[docname].references:
            if domain.find(reference.kind, reference.target) is None:
                known: Collection[str] = domain.known(reference.kind)
                target = reference.target
                if reference.kind in ("rule", "article"):
                    known = _rules_meant(domain.handbook, target, articles=reference.kind == "article")
                warn(
                    "unknown_reference",
                    reference.place,
                    kind=OBJECT_TYPES[reference.kind],
                    id=target,
                    nearest=nearest(target.partition("@")[0], known),
                )


def _rules_meant(book: Handbook, target: str, *, articles: bool = False) -> list[str]:
    """The rules that can have been meant by ``<code>/<rule-id>[@<version>]``: of that code where there is one, in that version."""
    code, _, rest = target.partition("/")
    version = rest.partition("@")[2]
    rules = [
        rule
        for id in ([code] if code in book.codes else book.codes)
        for rule in book.rules_of(id, version) or book.rules_of(id)
        if rule.is_article or not articles
    ]
    today = {id: version.id for id, version in book.derived.current.items()}
    return [rule.full_id + (f"@{rule.version}" if rule.version != today[rule.code] else "") for rule in rules]


def setup(app: Sphinx) -> None:
    """Check the book when all of it has been read."""
    app.connect("env-updated", check_handbook)
