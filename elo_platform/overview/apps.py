from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.logs import configure


class OverviewConfig(AppConfig):
    name = "elo_platform.overview"
    label = "overview"
    verbose_name = _("Overview")

    def ready(self) -> None:
        configure()
