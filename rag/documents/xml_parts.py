"""Elements of an XML part, by lxml set to follow and expand nothing.

No office program writes a document type into a part, so one that has it is refused: entities,
outside ones as well as those that multiply, can be declared nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from lxml import etree

from rag.errors import CorpusError, TooLarge

Element = etree._Element

MAX_UNITS = 800_000
_MAX_TREE_BYTES = 16 * 2**20
# One table of a thousand pages; small elements take a hundred times their bytes in memory.
MAX_UNIT_BYTES = 48 * 2**20


class Stream(Protocol):
    """What an XML part is read from."""

    def read(self, size: int = ..., /) -> bytes:
        """At most ``size`` next bytes, none at the end."""


def parse_xml(stream: Stream) -> Element:
    """The root of a part.

    Raises: CorpusError when it is damaged or has a document type, TooLarge above 16 MB.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Element = etree.parse(_Bounded(stream, _MAX_TREE_BYTES), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise _damaged(error) from error
    _refuse_document_type(root)
    return root


def scan_xml(
    stream: Stream, units: frozenset[str], skipped: frozenset[str] = frozenset()
) -> Iterator[Element]:
    """The outermost elements with one of the local names ``units``, in order, outside of those
    named in ``skipped``.

    Each one is emptied when the next is asked for, so that memory holds one of them.
    Raises: CorpusError when the part is damaged or has a document type, TooLarge for more than
    800,000 of them, inner ones counted, and for 48 MB without one that ends.
    """
    bounded = _Bounded(stream, MAX_UNIT_BYTES)
    tags = [f"{{*}}{name}" for name in units | skipped]
    try:
        events = etree.iterparse(
            bounded,
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for element in _outermost(events, skipped):
            bounded.n_bytes = 0
            yield element
    except etree.XMLSyntaxError as error:
        raise _damaged(error) from error


class _Bounded:
    """A stream that refuses to give more than ``limit`` bytes after ``n_bytes`` was set to 0."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self.n_bytes = 0

    def read(self, size: int = 65_536, /) -> bytes:
        """At most ``size`` next bytes, none at the end. Raises: TooLarge."""
        chunk = self._stream.read(size)
        self.n_bytes += len(chunk)
        if self.n_bytes > self._limit:
            raise TooLarge("has a part that is too large.", mend="Split it.")
        return chunk


def _outermost(
    events: etree.iterparse[tuple[str, Element]], skipped: frozenset[str]
) -> Iterator[Element]:
    depth = n_units = 0
    for event, element in events:
        if event == "start":
            if n_units == 0:
                _refuse_document_type(element)
            depth += 1
            n_units += 1
            if n_units > MAX_UNITS:
                raise TooLarge("has too many parts to be a document.", mend="Split it.")
            continue
        depth -= 1
        if depth == 0:
            if not skipped or local(element) not in skipped:
                yield element
            _forget(element)


def _forget(element: Element) -> None:
    """Free what has been read: the element's content and all that stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _refuse_document_type(element: Element) -> None:
    if element.getroottree().docinfo.doctype:
        raise CorpusError(
            "declares a document type, as no office program does.",
            mend="Save it again from its program.",
        )


def _damaged(error: etree.XMLSyntaxError) -> CorpusError:
    return CorpusError(
        "has a damaged part." if error.lineno is None else f"is damaged in line {error.lineno}.",
        mend="Open it in its program and save it again, or copy it anew.",
    )


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return local_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """``tag`` without its namespace.

    >>> local_name("{urn:x}p"), local_name("p")
    ('p', 'p')
    """
    return tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child with a local name, None without one or without an element."""
    if element is None:
        return None
    return next((inner for inner in element if local(inner) == name), None)


def children(element: Element | None, name: str) -> list[Element]:
    """The children with a local name, none without an element."""
    return [inner for inner in element if local(inner) == name] if element is not None else []


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute by its local name, whatever its namespace; None without it."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if local_name(str(key)) == name:
            return str(value)
    return None
