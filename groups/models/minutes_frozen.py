"""What the database itself keeps of minutes: once approved, they change by opening them again."""

import pgtrigger

# What the readers of approved minutes rely on.
_KEPT = ("meeting_id", "version", "revision", "approved_at", "approved_by_id", "reopen_reason")
_OLD, _NEW = (", ".join(f"{row}.{column}" for column in _KEPT) for row in ("OLD", "NEW"))
# The lock makes a change wait for an approval that is under way, and then meet its result.
_PART = """
    IF (SELECT owner.state FROM groups_minutes owner
            WHERE owner.id = {row}.minutes_id FOR SHARE) = 'approved' THEN
        RAISE EXCEPTION 'Approved minutes keep their text';
    END IF;
"""
_OF_OLD, _OF_NEW = _PART.format(row="OLD"), _PART.format(row="NEW")


def minutes_are_frozen() -> list[pgtrigger.Trigger]:
    """Return the triggers of minutes: what was approved stands, and is opened with a reason."""
    return [
        pgtrigger.Trigger(
            name="approved_minutes_stand",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                "OLD.state = 'approved' AND NEW.state = 'approved'"
                f" AND ({_OLD}) IS DISTINCT FROM ({_NEW})"
            ),
            func="RAISE EXCEPTION 'Approved minutes stand as they were approved';",
        ),
        pgtrigger.Trigger(
            name="approved_minutes_open_with_a_reason",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                "OLD.state = 'approved' AND NEW.state <> 'approved' AND NEW.reopen_reason = ''"
            ),
            func="RAISE EXCEPTION 'Approved minutes are opened again with a reason';",
        ),
    ]


def part_is_frozen() -> list[pgtrigger.Trigger]:
    """Return the trigger of the parts of minutes."""
    return [
        pgtrigger.Trigger(
            name="part_is_frozen_with_its_minutes",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=(
                f"IF TG_OP <> 'INSERT' THEN {_OF_OLD} END IF;"
                f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; {_OF_NEW} RETURN NEW;"
            ),
        )
    ]
