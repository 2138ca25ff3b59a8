"""The yardstick B: session and user, one query of 25 rows x 5 columns, one template without base.

Served by a process of its own, as granian serves the product. Its hash is printed with every
result: figures of two runs compare only where B is the same.
"""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elo_platform.settings")
django.setup()
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

TEMPLATE = """<!doctype html><title>B</title><p>{{ user.email }}</p><table>
{% for row in rows %}<tr><td><a href="{% url 'row' row.pk %}">{{ row.title_fi }}</a></td>
<td>{{ row.starts_at|date:"j.n.Y H.i" }}</td><td>{{ row.place }}</td><td>{{ row.state }}</td></tr>
{% endfor %}</table>"""
COLUMNS = ("pk", "title_fi", "starts_at", "place", "state")


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with the bare page."""
    model = django.apps.apps.get_model("groups", "Meeting")
    rows = model.objects.order_by("-starts_at").values(*COLUMNS)[:25]
    context = {"rows": rows, "user": request.user}
    return HttpResponse(_template.render(context, request))


def row(request: HttpRequest, pk: int) -> HttpResponse:
    """Exist, so that the template has an address to write."""
    return HttpResponse(str(pk))


_template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path("", bare, name="bare"), path("rows/<int:pk>/", row, name="row")]
application = WSGIHandler()
