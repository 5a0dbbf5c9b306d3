"""The login page offers what there is: an account only where anybody may make one."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


@pytest.mark.parametrize("open_to_all", [True, False])
def test_sign_up_is_offered_only_where_it_is_open(db: None, open_to_all: bool) -> None:
    with override_settings(SIGNUP_OPEN=open_to_all):
        shown = Client().get("/account/login/?next=/searches/").content.decode()
    assert ("/account/signup/" in shown) == open_to_all
    assert ("by invitation" in shown) != open_to_all
    assert 'name="next" value="/searches/"' in shown
