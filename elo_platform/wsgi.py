"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from elo_platform.lib.middleware import plain_content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elo_platform.settings")

application = plain_content_type(get_wsgi_application())
