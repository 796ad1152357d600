"""Builds HTML in which text cannot become markup."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

VOID_TAGS = frozenset({"link", "meta", "br", "hr"})


class Markup(str):
    """HTML made by ``element``: the only strings that are not escaped again."""

    __slots__ = ()


def element(tag: str, *children: str | None, **attributes: str | None) -> Markup:
    """An element. Children are escaped unless they are ``Markup``, attribute values always; None
    leaves a child or an attribute out. ``class_`` is ``class``, ``data_word`` is ``data-word``.

    >>> element("p", "a < b", element("b", "c"), class_='"')
    '<p class="&quot;">a &lt; b<b>c</b></p>'
    """
    shown = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in VOID_TAGS:
        return Markup(f"<{tag}{shown}>")
    return Markup(f"<{tag}{shown}>{join(*children)}</{tag}>")


def join(*children: str | None) -> Markup:
    """Children one after the other, escaped unless they are ``Markup``."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(child)
            for child in children
            if child is not None
        )
    )


def is_web_address(url: str | None) -> bool:
    """Whether a link may point there: http and https only, so no script hides in it."""
    return url is not None and urlsplit(url).scheme in ("http", "https")
