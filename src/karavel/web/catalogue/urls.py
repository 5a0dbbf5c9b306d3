"""Addresses of the catalogue: those below ``services/`` are everybody's, those below ``catalogue/`` the desk's."""

from __future__ import annotations

from django.urls import path, re_path

from karavel.web.catalogue import counts, editor, imports, public, terms

urlpatterns = [
    path("services/", public.services, name="services"),
    re_path(r"^services\.(?P<form>ttl|jsonld)$", public.catalogue_file, name="services-file"),
    path("services/count/", counts.count, name="services-count"),
    path("services/count.csv", counts.count_csv, name="services-count-csv"),
    path("services/changes/", counts.changes, name="services-changes"),
    path("services/terms/", terms.terms, name="services-terms"),
    re_path(r"^services/terms\.(?P<form>ttl|jsonld)$", terms.terms_file, name="services-terms-file"),
    path("services/authorities/<int:pk>", public.authority, name="services-authority"),
    re_path(r"^services/(?P<key>[0-9a-f]{10})\.(?P<form>ttl|jsonld)$", public.service_file, name="services-one-file"),
    re_path(r"^services/(?P<key>[0-9a-f]{10})$", public.service, name="services-one"),
    path("catalogue/", editor.catalogue, name="catalogue"),
    path("catalogue/new/", editor.new, name="catalogue-new"),
    path("catalogue/services/<int:pk>/", editor.service, name="catalogue-service"),
    path("catalogue/services/<int:pk>/change/", editor.change, name="catalogue-change"),
    path("catalogue/services/<int:pk>/<str:kind>/new/", editor.part_new, name="catalogue-part-new"),
    path("catalogue/<str:kind>/<int:pk>/", editor.part, name="catalogue-part"),
    path("catalogue/<str:kind>/<int:pk>/delete/", editor.part_delete, name="catalogue-part-delete"),
    path("catalogue/authority/new/", editor.authority_new, name="catalogue-authority-new"),
    path("catalogue/authority/<int:pk>/edit/", editor.authority, name="catalogue-authority"),
    path("catalogue/import/", imports.bring, name="catalogue-bring"),
    path("catalogue/imports/<int:pk>/look/", imports.look, name="catalogue-import"),
    path("catalogue/export.ttl", imports.export, {"form": "ttl"}, name="catalogue-export-ttl"),
    path("catalogue/export.jsonld", imports.export, {"form": "jsonld"}, name="catalogue-export-jsonld"),
]
