"""The wire of table rows, as citations and documents carry them."""

from __future__ import annotations

from pydantic import Field

from api.schemas.wire import Wire


class Amount(Wire):
    """The number that a cell states, its scale included: «241,3 тыс.» is 241300."""

    value: float
    last: float | None = Field(default=None, description="upper end of a range")
    unit: str | None = Field(
        default=None, description="%, an ISO 4217 code for money, else the unit of measure"
    )


class Row(Wire):
    """A table row with the header it stands under; the header may be empty."""

    table: str
    header: list[str]
    cells: list[str]
    amounts: list[Amount | None] = Field(
        default=[], description="what each cell states; null for words, dates and row numbers"
    )
    total: bool = Field(default=False, description="the row sums up others")
