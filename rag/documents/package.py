"""Parts of a ZIP container, unpacked within bounds that a bomb does not get past."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import IO

from rag.errors import CorpusError, TooLarge

MAX_UNPACKED_BYTES = 256 * 2**20
"""Of all parts that are read: a report of a thousand pages unpacks to less than a tenth of it."""
_MAX_PARTS = 20_000
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def damaged(what: str) -> CorpusError:
    """The error of a file that its program would not open either; ``what`` goes on after its
    name: «has no text in it»."""
    return CorpusError(what, mend="Open it in its program and save it again, or copy it anew.")


class Package:
    """An open container. What is unpacked is counted over all of its parts."""

    def __init__(self, content: bytes) -> None:
        """Raises: CorpusError for what is no container, TooLarge for more than 20,000 parts."""
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except _BROKEN as error:
            raise damaged("is a damaged or shortened container.") from error
        names = self._archive.namelist()
        if len(names) > _MAX_PARTS:
            raise TooLarge(f"has {len(names)} parts, more than {_MAX_PARTS}.")
        # Names of parts differ in capitals from program to program.
        # Source: ECMA-376 part 2, 6.2.2.3: names are compared without regard to case.
        self._names = {name.lower().lstrip("/").replace("\\", "/"): name for name in names}
        self._left = MAX_UNPACKED_BYTES

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def open_part(self, part: str) -> Part:
        """The stream of a part. Raises: CorpusError when it is missing, damaged or encrypted."""
        name = self._names.get(part.lower())
        if name is None:
            raise damaged(f"lacks its part {part}.")
        if self._archive.getinfo(name).flag_bits & _ENCRYPTED:
            raise CorpusError("is behind a password.", mend="Save it without the password.")
        try:
            return Part(self, self._archive.open(name))
        except (*_BROKEN, KeyError, RuntimeError) as error:
            raise damaged(f"has a damaged part {part}.") from error

    def count(self, n_bytes: int) -> None:
        """Take bytes off what may still be unpacked. Raises: TooLarge."""
        self._left -= n_bytes
        if self._left < 0:
            n = MAX_UNPACKED_BYTES // 2**20
            raise TooLarge(f"unpacks to more than {n} MB.", mend="Split it.")


class Part:
    """The bytes of one part as a stream that can be read once."""

    def __init__(self, package: Package, stream: IO[bytes]) -> None:
        self._package = package
        self._stream = stream

    def read(self, size: int = 65_536, /) -> bytes:
        """At most ``size`` next bytes, none at the end. Raises: CorpusError, TooLarge."""
        try:
            chunk = self._stream.read(size)
        except _BROKEN as error:
            raise damaged("has a damaged part.") from error
        self._package.count(len(chunk))
        return chunk
