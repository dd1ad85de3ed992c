"""The settings of ``conf.py`` that name something of the book; what shape they have is seen to before (:mod:`..settings`)."""

from __future__ import annotations

from ..diagnostics import warn
from ..model.records import EDITORS, Place
from ..presentation.acknowledgement import WordingError, fill_in
from .base import Whole, look_up


def check_deployment(whole: Whole) -> None:
    """``policy_home`` and ``policy_contacts`` of conf.py."""
    book = whole.book
    place = Place(whole.env.config.root_doc, 1)
    look_up("unknown_audience", book.home, book.audiences, place, "policy_home in conf.py")
    look_up("unknown_code", book.home.values(), book.codes, place, "policy_home in conf.py")
    bodies = [id for id in book.contacts if id != EDITORS]
    look_up("unknown_body", bodies, book.bodies, place, "policy_contacts in conf.py")
    try:
        fill_in(book.wording, "", "", "")
    except WordingError:
        warn("acknowledgement_wording", place, text=book.wording)
