"""Somebody saved in between, as it stands in lib."""

from elo_platform.lib.stale import differences, renewed_data

__all__ = ["differences", "renewed_data"]
