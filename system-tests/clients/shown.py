"""What a client's program tells of what it sees, a line of JSON each."""

import json
import sys


def stream():
    """The stream to watch, and the headers to ask for it with."""
    url, *last_event_id = sys.argv[1:]
    return url, {"Last-Event-ID": last_event_id[0]} if last_event_id else {}


def status(code):
    _say(status=code)


def event(name, id, data):
    _say(event=name, id=id or "", data=data)


def end():
    """The stream is complete; one that was cut off ends the program with an exception instead."""
    _say(end=True)


def _say(**what):
    print(json.dumps(what), flush=True)
