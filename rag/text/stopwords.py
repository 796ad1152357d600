"""Function and question words of Kazakh, Russian and English, which name no subject."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rag.text.wordlist import words
from rag.types import Language

_KAZAKH = """
және мен бен пен менен бенен пенен не немесе я яки яғни әлде бірақ алайда дегенмен сондықтан
сонымен сонда сондай сол соның соны соған содан осы осының осыны осыған осыдан осында осындай мына
мынау мынадай мұндай мұнда ана анау бұл бұның бұны бұған бұдан мұның мұны мұнан бұлар олар ол оның
оны оған одан онда онымен сен сіз біз мені маған саған сізге бізге оларға олардың оларды өз өзі
өзінің өзіне өзін өзіміз өздері өздерінің бар жоқ емес еді екен едім деп дейді деген дегеніміз
дегені дейтін үшін туралы жайлы бойынша арқылы кейін дейін бері сайын қарай қарсы тарта жуық астам
шейін ғана тек да де та те ма ме ба бе па пе ғой қой шы ші ақ әрі тағы тағыда барлық барша бүкіл
әр әрбір кез кейбір бірнеше біраз көптеген басқа өзге сияқты секілді тәрізді ретінде қатар бірге
болып болды болған болатын болады болса болу болуы болуына етіп етті еткен ету етеді етілген отыр
жатыр тұр жүр кім кімнің кімді кімге кімнен кімдер қай қайсы қайда қайдан қандай қанша қаншаға
қаншасы нешеу неше нешінші нешеге қашан қалай неге неліктен неден несі нені қаншадан қайсысы егер
әйтсе сонша өте ең аса тым және-де соң болмай болмаса алғанда жөніндегі жөнінде
аталады аталған аталатын аталды атаңыз көрсетіңіз көрсет табыңыз табылады айтыңыз анықтаңыз саналады
есептеледі келеді бірі қалайша жатқызылады белгілі қазір былтыр биыл быйыл
"""
_RUSSIAN = """
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было
вот от меня еще нет о об обо из изо ему теперь когда даже ну ли если уже или ни быть был была были
него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для
мы тебя их чем сам чтоб чтобы без будто чего тоже себе под будет ж тогда кто этот эта эти этого
этой этих этому этим эту того потому какой какая какое какие каких каким какому каком какую какого
каков какова каково каковы ним здесь этом один почти мой тем сейчас куда зачем всех никогда можно
при наконец другой хоть после над тот через нас про всего них разве моя впрочем свою перед иногда
чуть том нельзя такой им всегда конечно всю между также однако сколько скольких сколькими скольким
который которая которое которые которого которой которых которому которым которую котором чей чья
чьё чье чьи почему отчего насколько откуда кого кому кем ком чему это является являются являлся т
е д п др пр тд тп либо лишь именно свой своя свое свои своего своей своих своему своим такая такое
такие таких ради среди ваш наш называется называются называлась называлось назывался укажите
назовите согласно обычно нынче
"""
_ENGLISH = """
a an the and or but nor if then else than so as at by for from in into of off on onto out over to
up with within without about above after again against all also am are aren be been before being
below between both can cannot could did do does doing don down during each few further had has
have having he her here hers him his how i is it its itself just let me my myself no not now once
only other ought our ours own same she should some such that their theirs them themselves there
these they this those through too under until very was we were what when where which while who
whom whose why will would you your yours many much shall may might must per via name named called
known
"""


STOP_WORDS: Mapping[Language, frozenset[str]] = MappingProxyType(
    {
        "kk": words(_KAZAKH),
        "ru": words(_RUSSIAN.replace("ё", "е")),
        "en": words(_ENGLISH),
    }
)
"""Lower-case words by language; Russian ones with е for ё, Kazakh ones in Kazakh letters."""
