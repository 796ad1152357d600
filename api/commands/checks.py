"""Checks what was typed by the same rules as what arrives over HTTP."""

from __future__ import annotations

from typing import TypeVar

import typer
from pydantic import BaseModel, ValidationError

Request = TypeVar("Request", bound=BaseModel)


def checked_request(model: type[Request], **fields: object) -> Request:
    """The request. Raises: typer.BadParameter (exit code 2) naming the field and its fault."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise typer.BadParameter(first["msg"], param_hint=str(first["loc"][0])) from None
