"""Messages to bodies, in the reader's language, and who will read one that is being written."""

from django.conf import settings
from django.db.models import Count

from elo_platform.accounts.models import User
from elo_platform.lib.text import language_used, other_language
from groups.models import Body, BodyMessage
from groups.permissions import BodyPermission
from groups.querysets.readers import people_permitted


def message_row(message: BodyMessage) -> dict[str, object]:
    """Return a message as the body's page shows it."""
    language, text = language_used(message, "text")
    return {
        "message": message,
        "language": language,
        "language_name": other_language(language),
        "subject": getattr(message, f"subject_{language}"),
        "text": text,
    }


def reader_counts(body: Body, *, less: User) -> list[dict[str, object]]:
    """Return how many people in `body` read each language, `less` apart; none are left out."""
    readers = people_permitted(body, BodyPermission.VIEW_MEETINGS).exclude(pk=less.pk)
    found = dict(readers.order_by().values_list("language").annotate(Count("pk")))
    return [
        {"name": settings.LANGUAGE_NAMES[code], "number": found.get(code, 0)}
        for code, _name in settings.LANGUAGES
    ]
