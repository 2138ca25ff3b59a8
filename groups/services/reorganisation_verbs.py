"""The acts by their names, as simulations list them."""

from collections.abc import Callable

from groups.services import reorganisation_acts as acts
from groups.services import reorganisation_acts_groups as of_groups

VERBS: dict[str, Callable[..., None]] = {
    "make_authority": acts.make_authority,
    "end_authority": acts.end_authority,
    "succeed_authority": acts.succeed_authority,
    "end_territory": acts.end_territory,
    "begin_territory": acts.begin_territory,
    "end_place": acts.end_place,
    "begin_place": acts.begin_place,
    "end_place_in_region": acts.end_place_in_region,
    "end_municipality": acts.end_municipality,
    "rename_municipality": acts.rename_municipality,
    "move_coordination": acts.move_coordination,
    "move_seat": acts.move_seat,
    "close_seat": acts.close_old_seat,
    "move_role": acts.move_role,
    "succeed_organisation": acts.succeed_organisation,
    "end_organisation": acts.end_organisation,
    "rename_organisation": acts.rename_organisation,
    "move_organisation": acts.move_organisation,
    "rename_category": acts.rename_category,
    "succeed_category": acts.succeed_category,
    "move_requirement": acts.move_requirement,
    "make_group": of_groups.make_group,
    "rename_group": of_groups.rename_group,
    "move_group_region": of_groups.move_group_region,
    "end_coordination": of_groups.end_coordination,
    "share_coordinator": of_groups.share_coordinator,
    "carry_body": of_groups.carry_body,
    "end_body": of_groups.end_body,
    "rename_body": of_groups.rename_body,
    "succeed_group": of_groups.succeed_group,
    "end_group": of_groups.end_group,
    "share_files": of_groups.share_files,
    "copy_agreement": of_groups.copy_agreement,
    "end_agreement": of_groups.end_agreement,
    "copy_plan": of_groups.copy_plan,
}
