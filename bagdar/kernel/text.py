"""Text in several languages: what a plan, a methodology or a message says, per language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NoReturn

UI_LANGUAGES: Final = ("kk", "ru", "en")
"""Languages the program itself speaks. A methodology's documents may be in others."""


class Text(dict[str, str]):
    """Immutable mapping language → string; an absent language means "no text", never an empty one.

    Blank strings are dropped on construction, so that ``not text`` says that nothing is written
    in any language.
    """

    __slots__ = ()

    def __init__(self, items: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        pairs = items.items() if isinstance(items, Mapping) else items
        super().__init__((language, string) for language, string in pairs if string.strip())

    @classmethod
    def of(cls, **by_language: str) -> Text:
        return cls(by_language)

    def in_(self, language: str, *others: str) -> str:
        """The string in *language*, else in the first of *others* that has one, else in any, else ''."""
        for wanted in (language, *others):
            if wanted in self:
                return self[wanted]
        return next(iter(self.values()), "")

    def with_(self, language: str, string: str) -> Text:
        """A copy in which *language* reads *string*."""
        return Text({**self, language: string})

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return f"Text({dict(self)!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        return (Text, (dict(self),))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("Text is immutable")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse
