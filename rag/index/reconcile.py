"""Compares what the registry says is live with what the store holds, both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.types import DocumentRecord, VersionInventory


@dataclass(frozen=True, slots=True)
class Repair:
    """What must be done for the store to agree with the registry."""

    write: tuple[DocumentRecord, ...]
    remove: tuple[str, ...]

    @property
    def needed(self) -> bool:
        """Whether store and registry disagree."""
        return bool(self.write or self.remove)


def plan_repair(
    live: Sequence[DocumentRecord], inventory: Mapping[str, VersionInventory]
) -> Repair:
    """Live versions whose points are missing or differ in number or hash are written again;
    versions that the registry does not call live, and those to be written, are removed first."""
    wrong = tuple(record for record in live if not _agrees(record, inventory))
    known = {record.version_id for record in live}
    strangers = [version for version in inventory if version not in known]
    torn = [record.version_id for record in wrong if record.version_id in inventory]
    return Repair(write=wrong, remove=tuple(sorted(strangers + torn)))


def _agrees(record: DocumentRecord, inventory: Mapping[str, VersionInventory]) -> bool:
    held = inventory.get(record.version_id, VersionInventory(0, ""))
    return (held.n_points, held.digest) == (record.n_passages, record.digest)
