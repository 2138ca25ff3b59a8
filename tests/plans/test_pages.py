"""The pages of plans: what each shows, to whom, at what cost."""

import pytest
from django.urls import reverse

from tests.plans.plans import make_desk

pytestmark = pytest.mark.django_db


def page(client, user, name, *args, query="", lang="en"):
    if user:
        client.force_login(user)
    return client.get(f"{reverse(f'plans:{name}', args=args)}?lang={lang}{query}", follow=True)


@pytest.mark.parametrize(
    ("name", "pk"),
    [
        ("group_plans", "group"), ("plan_new", "group"), ("plan_detail", "plan"),
        ("plan_print", "plan"), ("plan_edit", "plan"), ("plan_open", "plan"),
        ("goal_new", "plan"), ("measure_new", "plan"), ("goal_detail", "goal"),
        ("goal_edit", "goal"), ("goal_remove", "under"), ("measure_detail", "measure"),
        ("measure_edit", "measure"), ("measure_remove", "measure"), ("measure_needs", "measure"),
        ("measure_report", "measure"), ("measure_steps", "measure"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["sv", "fi", "en"])
def test_each_page_opens_for_the_coordinator(client, name, pk, lang):
    desk = make_desk()
    answer = page(client, desk.coordinator, name, getattr(desk, pk).pk, lang=lang)
    assert answer.status_code == 200
    assert b"<h1>" in answer.content
