"""What mails and the inbox say of operating models that organisations are asked to accept."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.lib.text import foreign, language_used, other_language
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import OperatingModel, Organisation
from groups.policies.networks import accepted_until
from groups.querysets.answerers import own_organisations

Values = dict[str, Any]
# As much of the text as a mail shows.
SHOWN = 600


def operating_model(params: Values, reader: Reader) -> Values | None:
    """Return a model in force that an organisation of `reader` has not accepted; else None."""
    if not isinstance(reader, User):
        return None
    rows = OperatingModel.objects.visible_to(reader).awaiting(reader).select_related("group")
    model = rows.filter(pk=params["model"]).first()
    return _mail(model, reader) if model else None


def operating_models(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the models that `reader` was asked about, for the inbox."""
    rows = OperatingModel.objects.visible_to(reader).select_related("group")
    found = {row.pk: row for row in rows.filter(pk__in={each["model"] for each in params})}
    return [_line(found.get(each["model"])) for each in params]


def _line(model: OperatingModel | None) -> Values | None:
    return model and {"region": model.group.name, "number": model.number, "url": _page(model)}


def _mail(model: OperatingModel, reader: User) -> Values:
    language, text = language_used(model, "text")
    own = own_organisations(reader, model.group_id)
    silent = (
        Organisation.objects.visible_to(reader).filter(pk__in=own).exclude(acceptances__model=model)
    )
    names = ", ".join(sorted(each.name for each in silent))
    expires_at = accepted_until(model)
    url = act_url(
        kind="operating_model", object_id=model.pk, subject=reader.pk, expires_at=expires_at
    )
    return {
        "region": model.group.name,
        "number": model.number,
        "published_on": model.published_on,
        "organisations": names,
        "text": f"{text[:SHOWN].rstrip()} …" if len(text) > SHOWN else text,
        "text_language": foreign(language),
        "language_name": other_language(language),
        "acts": [{"label": gettext("Read and accept"), "url": url}],
        "acts_intro": gettext("The page behind the button needs no sign-in:"),
        "acts_until": expires_at,
        "url": _page(model),
        "url_label": gettext("See who has accepted it"),
        "why": gettext("You get this message because you answer for %(organisation)s.")
        % {"organisation": names},
    }


def _page(model: OperatingModel) -> str:
    return absolute(reverse("groups:operating_model", args=[model.group_id]))
