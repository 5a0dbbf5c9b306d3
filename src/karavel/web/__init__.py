"""The web application: a Django project over the verbs. Needs the extra ``karavel[web]``."""
