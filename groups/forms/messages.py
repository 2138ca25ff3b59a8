"""The form of a message to a body, in one language or both."""

from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OnceForm, OneLine, PlainText


class MessageForm(OnceForm):
    subject_sv = OneLine(label=_("Subject in Swedish"), max_length=160, required=False)
    subject_fi = OneLine(label=_("Subject in Finnish"), max_length=160, required=False)
    text_sv = PlainText(label=_("Text in Swedish"), rows=8, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=8, required=False)

    TEXTS = ("subject_sv", "subject_fi", "text_sv", "text_fi")
