"""The application as WSGI servers call it; ``karavel serve`` brings its own."""

from __future__ import annotations

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karavel.web.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # loads the views now, so that the first visitor does not wait for them
import_module("karavel.web.warming").warmth.begin()  # by name: it has models, which were not there before
