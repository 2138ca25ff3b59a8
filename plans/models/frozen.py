"""What the database itself refuses while a plan is approved: no path leads around a trigger."""

import pgtrigger

from plans.states import FROZEN

_STATES = ", ".join(f"'{state.value}'" for state in FROZEN)
# The lock makes a change wait for an approval that is under way, and then meet its result.
_CHECK = """
    IF (SELECT plan.state FROM plans_plan plan WHERE plan.id = {plan} FOR SHARE) IN ({states}) THEN
        RAISE EXCEPTION 'An approved plan changes by a new edition only (%)', TG_TABLE_NAME;
    END IF;
"""
_OF_ROW = "{row}.plan_id"
_OF_OWNER = "(SELECT owner.plan_id FROM {table} owner WHERE owner.id = {row}.{column})"


def _checks(plan: str) -> str:
    """Return the body of a trigger that looks at the plan before and after the change."""
    old, new = (
        _CHECK.format(plan=plan.replace("{row}", row), states=_STATES) for row in ("OLD", "NEW")
    )
    return (
        f"IF TG_OP <> 'INSERT' THEN {old} END IF;"
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; {new} RETURN NEW;"
    )


def part_is_frozen(name: str, *content: str) -> list[pgtrigger.Trigger]:
    """Return the triggers of a part of a plan; of its columns only `content` is frozen."""
    body = _checks(_OF_ROW)
    return [
        pgtrigger.Trigger(
            name=f"{name}_stays_in_its_plan",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Delete,
            func=body,
        ),
        pgtrigger.Trigger(
            name=f"{name}_is_frozen_with_its_plan",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(*content),
            func=body,
        ),
    ]


def join_is_frozen(name: str, table: str, column: str) -> list[pgtrigger.Trigger]:
    """Return the trigger of a row that joins a part of a plan, in `table`, to something else."""
    plan = _OF_OWNER.replace("{table}", table).replace("{column}", column)
    return [
        pgtrigger.Trigger(
            name=f"{name}_is_frozen_with_its_plan",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=_checks(plan),
        )
    ]


def plan_is_frozen(*content: str) -> list[pgtrigger.Trigger]:
    """Return the triggers of a plan itself: its texts, its way through states, its end."""
    return [*_texts_are_frozen(*content), *_life_is_kept()]


def _texts_are_frozen(*content: str) -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name="plan_is_frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(*content),
            func=f"""
                IF OLD.state IN ({_STATES}) THEN
                    RAISE EXCEPTION 'An approved plan changes by a new edition only';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="plan_goes_on_by_a_new_edition",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange("state", "edition"),
            func=f"""
                IF OLD.state IN ({_STATES}) AND NEW.state NOT IN ({_STATES})
                        AND NEW.edition = OLD.edition + 1 THEN
                    RETURN NEW;
                END IF;
                IF NEW.edition <> OLD.edition
                        OR OLD.state IN ({_STATES}) AND NEW.state NOT IN ({_STATES}) THEN
                    RAISE EXCEPTION 'An approved plan changes by a new edition only';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def _life_is_kept() -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name="plan_is_approved_with_a_version",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF NEW.state IN ({_STATES}) AND NOT EXISTS (
                    SELECT FROM plans_planversion version
                    WHERE version.plan_id = NEW.id AND version.edition = NEW.edition
                ) THEN
                    RAISE EXCEPTION 'A plan is approved together with the version of its edition';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="plan_that_was_approved_is_kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func="""
                IF OLD.approved_at IS NOT NULL THEN
                    RAISE EXCEPTION 'A plan that was approved is never deleted';
                END IF;
                RETURN OLD;
            """,
        ),
    ]
