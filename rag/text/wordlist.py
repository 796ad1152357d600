"""Word lists as they are written in this package: words parted by white space."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list, without order or repetition.

    >>> sorted(words("ул пр ул"))
    ['пр', 'ул']
    """
    return frozenset(listed.split())
