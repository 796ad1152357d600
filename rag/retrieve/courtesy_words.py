"""What people say to be polite, by kind and language: greetings, thanks, farewells, who are you."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rag.text.letters import fold_kazakh
from rag.text.wordlist import words
from rag.types import Courtesy, Language

_PHRASES: Mapping[tuple[Courtesy, Language], str] = {
    ("greeting", "ru"): """
        здравствуйте, здравствуй, здрасте, привет, приветик, приветствую, салют, хай, доброе утро,
        добрый день, добрый вечер, доброго утра, доброго дня, доброго вечера, доброй ночи,
        доброго времени суток, доброго здоровья, рад вас видеть, как дела, как ваши дела,
        как твои дела, как вы, как ты, как поживаете, как поживаешь, как настроение, алло
        """,
    ("greeting", "kk"): """
        сәлем, сәлеметсіз бе, сәлеметсіздер ме, сәлемет пе, сәлемдер, ассалаумағалейкум,
        ассаламуағалейкум, ассалаумалейкум, салам, салам алейкум, уағалейкум ассалам, қайырлы таң,
        қайырлы күн, қайырлы кеш, қайырлы түн, армысыз, армысыздар, армысың, амансыз ба, аман ба,
        амансыздар ма, қалайсыз, қалайсың, қалайсыздар, қалыңыз қалай, қалың қалай, халіңіз қалай,
        қал қалай, жағдай қалай, жағдайыңыз қалай, salem, salam, salemetsiz be, salemetsizbe,
        qalaisyz, qaiyrly tan, qaiyrly kun, kaiyrly kun
        """,
    ("greeting", "en"): """
        hello, hi, hey, greetings, good morning, good afternoon, good evening, good day, hi there,
        hello there, hey there, how are you, how are you doing, how do you do, nice to meet you,
        what is up, whats up
        """,
    ("thanks", "ru"): """
        спасибо, спасибки, спс, благодарю, благодарим, благодарствую, мерси, понятно, понял, поняла,
        ясно, ок, окей, хорошо, отлично, супер, замечательно, прекрасно, здорово, круто, молодец,
        ты молодец, умница, всё ясно, всё понятно, всё хорошо, принято, ладно, спасибо за помощь,
        спасибо за ответ, вы очень помогли, ты очень помог, то что нужно
        """,
    ("thanks", "kk"): """
        рахмет, рақмет, рахметтер, рахмет сізге, рахмет айтамын, алғыс айтамын, алғысымды
        білдіремін,
        алла разы болсын, түсінікті, түсіндім, жақсы, өте жақсы, керемет, тамаша, жарайды, жарайсың,
        жарайсыз, бәрі түсінікті, көмегіңізге рахмет, мақұл, rahmet, raqmet, rakhmet
        """,
    ("thanks", "en"): """
        thanks, thank you, thank you so much, thx, ty, many thanks, cheers, got it, i see,
        understood, ok, okay, great, perfect, excellent, awesome, cool, well done, good job,
        much appreciated, that helps, that helped
        """,
    ("farewell", "ru"): """
        до свидания, до свиданья, пока, пока пока, до встречи, до скорого, до завтра, всего доброго,
        всего хорошего, всего наилучшего, прощай, прощайте, увидимся, хорошего дня, хорошего вечера,
        хороших выходных, удачи, счастливо
        """,
    ("farewell", "kk"): """
        сау бол, сау болыңыз, сау болыңыздар, сау болың, қош бол, қош болыңыз, қош болыңыздар,
        көріскенше, кездескенше, аман бол, аман болыңыз, аман болыңыздар, аман сау болыңыз,
        сәттілік, күніңіз сәтті өтсін, sau bol, sau bolynyz, koriskenshe
        """,
    ("farewell", "en"): """
        bye, bye bye, goodbye, good bye, see you, see you later, see you soon, farewell, take care,
        have a nice day, have a good day, good night, have a great day
        """,
    ("identity", "ru"): """
        кто ты, кто ты такой, кто ты такая, ты кто, ты кто такой, кто вы, кто вы такой, вы кто,
        что ты такое, что ты, как тебя зовут, как вас зовут, как твоё имя, твоё имя, представься,
        представьтесь, расскажи о себе, расскажите о себе, что ты умеешь, что вы умеете, что ты
        можешь,
        что вы можете, что умеешь, что можешь, чем ты можешь помочь, чем вы можете помочь,
        чем можешь помочь, чем можете помочь, чем ты полезен, для чего ты нужен, зачем ты нужен,
        как ты работаешь, как вы работаете, как тобой пользоваться, как с тобой работать,
        как пользоваться, ты бот, вы бот, ты робот, вы робот, ты человек, вы человек,
        ты искусственный интеллект, ты ии, ты живой, ты настоящий, ты чатгпт, ты chatgpt, ты gpt,
        кто тебя создал, кто вас создал, кто тебя сделал, помощь, помоги, помогите, о чём ты знаешь,
        что ты знаешь, что вы знаете, о чём тебя можно спросить, о чём можно спросить,
        какие вопросы можно задать, что можно спросить, ты здесь, ты тут, вы здесь
        """,
    ("identity", "kk"): """
        сен кімсің, сіз кімсіз, кімсің, кімсіз, кімсің сен, кімсіз сіз, сен кім, атың кім,
        атыңыз кім, сенің атың кім, сіздің атыңыз кім, есімің кім, есіміңіз кім, өзің туралы айт,
        өзің туралы айтып бер, өзіңіз туралы айтып беріңіз, өзіңді таныстыр, өзіңізді таныстырыңыз,
        не істей аласың, не істей аласыз, сен не істей аласың, сіз не істей аласыз,
        не білесің, не білесіз, сен не білесің, қолыңнан не келеді, қолыңыздан не келеді,
        қалай көмектесе аласың, қалай көмектесе аласыз, немен көмектесе аласың,
        қандай көмек көрсете аласың, қандай көмек көрсете аласыз, сен қалай жұмыс істейсің,
        сіз қалай жұмыс істейсіз, сен ботсың ба, сіз ботсыз ба, сен роботсың ба, сіз роботсыз ба,
        сен адамсың ба, сіз адамсыз ба, сен бот па, сен робот па, сені кім жасады, сізді кім жасады,
        көмек, көмектес, көмектесші, көмектесіңіз, сенен не сұрауға болады, сізден не сұрауға
        болады,
        қандай сұрақ қоюға болады, sen kimsin, siz kimsiz, atyn kim
        """,
    ("identity", "en"): """
        who are you, what are you, what is your name, whats your name, your name, who made you,
        who created you, what can you do, what do you do, what do you know, how can you help,
        how can you help me, how do you work, how does this work, are you a bot, are you a robot,
        are you human, are you a human, are you an ai, are you ai, are you real, are you chatgpt,
        introduce yourself, tell me about yourself, help, help me, what can i ask,
        what can i ask you, what questions can i ask
        """,
}
FILLERS: frozenset[str] = frozenset(
    fold_kazakh(word)
    for word in words(
        """
        вам тебе вас вами всем огромное огромный большое большущее очень много коллеги коллега друг
        друзья уважаемый уважаемая уважаемые дорогой дорогие за ответ ответы помощь информацию
        внимание и а ещё раз же ну о да дерек derek бот пожалуйста тогда так это всё на сегодня
        заранее скажи скажите сізге саған сіздерге көп көптен үлкен өте көмегіңізге көмегің
        жауабыңызға
        жауабың үшін және мен достар әріптестер құрметті иә онда ақпаратқа ақпарат you your very
        much so everyone
        there all again for the help answer and that was dear friend colleagues a lot please me my
        sir
        """
    )
)
"""Folded words that may stand among polite phrases and say nothing by themselves."""


def _table() -> dict[tuple[str, ...], tuple[Courtesy, Language]]:
    return {
        tuple(fold_kazakh(phrase).split()): meaning
        for meaning, listed in _PHRASES.items()
        for phrase in (" ".join(part.split()) for part in listed.split(","))
    }


COURTESIES: Mapping[tuple[str, ...], tuple[Courtesy, Language]] = MappingProxyType(_table())
"""Kind and language by the folded words of a phrase."""
LONGEST = max(map(len, COURTESIES))
"""Words of the longest phrase."""
