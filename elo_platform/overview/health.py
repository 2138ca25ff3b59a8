"""/healthz and /readyz, answered before sessions, languages and logs of people."""

from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from elo_platform.notifications.models import Mail

MAX_LAG = timedelta(minutes=30)
_state: dict[str, bool] = {}


class HealthChecks:
    """Middleware: /healthz depends on nothing; /readyz on the database and the outbox.

    Neither shows a version or a setting. They stand before host checks would refuse a probe
    that asks by address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            return _readiness()
        return self.get_response(request)


def _readiness() -> HttpResponse:
    try:
        problem = _problem()
    except DatabaseError:
        problem = "database"
    if problem:
        return HttpResponse(f"not ready: {problem}", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")


def _problem() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not _state.get("migrated"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations"
        _state["migrated"] = True
    late = timezone.now() - MAX_LAG
    if Mail.objects.filter(
        sent_at=None, stopped_at=None, attempts=0, next_try_at__lt=late
    ).exists():
        return "outbox"
    return ""
