"""Who reads a message: a person with an account, or somebody who has an address only."""

from dataclasses import dataclass

from elo_platform.accounts.models import User
from elo_platform.notifications.models import Mail, Owed


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody without an account, as far as a mail needs to know them."""

    address: str
    name: str
    language: str
    is_active: bool = True

    @property
    def email(self) -> str:
        """The address, under the name that `User` has for it."""
        return self.address


Reader = User | Addressee


def reader_of(owed: Owed) -> Reader:
    """Return who is owed, as they are now."""
    if owed.reader is not None:
        return owed.reader
    return Addressee(address=owed.address, name=owed.name, language=owed.language)


def subject_of(mail: Mail) -> str:
    """Return for whom a mail's links are signed: a user id or an address."""
    return str(mail.user_id or mail.address)
