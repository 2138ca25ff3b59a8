"""PostgreSQL, Valkey and the demo on one machine, when no URL names others.

`DATABASE_URL` and `REDIS_URL` always win: then nothing in here starts anything.
"""
