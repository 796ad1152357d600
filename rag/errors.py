"""The exception tree of Derek.

    DerekError
    ├── CorpusError                a file cannot become a document (quarantined; the rest goes on)
    │   ├── EmptyFile              no bytes, or no words in them
    │   ├── UnreadableFile         permission, vanished, not a regular file
    │   ├── UnknownFormat          binary rubbish or a format without a reader
    │   ├── UnknownEncoding        text in no encoding that is known
    │   └── TooLarge               over a stated limit
    ├── IndexIncompatible          the index was made by another model, analyser, packer or format
    ├── DataFolderInUse            another process holds the data folder
    ├── SettingsError              an unknown or invalid setting
    ├── NotFound                   no such document, job or answer (or not visible to the asker)
    ├── StorageFull                no space left where the data folder lives
    └── AdapterError               something foreign failed
        ├── AdapterUnavailable     it cannot be reached or loaded
        ├── AdapterTimedOut        it did not answer in time
        └── AdapterProtocolError   it answered nonsense (wrong shape, count, NaN)

Every error carries ``retryable`` (the same call may succeed later) and ``mend`` (the command or
step that mends it, may be empty). ``ValueError`` is for callers' mistakes only; "not in the
corpus" is a verdict, not an error. Messages name sources, never paths of the machine.
"""

from __future__ import annotations

from typing import ClassVar


class DerekError(Exception):
    """Root of all errors that Derek raises on purpose."""

    code: ClassVar[str] = "derek_error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()


class CorpusError(DerekError):
    """A file cannot become a document; it is quarantined and the rest of the work goes on."""

    code = "corpus_error"


class EmptyFile(CorpusError):
    """The file has no bytes, or no words in them."""

    code = "empty_file"


class UnreadableFile(CorpusError):
    """The file cannot be opened or read: permission, vanished, not a regular file."""

    code = "unreadable_file"
    retryable = True


class UnknownFormat(CorpusError):
    """The bytes are of no format that has a reader."""

    code = "unknown_format"


class UnknownEncoding(CorpusError):
    """The bytes look like text but decode in no known encoding."""

    code = "unknown_encoding"


class TooLarge(CorpusError):
    """The file, a line of it or what it unpacks to is over a stated limit."""

    code = "too_large"


class IndexIncompatible(DerekError):
    """The index on disk was made by another model, analyser, packer or format."""

    code = "index_incompatible"


class DataFolderInUse(DerekError):
    """Another process holds the data folder."""

    code = "data_folder_in_use"
    retryable = True


class SettingsError(DerekError):
    """An unknown setting, or a value out of its range."""

    code = "settings_error"


class NotFound(DerekError):
    """No such thing, or nothing the asker may see."""

    code = "not_found"


class StorageFull(DerekError):
    """No space is left where the data folder lives; nothing stored was changed."""

    code = "storage_full"
    retryable = True


class AdapterError(DerekError):
    """A foreign library or server failed."""

    code = "adapter_error"


class AdapterUnavailable(AdapterError):
    """A foreign library or server cannot be loaded or reached."""

    code = "adapter_unavailable"
    retryable = True


class AdapterTimedOut(AdapterError):
    """A foreign server did not answer in time."""

    code = "adapter_timed_out"
    retryable = True


class AdapterProtocolError(AdapterError):
    """A foreign library or server answered nonsense: wrong shape or count, NaN, half a JSON."""

    code = "adapter_protocol_error"
