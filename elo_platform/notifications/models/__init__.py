from elo_platform.notifications.models.mail import Mail
from elo_platform.notifications.models.muted import Muted
from elo_platform.notifications.models.owed import Owed

__all__ = ["Mail", "Muted", "Owed"]
