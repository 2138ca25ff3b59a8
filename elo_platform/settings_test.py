"""Settings of the test suite: the same, quicker, and without anything that leaves the process."""

from elo_platform.settings import *  # noqa: F403, TID251 - the product's settings, changed below

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# For the demo's accounts, in a browser.
STRONG_HASHERS = PASSWORD_HASHERS  # type: ignore[used-before-def]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REQUIRE_SECOND_FACTOR = False
CELERY_BROKER_URL = "memory://"
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost"]
# Files are read where they lie: no test needs them collected.
WHITENOISE_AUTOREFRESH = True
