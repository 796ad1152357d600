"""How likely each ending of Kazakh, and each shape of a stem, is: a log-linear model's weights."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KNOWN_ROOT = 2.0
KNOWN_ROOT_LETTER = 1.5
"""What a known root adds, and what each of its first eight letters adds; chosen on UD half A."""


def _weights(listed: str) -> Mapping[str, float]:
    words = listed.split()
    return MappingProxyType(
        {name: int(tenths) / 10 for name, tenths in zip(words[::2], words[1::2], strict=True)}
    )


# Tenths of nats, smaller ones than two left out. Fitted by bench/fit_kazakh.py on word forms of
# UD_Kazakh-KTB with their lemmas, and on words of KazNERD, NTREX and FLORES+ whose stem is told by
# their other forms in those texts; no text of theirs is in here.
ENDING_WEIGHTS = _weights(
    """
    attribute:dagi 12  attribute:gi -18  attribute:p-dagi 11  case:abl 8  case:acc -4  case:dat 20
    case:gen 23  case:ins 4  case:loc 9  case:p-abl 4  case:p-dat 12  case:p-dat1 3  case:p-loc 12
    case:raq -7  case:sha -7  converb:a -23  converb:ip 11  finite:adi 10  finite:am -2
    finite:ayin -3  finite:inizdar 3  finite:ipti 3  negation:ma 6  participle:ar -19
    participle:arlik -10  participle:atin 10  participle:gan 16  participle:gi -14
    participle:mak -3  participle:u 12  past:di 5  past:sa 10  person:1 7  person:1p -8
    plural:lar 27  possessive:1 -5  possessive:1p 3  possessive:2 -10  possessive:3 -5
    predicate:1p 6  predicate:2p 4  present:a -12  voice:dir -9  voice:giz -18  voice:il 11
    voice:in -7  voice:is -12  voice:lin -6  voice:n -7  voice:t -11
    """
)
"""By ``Ending.name``."""
PAIR_WEIGHTS = _weights(
    """
    attribute:p-dagi+possessive:3 11  case:abl+possessive:3 -4  case:acc+participle:u 6
    case:acc+plural:lar 7  case:acc+possessive:1 2  case:acc+possessive:1p 5
    case:acc+possessive:2 4  case:acc+possessive:3 -9  case:dai+possessive:3 -2
    case:dat+participle:ar -2  case:dat+participle:u 6  case:dat+plural:lar 2
    case:dat+possessive:1 -6  case:dat+possessive:3 -4  case:gen+participle:ar -3
    case:gen+plural:lar 4  case:gen+possessive:3 9  case:ins+possessive:3 7
    case:loc+participle:atin -4  case:loc+participle:u 3  case:loc+possessive:3 -3
    case:p-abl+possessive:3 3  case:p-dat+possessive:3 11  case:p-loc+possessive:3 11
    case:raq+possessive:3 -2  converb:ip+voice:il 3  converb:ip+voice:l 2
    finite:adi+negation:ma 5  finite:sin+negation:ma -3  negation:ma+voice:il 2
    negation:ma+voice:is -4  participle:ar+voice:il 2  participle:atin+negation:ma 2
    participle:atin+voice:t 3  participle:gan+negation:ma 3  participle:gan+voice:dir -3
    participle:gan+voice:il 3  participle:gan+voice:is -3  participle:gan+voice:l 4
    participle:gan+voice:t -2  participle:gi+negation:ma -2  participle:gi+voice:dir 3
    participle:u+voice:dir -2  participle:u+voice:giz -3  participle:u+voice:il 2
    participle:u+voice:is -2  participle:u+voice:l 3  participle:ushi+voice:giz -3
    participle:ushi+voice:in -3  past:di+negation:ma 3  past:di+voice:is -4  past:di+voice:n -2
    past:di+voice:t -3  person:1+past:di 5  person:1p+past:di -9  person:2+past:di -3
    person:2+past:sa 4  plural:lar+attribute:gi -2  plural:lar+participle:ar -8
    plural:lar+participle:gi -4  plural:lar+participle:mak -4  plural:lar+participle:u -5
    plural:lar+participle:ushi -6  possessive:1+participle:gi 4  possessive:3+participle:ar -3
    possessive:3+participle:atin 3  possessive:3+participle:gan 2  possessive:3+participle:gi 6
    possessive:3+participle:mas -3  possessive:3+participle:u 2  possessive:3+participle:ushi -2
    possessive:3+plural:lar 6  predicate:1+participle:ar 3  predicate:1+possessive:3 -3
    predicate:1+present:a 19  predicate:1p+present:a 21  predicate:2+participle:ar 3
    predicate:2+present:a 10  predicate:2p+present:a 4  present:a+negation:ma 6
    voice:dir+voice:il -2  voice:dir+voice:in -2  voice:dir+voice:l -4  voice:dir+voice:n -4
    voice:il+voice:dir -3  voice:il+voice:giz -6  voice:il+voice:t -5  voice:in+voice:l -3
    voice:is+voice:l -3  voice:is+voice:n -3  voice:is+voice:t -2
    """
)
"""By the names of two endings that follow one another, the outer first."""
SHAPE_WEIGHTS = _weights(
    """
    cluster -25  end-nа 6  end-nаб 2  end-nад -2  end-nай -2  end-nам 4  end-nас -2  end-nат 8
    end-nау 8  end-nақ -2  end-nаң 5  end-nб 6  end-nба 3  end-nбе 4  end-nбы -2  end-nв 4
    end-nг 5  end-nгі 6  end-nд -14  end-nде -2  end-nді 2  end-nег 3  end-nез -4  end-nей -7
    end-nел -5  end-nен -6  end-nер 2  end-nес -4  end-nет 7  end-nең 3  end-nже 4  end-nз 3
    end-nза 3  end-nзе -2  end-nзу -2  end-nзі -6  end-nие 3  end-nий 2  end-nия 13  end-nй 4
    end-nйд -3  end-nйе 3  end-nйл -2  end-nйм -4  end-nйт -5  end-nйы -4  end-nйі -3  end-nка 8
    end-nкт -8  end-nкі 10  end-nла 6  end-nле -4  end-nлу -4  end-nм 9  end-nма 9  end-nме 6
    end-nму 5  end-nмы -6  end-nмі -3  end-nна 4  end-nнд -4  end-nне -2  end-nнн -2  end-nнр 2
    end-nнт 5  end-nны -9  end-nні -7  end-nо -3  end-nол 5  end-nон 5  end-nоу 3  end-nп -5
    end-nпт -6  end-nра 3  end-nрг -3  end-nрк -3  end-nрл -4  end-nрм -2  end-nрн 3  end-nрс -3
    end-nрш -3  end-nры -6  end-nрі -3  end-nс -4  end-nса -6  end-nск -2  end-nст -8  end-nсу -2
    end-nсы -6  end-nсі -3  end-nте -3  end-nти -3  end-nтт -9  end-nту -4  end-nтч 3  end-nты 6
    end-nті 2  end-nуа 2  end-nул -5  end-nуш -5  end-nуы -3  end-nх 2  end-nце -2  end-nч 3
    end-nша 6  end-nше 5  end-nшу -2  end-nшы 17  end-nші 8  end-nы -9  end-nыл -3  end-nын -3
    end-nып -5  end-nыс 7  end-nыт 3  end-nыш 4  end-nығ 12  end-nық 10  end-nың -6  end-nьм 4
    end-nя 14  end-nяр -2  end-nяс -5  end-nі -8  end-nіг 12  end-nіз -4  end-nік 10  end-nіл -2
    end-nін -9  end-nің -6  end-nғ 5  end-nғы -3  end-nқ 2  end-nқи -3  end-nқы 10  end-nңе -3
    end-nңғ -6  end-nү -3  end-nүг -5  end-nүн 3  end-nүр 3  end-nүш 2  end-nұ -3  end-nәр -2
    end-nөз 4  end-nөп 3  end-vа 5  end-vам -5  end-vан -2  end-vар 3  end-vат 5  end-vб -2
    end-vба -4  end-vбе -2  end-vд -10  end-vда 16  end-vде 9  end-vез -7  end-vек -3  end-vен 3
    end-vер 7  end-vес 3  end-vет 3  end-vж -2  end-vжы 2  end-vз 7  end-vий -3  end-vин -3
    end-vит -2  end-vй 3  end-vйе -5  end-vйл -5  end-vйт 10  end-vк -8  end-vке -7  end-vл 10
    end-vла 15  end-vлд -3  end-vле 14  end-vлл -5  end-vлы -4  end-vлі -2  end-vлқ -3  end-vм -11
    end-vма -4  end-vме -4  end-vмт -6  end-vн 4  end-vна 4  end-vнд -4  end-vне -3  end-vни -3
    end-vны 4  end-vо -10  end-vой 7  end-vол 7  end-vор -5  end-vоғ 3  end-vоқ 3  end-vп -4
    end-vпа -5  end-vпт -3  end-vр 11  end-vра 8  end-vре -6  end-vрн -3  end-vрт 4  end-vс 3
    end-vса 12  end-vсе -8  end-vст -8  end-vсқ -2  end-vт 9  end-vта 15  end-vте 14  end-vтт -5
    end-vты 2  end-vті 6  end-vу 5  end-vуа -5  end-vур -9  end-vуы -2  end-vш 10  end-vы -7
    end-vыл -2  end-vын 6  end-vыр 11  end-vығ 5  end-vық 2  end-vя 2  end-vі -12  end-vіз 15
    end-vін 7  end-vір 12  end-vіс 7  end-vғ 5  end-vқы 3  end-vққ 2  end-vң -4  end-vү -5
    end-vүг -3  end-vүр -5  end-vүс 4  end-vұл -4  end-vәс -2  end-vәт -3  end-vө -5  end-vөр 4
    len-n3 10  len-n4 10  len-n5 10  len-n6 3  len-n8 -6  len-n9 -14  len-v3 10  len-v4 6
    len-v5 4  len-v6 -5  len-v7 -4  len-v8 -9  len-v9 -16  spelt-и 2  spelt-ю 2  syl-n1 17
    syl-n2 11  syl-n3 4  syl-n4 -3  syl-n5 -16  syl-v1 16  syl-v2 2  syl-v3 -8  syl-v4 -12
    syl-v5 -12
    """
)
"""By features of a stem that is no known root, see ``rag.text.kazakh``: n for nouns, v for verbs;
its letters, its syllables, its last letter and its last two."""
