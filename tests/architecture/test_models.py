"""Every model of ours says who may see it, what it is, and who may know about it how long."""

import pytest
from django.apps import apps

from elo_platform.lib.fields import KindField

OURS = ("accounts", "audit", "notifications", "groups", "plans", "surveys", "forums")
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_has_its_docstring_and_its_visible_to(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert callable(getattr(model.objects.all(), "visible_to", None))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_constraints_are_named_as_sentences(model):
    vague = [c.name for c in model._meta.constraints if c.name.count("_") < 2]

    assert vague == []


def test_no_model_overrides_save_or_delete():
    assert [m.__name__ for m in MODELS if "save" in vars(m) or "delete" in vars(m)] == []


def test_kinds_are_offered_and_no_migration_keeps_their_list():
    fields = [f for m in MODELS for f in m._meta.fields if isinstance(f, KindField)]

    assert {field.model.__name__ for field in fields} == {"AuditEvent", "Owed", "Muted"}
    for field in fields:
        assert len(list(field.formfield().choices)) == len(field.choices) + 1 > 9
        assert "choices" not in field.deconstruct()[3]
