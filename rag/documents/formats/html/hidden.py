"""What of a page is not its text: programs, forms' parts, menus, the page's own head and foot."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_NEVER = frozenset(
    "script style noscript template head title meta link base svg canvas iframe frame frameset"
    " object embed applet audio video source track map area select option optgroup datalist button"
    " textarea input progress meter img picture param".split()
)
_ROLES = frozenset(
    "navigation contentinfo search menu menubar toolbar tablist alertdialog dialog".split()
)
_NAVIGATION_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|pagination|pager|sidebar"
    r"|footer|share|social|languages?|cookies?|related|similar|popular|tags)(?:$|[\s_-])",
    re.I,
)
# Boxes that are never the page's own text by their names, if they are short: links or not.
_ADDED_NAME = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|share|cookies?|copyright)(?:$|[\s_-])"
    r"|(?:^|\s)(?:views|hits|view-?count)(?:$|\s)",
    re.I,
)
_FRAME_NAME = re.compile(
    r"(?:^|\s)(?:(?:site|main|page|top)[_-]?)?(?:header|footer)(?:$|\s)"
    r"|(?:^|\s)top[_-]?(?:bar|line|panel)(?:$|\s)",
    re.I,
)
_SIDE_NAME = re.compile(r"(?:^|[\s_-])(?:sidebar|aside)(?:$|[\s_-])", re.I)
_BOXES = frozenset("div ul ol section aside table td".split())
_OWNERS = frozenset("article section main blockquote figure details td".split())
_MIN_LINKED_SHARE = 0.6
_MAX_ADDED = 300
_MAX_FRAME_DEPTH = 3
_MAX_ANCESTORS = 200


def is_never_text(tag: str) -> bool:
    """Whether an element's content is never text of the page."""
    return tag in _NEVER


def is_navigation(node: LexborNode) -> bool:
    """Whether an element serves to get around: by its tag, its role, or a telling class of a box
    that holds little but links, is the page's own head or foot, or is what sites add to a text."""
    tag, attributes = node.tag or "", node.attributes
    if tag == "nav" or (attributes.get("role") or "").lower() in _ROLES:
        return True
    if tag in ("header", "footer") or attributes.get("role") == "banner":
        return not _is_owned(node) and (tag == "footer" or node.css_first("h1") is None)
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if len(names) > 1 and _ADDED_NAME.search(names) and len(node.text()) <= _MAX_ADDED:
        return node.css_first("h1, p, table") is None
    if tag not in _BOXES:
        return False
    if _FRAME_NAME.search(names) and _is_frame(node):
        return True
    if tag == "aside" and _SIDE_NAME.search(names) and not _is_owned(node):
        return True
    return bool(_NAVIGATION_NAME.search(names)) and _is_linked(node)


def _is_frame(node: LexborNode) -> bool:
    """Whether a box right under the body, or in few others, has none of the page's text in it."""
    parent = node.parent
    for _ in range(_MAX_FRAME_DEPTH):
        if parent is None or parent.tag == "body":
            break
        parent = parent.parent
    outer = parent is not None and parent.tag == "body"
    return outer and node.css_first("h1, article, main") is None


def _is_owned(node: LexborNode) -> bool:
    """Whether an article or another part of the page, not the page, has this header or footer."""
    parent = node.parent
    for _ in range(_MAX_ANCESTORS):
        if parent is None:
            return False
        if parent.tag in _OWNERS:
            return True
        parent = parent.parent
    return True


def _is_linked(node: LexborNode) -> bool:
    length = len("".join(node.text().split()))
    linked = sum(len("".join(link.text().split())) for link in node.css("a"))
    return linked >= _MIN_LINKED_SHARE * length
