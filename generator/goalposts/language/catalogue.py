"""A catalogue: what each English message is in the language of the site."""

from __future__ import annotations

import gettext

from msgspec import Struct, field


class Catalogue(Struct, frozen=True, eq=False):
    """The messages of one language. A message that has no translation stands as it is, in English.

    `is_english` says that the words follow the rules of English, so that `two goals` may be spelled out.
    """

    translations: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    is_english: bool = True

    def message(self, message: str) -> str:
        """Return a message, its placeholders still in it."""
        return self.translations.gettext(message)

    def plural(self, one: str, many: str, count: float) -> str:
        """Return the form of a message that goes with a count, its placeholders still in it.

        A count that is not whole, such as 1.5, takes the form of many.
        """
        if count != int(count):
            # catalogues choose by whole numbers; languages use the form of many for parts
            return self.translations.ngettext(one, many, 1000)
        return self.translations.ngettext(one, many, int(abs(count)))


ENGLISH = Catalogue()

Forms = tuple[str, str]
"""A message that counts: for one, and for many."""


def N_(message: str) -> str:  # noqa: N802  # the name that gettext's tools know
    """Return the message as it is: marks a constant for the catalogue, which is said where it is used."""
    return message


def N_many(one: str, many: str) -> Forms:  # noqa: N802  # as above
    """Return both forms as they are: marks a constant that counts, to be said by `say_many`."""
    return one, many
