"""Mends Cyrillic text that was typed while the keyboard was set to Latin."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.text.wordlist import words

_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LETTERS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED_KEYS = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_SWAP = str.maketrans(_KEYS + _SHIFTED_KEYS, _LETTERS + _LETTERS.upper())

# A word as typed: Latin letters and the punctuation keys that carry Cyrillic letters.
_TYPED_WORD = re.compile(r"[A-Za-z\[\]{};:'\"`~,.<>]*[A-Za-z][A-Za-z\[\]{};:'\"`~,.<>]*")
_PUNCTUATION = ".,:;\"'"
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")

# The commonest letter pairs of each language in our own counts; a word of the language consists
# mostly of them.
_ENGLISH_PAIRS = words(
    """
    th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve
    co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no
    ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts
    mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo
    sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi
    da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew
    mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc
    tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok nl my gl aw ju oa eq sy sl ps jo lf nv je
    nk kn gs dy hy ze ks xt bs ik dd xa rp
    """
)
_CYRILLIC_PAIRS = words(
    """
    ст но то на ен ов ни ра во ко ро по ос пр ре ол ал ер ли го ор ет не ка та ва от ть ел ла ан
    де ри те ом ле ло ны об ве со ль ис ат ив ми ог ед ам ин од ес ит ил ся ие ия ий ый ых ая ое
    ой ей ем ти ви да до ди за из им ик ки ку лю ма ме мо му ну он оп оя па пе пи пл пу ру ры рь
    са се си ск сл см сн сп су сы тв тр ту ты ул ур ус ут уч хо ца че чи чт ша ше ши щи ым ют яв
    яз ям ят сс уд ум бы бо бе ба бу вы вс вн га ги гр ду др еб ев ег еж ез ек еп ех ещ жа жи жд
    же зв зд зн зо ид иж ию кв кр кс кт ча чн пт рт нт нд нс лы ды жы қа кы ғы шы ау уы ға лд нг
    дь ьн ью ьк рк рм рн рс рг ах ас аз аг ад ак ар ав аж ап аю яю еш эк эт эл юд юч ящ яч ял як
    ян уж ук уг ув уп ух ха хн шл шк
    """
)
_ENGLISH_AT_MOST = 0.5
_CYRILLIC_AT_LEAST = 0.7


def swap_layout(text: str) -> str | None:
    """``text`` as it reads on the Russian layout, or None when it is fine as it stands.

    Only text in Latin letters that does not look English and whose other reading looks Russian
    (or Kazakh written with Russian letters) is swapped.

    >>> swap_layout("ghbdtn"), swap_layout("hello")
    ('привет', None)
    """
    if _CYRILLIC.search(text) or len(_LETTER.findall(text)) < 4:
        return None
    # Punctuation inside a typed word is a letter key; at its end it may be mere punctuation.
    typed = [word.rstrip(_PUNCTUATION) for word in _TYPED_WORD.findall(text)]
    if _share(typed, _ENGLISH_PAIRS) > _ENGLISH_AT_MOST:
        return None
    swapped = _TYPED_WORD.sub(lambda word: word.group().translate(_SWAP), text)
    share = _share(_WORD.findall(swapped), _CYRILLIC_PAIRS)
    return swapped if share >= _CYRILLIC_AT_LEAST else None


def _share(found: list[str], pairs: frozenset[str]) -> float:
    """Share in 0..1 of the letter pairs inside the words that are among ``pairs``."""
    inside = [a + b for word in found for a, b in pairwise(word.lower().replace("ё", "е"))]
    return sum(pair in pairs for pair in inside) / len(inside) if inside else 0.0
