from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text import kazakh
from rag.text.kazakh import find_root, stem
from rag.text.kazakh_cuts import EXACT, cuts
from rag.text.kazakh_endings import ENDINGS
from rag.text.kazakh_roots import NAME_ROOTS, VERB_ROOTS
from rag.text.kazakh_weights import ENDING_WEIGHTS, PAIR_WEIGHTS
from rag.text.letters import fold_lookalikes

GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "ud-kk-lemmas"


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("қала", "қала қалада қаланың қалаға қалалар қаласы қаласында қалаларымыздың қаладағы"),
        ("жоба", "жоба жобаның жобасы жобалары жобаларының жобаларында жобаларымен"),
        ("мектеп", "мектеп мектебі мектептер мектебінде мектептеріндегі мектептен мектепке"),
        ("кітап", "кітап кітабы кітаптар кітабымыз кітабында"),
        ("тұрақ", "тұрақ тұрағы тұрақтар тұрағында"),
        ("көлік", "көлік көлігі көліктер көлігімен"),
        ("халық", "халық халқы халқының халықтың"),
        ("орын", "орын орны орынға орындары орнына"),
        ("бөлім", "бөлім бөлімі бөлімінің бөлімдер бөлімге"),
        ("отбасы", "отбасы отбасына отбасылар отбасының"),
        ("бер", "берді береді берген беріп беретін бермеді берілді беру берудің беруге"),
        ("бол", "болды болады болған болып болатын болмаса болуы боп"),
        ("жаса", "жасады жасайды жасаған жасап жасалды жасалған жасау жасамайды"),
        ("оқы", "оқиды оқыды оқыған оқып оқымайды"),
        ("тап", "тапты табады табылды тауып тапқан"),
        ("қой", "қойды қояды қою қойылған қоюға"),
        ("салмақ", "салмақ салмағы салмағын"),
        ("адам", "адам адамға адамдардың адамнан адамы"),
    ],
)
def test_forms_of_one_word_share_its_root(root: str, forms: str) -> None:
    assert {form: stem(form) for form in forms.split()} == dict.fromkeys(forms.split(), root)


@pytest.mark.parametrize(
    "forms",
    [
        "кластер кластерлер кластердің кластеріне",
        "смартфон смартфондар смартфоны смартфонмен",
        "логопед логопедтер логопедке логопедтің",
        "логистика логистиканың логистикасы логистикаға",
        "сүңгуір сүңгуірлер сүңгуірдің",
        "цифрландырды цифрландырған цифрландыру цифрландырылды",
        "диалог диалогы диалогтар",
        "бәйгіші бәйгішіге бәйгішілердің",
        "вертолет вертолеттің вертолеті вертолетімен вертолеттердегі",
        "тауықхана тауықхананың тауықханасы тауықханалары тауықханаға",
        "дрон дрондар дронды дронға дрондарымыздың",
    ],
)
def test_forms_of_unknown_words_meet_too(forms: str) -> None:
    assert find_root(forms.split()[0]) is None
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "word",
    "алтын аудан сауда пайда доллар татар қатар қорытынды жалпы орын ауыл отбасы белгі үлгі қысқа"
    " төраға жоғары аралық шаршы қазақстан әкімдік жоспарлы сапалы жауапты бала баға".split(),
)
def test_roots_that_look_like_forms_are_kept(word: str) -> None:
    expected = {"жауапты": "жауап"}.get(word, word)
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("apart", "word"),
    [("үлгі", "үлгілі"), ("әкім", "әкімдік"), ("мектеп", "мектепаралық"), ("тұтын", "тұтынушы")],
)
def test_derived_words_stay_apart(apart: str, word: str) -> None:
    assert stem(word) != stem(apart)


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("каласында", "қала"),
        ("жумыстарга", "жұмыс"),
        ("багдарламасынын", "бағдарлама"),
        ("мектептеринде", "мектеп"),
        ("болиминин", "бөлім"),
        ("онеркасип", "өнеркәсіп"),
    ],
)
def test_russian_keys_give_the_root_in_kazakh_letters(typed: str, root: str) -> None:
    assert stem(typed) == root


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("ресурстарын", "ресурс"),  # у of a loan takes endings of either harmony
        ("процеске", "процесс"),
        ("моделін", "модель"),
        ("мүлкінен", "мүлік"),
        ("қоюға", "қой"),
        ("оқиды", "оқы"),
        ("айтқысы", "айт"),
        ("жұмыстары", "жұмыс"),  # not «жұмыста-р»
        ("Көкшетауда".lower(), "көкшетау"),
        ("Талдыкорганда".lower(), "талдықорған"),
    ],
)
def test_spelling_at_the_joint_is_undone(form: str, root: str) -> None:
    assert stem(form) == root


def test_the_uncut_word_is_the_first_cut() -> None:
    stems = [cut.stem for cut in cuts("мектебінде", EXACT)]
    assert stems[0] == "мектебінде" and "мектеб" in stems


def test_weights_speak_of_endings_that_exist() -> None:
    names = {ending.name for ending in ENDINGS}
    assert set(ENDING_WEIGHTS) <= names
    assert {name for pair in PAIR_WEIGHTS for name in pair.split("+")} <= names


def test_endings_obey_vowel_harmony() -> None:
    # The same letters cut off a word of the other harmony would be part of the word.
    assert stem("логопедта") == "логопедта"
    assert stem("смартфонде") == "смартфонде"
    for ending in ENDINGS:
        vowels = set(ending.text) & set("аыяәеіөү")
        if ending.harmony != "any":
            assert not (vowels & set("аы") and vowels & set("еі")), ending


def test_every_root_is_its_own_stem() -> None:
    # A root may also be a form of a longer one; none may shrink to something unknown.
    assert {root for root in NAME_ROOTS if stem(root) not in NAME_ROOTS | VERB_ROOTS} == set()
    assert {root for root in NAME_ROOTS if len(stem(root)) < len(root)} == set()


@given(st.text(alphabet="абғдеіклмнңоөпрстуұүшыя", min_size=1, max_size=14))
@settings(max_examples=300, deadline=None)
def test_a_stem_is_never_empty_and_never_longer(word: str) -> None:
    found = stem(word)
    assert 0 < len(found) <= len(word) + 1


def _n_pairs(labels: Counter[object]) -> int:
    return sum(n * (n - 1) // 2 for n in labels.values())


def _pair_f1() -> float:
    lines = (GOLD / "lemma_groups.jsonl").read_text(encoding="utf-8").splitlines()
    groups = [json.loads(line) for line in lines]
    pairs = [(form, group["lemma"]) for group in groups for form in group["forms"]]
    stems = [(stem(fold_lookalikes(form.lower())), lemma) for form, lemma in pairs]
    both = _n_pairs(Counter(stems))
    in_gold = _n_pairs(Counter(lemma for _, lemma in stems))
    in_ours = _n_pairs(Counter(found for found, _ in stems))
    return 2 * both / (in_gold + in_ours)


@pytest.mark.skipif(not GOLD.is_dir(), reason="no gold lemmas beside the repository")
def test_pairs_of_forms_meet_as_linguists_say() -> None:
    assert _pair_f1() > 0.92


@pytest.mark.skipif(not GOLD.is_dir(), reason="no gold lemmas beside the repository")
def test_pairs_of_forms_meet_without_any_known_root(monkeypatch: pytest.MonkeyPatch) -> None:
    for grammar in ("EXACT", "FOLDED"):
        known = getattr(kazakh, grammar)
        monkeypatch.setattr(kazakh, grammar, known._replace(names={}, verbs={}, elisions={}))
    stem.cache_clear()
    find_root.cache_clear()
    try:
        assert _pair_f1() > 0.84
    finally:
        stem.cache_clear()
        find_root.cache_clear()


def test_roots_are_written_in_one_script() -> None:
    for root in NAME_ROOTS | VERB_ROOTS:
        assert root == fold_lookalikes(root) and root.islower() and root.isalpha()
        assert len(list(groupby(letter.isascii() for letter in root))) == 1


@pytest.mark.parametrize("form", ["қонаевта", "қонаевтағы", "қонаевқа", "қонаевтың", "қонаевтан"])
def test_surnames_take_back_vowels(form: str) -> None:
    assert stem(form) == "қонаев"
