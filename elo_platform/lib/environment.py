"""A switch read off the environment, which nonsense does not turn off."""

import environ
from django.core.exceptions import ImproperlyConfigured

_WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class Environment(environ.FileAwareEnv):
    """django-environ, but for switches: it reads any unknown word as False."""

    def flag(self, name: str, *, default: bool) -> bool:
        """Return the switch `name`.

        Raises:
            ImproperlyConfigured: the value is none of true, false, yes, no, 1 and 0.
        """
        value = self.str(name, default="")
        if not value:
            return default
        if value.lower() not in _WORDS:
            raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
        return _WORDS[value.lower()]
