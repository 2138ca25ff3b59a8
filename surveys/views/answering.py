"""The public address of a survey: no account, no script, nothing stored before the end."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from elo_platform.lib.access import public
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import with_query
from elo_platform.lib.senders import SECONDS
from surveys.forms.answering import LANGUAGES, AnswerSheet
from surveys.models import Survey
from surveys.services.answers import questionnaire_of
from surveys.services.intake import Intake, take_in


# No token against forged requests: it is a cookie, and nobody's rights stand behind an answer.
@csrf_exempt
@public("open survey: who has the address may answer")
def survey_answer(request: HttpRequest, token: str) -> HttpResponse:
    survey = _survey(token)
    sheet = AnswerSheet(questionnaire_of(survey=survey), request.POST or None)
    with translation.override(_wanted(request, sheet)):
        sheet.language = translation.get_language()
        if not survey.takes_answers_on(helsinki_day(timezone.now())):
            return _closed(request, sheet)
        if request.method != "POST":
            sheet.edition = survey.edition
            return _page(request, sheet)
        if sheet.edition != survey.edition:
            return _changed(request, sheet)
        return _turn(request, sheet)


# A receipt of its own keeps no moment: see surveys.models.UsedKey.
survey_answer.takes_form_key = True  # type: ignore[attr-defined]


@public("open survey: thanks to whoever has answered")
def survey_thanks(request: HttpRequest, token: str) -> HttpResponse:
    return _render(request, "surveys/thanks.html", _survey(token))


def _survey(token: str) -> Survey:
    return get_object_or_404(Survey.objects.at_address(token).select_related("group"))


def _wanted(request: HttpRequest, sheet: AnswerSheet) -> str:
    """Return the language of the button that was pressed, else the one that the form is in."""
    pressed = request.POST.get("go", "")
    return pressed if pressed in LANGUAGES else sheet.language


def _turn(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """Do what the pressed button says; a button of a language, or none, shows the page again."""
    pressed = request.POST.get("go", "")
    if pressed == "send":
        return _send(request, sheet)
    if pressed == "next":
        if not sheet.is_valid_here():
            return _page(request, sheet, status=422)
        sheet.turn_to(sheet.at + 1)
    elif pressed == "back":
        sheet.turn_to(sheet.at - 1)
    return _page(request, sheet)


def _send(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    survey = sheet.questionnaire.survey
    if not sheet.is_valid():
        return _page(request, sheet, status=422)
    if not request.sender.may_send():  # type: ignore[attr-defined]
        return _too_many(request, sheet)
    try:
        found = take_in(
            survey_id=survey.pk,
            edition=sheet.edition,
            form_key=sheet.form_key,
            language=sheet.language,
            typed=sheet.typed,
        )
    except ValidationError as refusal:
        sheet.refuse(refusal)
        return _page(request, sheet, status=422)
    if found is Intake.TAKEN:
        lang = f"?lang={sheet.language}" if sheet.language != request.LANGUAGE_CODE else ""
        return redirect(reverse("surveys:survey_thanks", args=[survey.token]) + lang)
    return _closed(request, sheet) if found is Intake.CLOSED else _changed(request, sheet)


def _page(
    request: HttpRequest, sheet: AnswerSheet, *, status: int = 200, **more: object
) -> HttpResponse:
    survey = sheet.questionnaire.survey
    return _render(request, "surveys/answer.html", survey, status=status, sheet=sheet, **more)


def _too_many(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """Show the page as it was typed: it can be sent again in a while."""
    response = _page(request, sheet, status=429, is_too_many=True)
    response.headers["Retry-After"] = str(SECONDS)
    return response


def _changed(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """Show the questions of now with what was typed."""
    survey = _survey(sheet.questionnaire.survey.token)
    again = AnswerSheet(questionnaire_of(survey=survey), request.POST)
    again.language = sheet.language
    again.renew()
    return _render(request, "surveys/answer.html", survey, status=409, sheet=again, is_changed=True)


def _closed(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """Say that it is closed; what was typed stays to be read and copied."""
    typed = [control for control in sheet.all_controls if control.answer]
    status = 409 if request.method == "POST" else 200
    survey = sheet.questionnaire.survey
    return _render(request, "surveys/answer_closed.html", survey, status=status, typed=typed)


def _render(
    request: HttpRequest, template: str, survey: Survey, *, status: int = 200, **context: object
) -> HttpResponse:
    language = translation.get_language()
    context |= {
        "survey": survey,
        "languages": [(code, with_query(request, lang=code)) for code in LANGUAGES],
        "language": language,
    }
    response = render(request, template, context, status=status)
    response.headers["Content-Language"] = language
    return response
