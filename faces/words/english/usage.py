"""What is said of what was typed, and where a run ends otherwise than it should."""

from __future__ import annotations

SENTENCES = {
    "help.example": "Example: {command}",
    "usage.unexpected.one": (
        "Got unexpected extra argument {shown}. {command} takes {takes} besides its options; "
        "a value with blanks goes between quotes."
    ),
    "usage.unexpected.several": (
        "Got unexpected extra arguments {shown}. {command} takes {takes} besides its options; "
        "a value with blanks goes between quotes."
    ),
    "usage.takes-nothing": "nothing",
    "usage.did-you-mean": "Did you mean {near}?",
    "usage.no-such-command": "No such command {name}. --help shows them all.",
    "usage.no-such-command.near": "No such command {name}. Did you mean {command} {near}?",
    "usage.not-one-of": "{value} is not one of {choices}.",
    "usage.twice": "{option} was given twice. Give it once.",
    "usage.often": "{option} was given {times} times. Give it once.",
    "usage.before-the-command": "It goes before the command: rientro {option} …",
    "usage.no-file": (
        "{path} is a device or a pipe, and no file. Save what it gives to a file, and name that."
    ),
    "usage.or-stdin": "Or give it to standard input, and - as its name.",
    "usage.no-home": "There is no user {user} whose home {home} could be.",
    "failure": "Error: {message}",
    "failure.stopped": "Stopped.",
    "failure.not-written": "The answer could not be written ({why}).",
    "failure.file": "{file}: {why}. Check the name and its permissions.",
    "failure.unexpected": (
        "rientro failed by a mistake of its own ({kind}: {detail}). Please report this; "
        "rientro log shows what is recorded."
    ),
}
