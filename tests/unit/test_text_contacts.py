"""What asks for a phone or an address, and what is one."""

from __future__ import annotations

import pytest

from rag.text.contacts import Contact, find_asked_contact, holds_contact


@pytest.mark.parametrize(
    ("question", "contact"),
    [
        ("Какой телефон у приёмной?", "phone"),
        ("По какому телефону записаться?", "phone"),
        ("Қабылдау бөлмесінің телефоны қандай?", "phone"),
        ("Какой адрес электронной почты у отдела?", "email"),
        ("Бөлімнің электрондық поштасы қандай?", "email"),
        ("Какой адрес сайта у отдела?", "web"),
        ("По какому адресу находится отдел?", "address"),
        ("Бөлімнің мекенжайы қандай?", "address"),
        ("Какова плотность телефонных линий?", None),
        ("Сколько получателей адресной помощи?", None),
        ("100 тұрғынға телефон байланысының тығыздығы қандай?", None),
    ],
)
def test_what_is_asked_for(question: str, contact: Contact | None) -> None:
    found = find_asked_contact(question)
    assert (found[0] if found else None) == contact


@pytest.mark.parametrize(
    ("text", "contact", "held"),
    [
        ("+7 (705) 555-01-02", "phone", True),
        ("8/7055/550102", "phone", True),
        ("Тел. 55-01-02", "phone", True),
        ("освоено 1 234 567 890 тенге", "phone", False),
        ("в 2022-2023 годах 120-130 человек", "phone", False),
        ("otdel@example.kz", "email", True),
        ("пишите на портал", "email", False),
        ("на сайте www.example.kz", "web", True),
        ("otdel@example.kz", "web", False),
        ("ул. Садовая, 14", "address", True),
        ("Бейбіт көшесі, 14-үй", "address", True),
        ("в районе 66 объектов культуры", "address", False),
    ],
)
def test_what_is_held(text: str, contact: Contact, held: bool) -> None:
    assert holds_contact(text, contact) is held
