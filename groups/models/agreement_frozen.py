"""What the database itself keeps of agreements: the text that was sent, and signatures."""

import pgtrigger

# What the parties read before they signed.
_TEXT = ("group", "title_sv", "title_fi", "text_sv", "text_fi", "starts_on", "ends_on")
_SIGNATURE = ("agreement", "state", "signer", "signed_on", "answered_by", "answered_at")
# The lock makes a change wait for a sending that is under way, and then meet its result.
_PART = """
    IF (SELECT owner.state FROM groups_agreement owner
            WHERE owner.id = {row}.agreement_id FOR SHARE) <> 'draft' THEN
        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;
    END IF;
"""
_OF_OLD, _OF_NEW = _PART.format(row="OLD"), _PART.format(row="NEW")
_OF_BOTH = (
    f"IF TG_OP <> 'INSERT' THEN {_OF_OLD} END IF;"
    f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; {_OF_NEW} RETURN NEW;"
)

_UNSIGNED = """
                IF NEW.state = 'draft' AND (OLD.state <> 'signing' OR EXISTS (
                    SELECT FROM groups_party party WHERE party.agreement_id = OLD.id
                    AND party.state IN ('signed', 'on_behalf')
                )) THEN
                    RAISE EXCEPTION 'An agreement that somebody has signed is no draft again';
                END IF;
                RETURN NEW;
            """


def agreement_is_frozen() -> list[pgtrigger.Trigger]:
    """Return the triggers of an agreement: its text, its way back to draft, its end."""
    return [*_text_is_kept(), _draft_is_unsigned()]


def _text_is_kept() -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name="agreement_keeps_what_was_sent",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(*_TEXT),
            func="""
                IF OLD.state <> 'draft' THEN
                    RAISE EXCEPTION 'An agreement that has been sent keeps its text';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="agreement_that_was_sent_is_kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func="""
                IF OLD.state <> 'draft' THEN
                    RAISE EXCEPTION 'An agreement that has been sent is never deleted';
                END IF;
                RETURN OLD;
            """,
        ),
    ]


def _draft_is_unsigned() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="agreement_goes_back_while_unsigned",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("state"),
        func=_UNSIGNED,
    )


def part_is_frozen(name: str) -> list[pgtrigger.Trigger]:
    """Return the trigger of what belongs to the text of an agreement."""
    return [
        pgtrigger.Trigger(
            name=f"{name}_is_frozen_with_its_agreement",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=_OF_BOTH,
        )
    ]


def party_is_kept() -> list[pgtrigger.Trigger]:
    """Return the triggers of a party: who the parties are, and that a signature stands."""
    return [
        pgtrigger.Trigger(
            name="party_stays_in_its_agreement",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Delete,
            func=_OF_BOTH,
        ),
        pgtrigger.Trigger(
            name="party_signs_once",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(*_SIGNATURE),
            func="""
                IF OLD.state = 'signed' THEN
                    RAISE EXCEPTION 'A signature stands as it was given';
                END IF;
                RETURN NEW;
            """,
        ),
    ]
