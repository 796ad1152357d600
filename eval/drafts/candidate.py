"""A case that somebody has yet to accept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eval.records import Case


@dataclass(frozen=True, slots=True)
class Candidate:
    """``status`` is set by a person: "accepted" goes into the set at the next review, "rejected"
    never does, "taken" is there already. ``origin`` says where it comes from, ``note`` what to look
    at."""

    case: Case
    status: Literal["candidate", "accepted", "rejected", "taken"] = "candidate"
    origin: str = ""
    note: str = ""
