"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from elo_platform.lib.middleware import plain_content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elo_platform.settings")

application = plain_content_type(get_wsgi_application())

# What is loaded by now lives as long as the process, and a page leaves hardly any cycles: the
# collector, left as it is, looks through all of it several times for each page.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
