"""The door for the web server."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils import translation

from elo_platform.lib.middleware import plain_content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elo_platform.settings")

application = plain_content_type(get_wsgi_application())

# What all pages need, before the first reader waits for it and before there are workers.
_ = get_resolver().url_patterns
for code, _name in settings.LANGUAGES:
    with translation.override(code):
        translation.gettext("Save")

# What is loaded by now lives as long as the process, and a page leaves hardly any cycles: the
# collector, left as it is, looks through all of it several times for each page.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
