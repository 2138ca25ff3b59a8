"""Conditions that are written as SQL."""

from elo_platform.lib.conditions import Condition, among


def test_conditions_join_as_text_with_their_values_in_order():
    first, second = Condition("{a__b} = %s", (1,)), Condition("{c} = %s", (2,))

    found = (first | second) & among("a__b", [3])

    assert found.sql == "(({a__b} = %s) OR ({c} = %s)) AND ({a__b} = ANY(%s::bigint[]))"
    assert (found.values, found.paths) == ((1, 2, [3]), ("a__b", "c"))
