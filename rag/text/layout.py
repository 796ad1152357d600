"""Mends Cyrillic text that was typed while the keyboard was set to Latin letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from rag.text.wordlist import words

_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LETTERS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED_KEYS = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_RUSSIAN: Mapping[int, int | str] = str.maketrans(
    _KEYS + _SHIFTED_KEYS, _LETTERS + _LETTERS.upper()
)
# The Kazakh layout has the letters of its own on the row of digits.
_KAZAKH: Mapping[int, int | str] = {
    **_RUSSIAN,
    **str.maketrans("2345890-=@#$%*)_+", "әіңғүұқөһӘІҢҒҮҚӨҺ"),
}

# A word as typed: Latin letters and the punctuation keys that carry Cyrillic letters; on the Kazakh
# layout digits too. Roman numerals are the same on every layout.
_PUNCTUATION_KEYS = r"\[\]{};:'\"`~,.<>"
_RUSSIAN_WORD = re.compile(
    rf"(?![IVXLC]+(?![A-Za-z{_PUNCTUATION_KEYS}]))[A-Za-z{_PUNCTUATION_KEYS}]+"
)
_KAZAKH_WORD = re.compile(rf"(?:[@#$%*)_+](?=[A-Za-z\d]))?[A-Za-z\d=\-{_PUNCTUATION_KEYS}]+")
_DIGIT_IN_WORD = re.compile(r"[a-z][2345890=]|(?<![\d-])[2345890=][a-z]|(?:^|\s)[@#$%*)_+][a-z]")
_LATIN_LETTER = re.compile("[A-Za-z]")
# At the end of a typed word these are punctuation, except a period within the sentence: ю.
_TAIL = ",:.\"'"
_ENDS_SENTENCE = re.compile(r"\s*$|\s+[A-Z<{]")
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
    ын ін ке ай ді ті ыл ық ың ге ақ ір рд ағ ыс рі тт ыр гі лі бі із іл мы ік қы қт кі ші ің ыз сі
    кө ім ні лғ рл йы ұр ып қо нш іс зі ұл йд мі іп жо аң йт мд ығ ең бұ рғ жү аб тк өз тү ән үш өр
    құ әр жә тұ кү үр лу еу өл йл йі лм лт өт ыт оқ уа жұ қс іг ұм аш лг әс әл үз үн үй тқ тө ци сқ
    оғ нн уғ мә би зы уш иы ңа ңі зе уі үс ңг іш яс бү зи өн ык гы ир жу ыг оз ун ок уз уй ип иг зг
    кк пы лл йи бл ыш гд йм лк нб лс кш мк йн мл уи лп мп кп зм иа зу шт ае тп уб
    """
)
_CYRILLIC_AT_LEAST = 0.6
_MARGIN = 0.15
"""The swapped reading must look Cyrillic, and clearly more so than the typed one looks English.
Of 1,190 English questions none is swapped, of as many Russian ones on Latin keys 99 % are."""


def swap_layout(text: str) -> str | None:
    """``text`` as it reads on the Russian or Kazakh layout, or None when it is fine as it stands.

    Only text in Latin letters that does not look English and whose other reading looks Russian or
    Kazakh is swapped. Digits inside words are letters of the Kazakh layout.

    >>> swap_layout("ghbdtn"), swap_layout("hello"), swap_layout("0fkfls4 ufps")
    ('привет', None, 'қаладың газы')
    """
    if _CYRILLIC.search(text) or len(_LETTER.findall(text)) < 4:
        return None
    if _DIGIT_IN_WORD.search(text):
        best = _read(text, _KAZAKH_WORD, _KAZAKH)
    else:
        best = _read(text, _RUSSIAN_WORD, _RUSSIAN)
    wanted = max(_CYRILLIC_AT_LEAST, _MARGIN + _share(text, _ENGLISH_PAIRS))
    return best if _share(best, _CYRILLIC_PAIRS) >= wanted else None


def _read(text: str, word: re.Pattern[str], layout: Mapping[int, int | str]) -> str:
    """The text with every typed word as the layout has it; bare numbers stay."""

    def swap(match: re.Match[str]) -> str:
        typed = match.group()
        if not _LATIN_LETTER.search(typed):
            return typed  # a number or a sign by itself
        core = typed.rstrip(_TAIL)
        tail = typed[len(core) :]
        if tail.startswith(".") and not _ENDS_SENTENCE.match(text, match.end()):
            core, tail = core + ".", tail[1:]
        return core.translate(layout) + tail

    return word.sub(swap, text)


def _share(text: str, pairs: frozenset[str]) -> float:
    """Share in 0..1 of the letter pairs inside the words that are among ``pairs``."""
    found = _WORD.findall(text.lower().replace("ё", "е"))
    inside = [a + b for word in found for a, b in pairwise(word)]
    return sum(pair in pairs for pair in inside) / len(inside) if inside else 0.0
