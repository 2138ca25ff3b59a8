import json
import logging

import structlog

from elo_platform.lib.logs import json_formatter, scrub, without_people


def test_tokens_and_addresses_do_not_reach_the_log():
    line = scrub("GET /act/WyJyc3ZwIiw3~abc?answer=yes by alva.strand@elo.example")

    assert line == "GET /act/[token]?answer=yes by [address]"


def test_a_feed_and_an_unsubscribe_link_are_keys_too():
    assert scrub("/me/calendar/abc.ics") == "/me/calendar/[token]"
    assert scrub("/unsubscribe/abc/") == "/unsubscribe/[token]/"


def test_fields_that_point_at_a_person_are_dropped():
    event = without_people(None, "info", {"event": "x", "ip": "127.0.0.1", "user_id": 7})

    assert event == {"event": "x", "user_id": 7}


def test_a_record_becomes_one_line_of_json():
    record = logging.LogRecord(
        "elo", logging.WARNING, __file__, 1, "mail to %s failed", ("a@elo.example",), None
    )

    line = json.loads(json_formatter().format(record))

    assert line["event"] == "mail to [address] failed"
    assert line["level"] == "warning"
    assert structlog.is_configured()
