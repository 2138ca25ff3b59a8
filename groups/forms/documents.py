"""The field of a file that a group keeps."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DocumentField(forms.FileField):
    """A file to keep, which may be left out where it is not `required`.

    The service looks into it and refuses at the field `file`.
    """

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("label", _("Document"))
        kwargs.setdefault(
            "help_text",
            _("PDF, Word, Excel, PowerPoint, OpenDocument text or a picture, at most 20 MB."),
        )
        kwargs.setdefault("required", False)
        super().__init__(max_length=200, allow_empty_file=True, **kwargs)
