from elo_platform.accounts.models.feed_token import FeedToken
from elo_platform.accounts.models.user import User

__all__ = ["FeedToken", "User"]
