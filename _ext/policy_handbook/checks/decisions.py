"""What is decided: worked cases, clashes, and what is proved of all answers together."""

from __future__ import annotations

from ..decision.answers import AnswerError
from ..decision.bases import bases_of
from ..decision.cases import run_case
from ..decision.proof import prove_book
from ..diagnostics import MESSAGES, inform, nearest, warn
from ..model.records import Place
from ..presentation.say import words_listed
from .base import Whole, look_up


def check_cases(whole: Whole) -> None:
    """Each case: what it names exists, its answers can be, and the verdict is the expected one."""
    book = whole.book
    for case in book.cases.values():
        look_up("unknown_act", [case.act] if case.act else [], book.acts, case.place, case.id)
        for expectation in case.expected:
            place = Place(case.place.docname, expectation.line)
            base = bases_of(book).get(expectation.code)
            if base is None:
                look_up("unknown_code", [expectation.code], book.codes, place, case.id)
                continue
            known = [clause.id.partition("/")[2] for clause in base.clauses]
            look_up("unknown_position", expectation.decisive, known, place, case.id)
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


def check_clashes(whole: Whole) -> None:
    """Each reviewed clash: its positions exist, in one code."""
    book = whole.book
    for review in book.clashes:
        base = bases_of(book).get(review.duty.partition("/")[0])
        if base is None:
            look_up("unknown_code", [review.duty.partition("/")[0]], book.codes, review.place, review.duty)
            continue
        known = [clause.id for clause in base.clauses]
        look_up("unknown_position", [review.duty, *review.bans], known, review.place, review.duty)


def check_proof(whole: Whole) -> None:
    """What holds for every answer there can be (see :mod:`.decision.proof`)."""
    for finding in prove_book(whole.book, whole.domain.misread):
        warn(finding.subtype, finding.place, **finding.words)
    if unread := [code.short for code in whole.book.codes.values() if not code.worked_through]:
        inform("proof_in_progress", codes=words_listed(unread))
