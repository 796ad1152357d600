"""The errors of evaluation, members of Derek's tree.

DerekError
└── EvalError                  evaluation cannot go on
    ├── SetError               a question set cannot be read, or holds nothing to ask
    ├── RunError               a run is unfinished, damaged, of another build or of another set
    ├── UnknownMetric          a metric that is not there was asked for
    ├── TargetError            the Derek under evaluation does not answer
    ├── JudgeError             a judge cannot be reached, or answers nonsense throughout
    └── MissingPackage         something needs a package of the extra ``eval``
"""

from __future__ import annotations

from rag.errors import DerekError


class EvalError(DerekError):
    """Evaluation cannot go on."""

    code = "eval_error"


class SetError(EvalError):
    """A question set cannot be read, is empty, or is broken in a named row."""

    code = "set_error"


class RunError(EvalError):
    """A run is unfinished, damaged, or does not fit what it is compared with."""

    code = "run_error"


class UnknownMetric(EvalError):
    """There is no metric of that name."""

    code = "unknown_metric"


class TargetError(EvalError):
    """The Derek under evaluation failed or answered nonsense."""

    code = "target_error"


class JudgeError(EvalError):
    """A judge cannot be used."""

    code = "judge_error"


class MissingPackage(EvalError):
    """A package of the extra ``eval`` is not installed."""

    code = "missing_package"

    def __init__(self, package: str, what_for: str) -> None:
        super().__init__(
            f"{what_for} needs the package {package}, which is not installed.",
            mend="Install it with: pip install 'derek[eval]'",
        )
