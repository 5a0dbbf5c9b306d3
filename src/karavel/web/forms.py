"""How forms look: own templates for a form and a field, with the errors beside the field that they are about."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms with the project's templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
