"""Somebody who works here, as the owner describes them."""

from dataclasses import dataclass

from clinic.domain.roles import Role
from clinic.domain.words import Language


@dataclass(frozen=True)
class Person:
    name: str
    login: str
    roles: frozenset[Role]
    language: Language
    title: str = ""
    registration: str = ""  #: a licence number
