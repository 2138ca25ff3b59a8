"""What a constraint of the database refuses, said in a sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import Promise


@contextmanager
def refused(*, sentences: Mapping[str, tuple[str, str | Promise]]) -> Iterator[None]:
    """Turn a violation of one of `sentences`' constraints into an error of its field.

    Raises:
        ValidationError: by field, with the sentence for the constraint.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if not name or name not in sentences:
            raise
        field, sentence = sentences[name]
        raise ValidationError({field: sentence}) from error
