"""Writes docs/reference/ from the program itself: commands, answers, events, messages, manual.

Run it after a change of a command or an event: `make docs`. With `--check` it writes nothing and
fails where a page is out of date.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingType
from contextlib import chdir
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args, get_origin

import click
from catalogues import compile_all
from click.testing import CliRunner
from event_examples import EXAMPLES_OF_COMMITMENTS, TYPES_OF_COMMITMENTS
from examples_of_law import EXAMPLES_OF_LAW, TYPES_OF_LAW
from manual import manual_page
from messages import messages_page
from picture import burn_up_of_the_demonstration
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from answers import (
    audit,
    batches,
    contracts,
    forecast,
    indicators,
    law,
    log,
    notices,
    places,
    plans,
    progress,
    proving,
    quality,
    recording,
    restated_plan,
    upkeep,
)
from answers.answer import Answer, Envelope
from answers.commitments import protocols, review, shares, verdicts, volumes
from answers.shape import InWords, is_shape, parts, without_none
from answers.workforce import figures, operators, periods, restatement
from cli.main import cli
from domain.batches import BatchRecorded, BatchSigned, Mapping
from domain.contracts.contract_events import (
    ContractChanged,
    ContractChangeVoided,
    ContractCorrected,
    ContractDetails,
    ContractEnded,
    ContractEndVoided,
    ContractSigned,
    ContractSigningVoided,
)
from domain.event import Event
from domain.logbook import EventSetAside, LedgerOpened, TextErased
from domain.placement import Placement
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteChangeVoided,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDetails,
    SiteDownsized,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.plans.plan_events import (
    AtSite,
    InCountry,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanDetails,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.recorded import Recorded
from domain.subjects import EVENTS
from domain.words import LEAVING_REASONS, MOST_HEADS, BatchKind
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from ledger.store.codec import export_line, from_stored, to_stored

REFERENCE = Path(__file__).resolve().parent / "reference"
WIDTH = 88
NOTE = "<!-- Written by docs/generate.py; change the program, then run: make docs -->\n"

# Commands -------------------------------------------------------------------------------------

COMMANDS = """\
# Commands

This is the help that the program gives, in its order; `rientro COMMAND --help` prints the same.
[Answers](../answers.md) describes what the commands print, and their exit codes.
"""


def commands_page() -> str:
    """Every command with its own help."""
    parts = [NOTE + COMMANDS]
    parts += [f"## {name}\n\n```text\n{text}\n```\n" for name, text in _helps(cli, "rientro", None)]
    return "\n".join(parts)


def _helps(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[tuple[str, str]]:
    """The full name and the help of the command and of all that are under it."""
    settings = {**command.context_settings, "terminal_width": WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            found = command.get_command(context, under)
            if found is not None:
                yield from _helps(found, under, context)


# Events ---------------------------------------------------------------------------------------

EVENTS_HEAD = """\
# Events

An event is a fact that is never changed once it is recorded. It is stored under a **topic**: a
name and the version of its shape. Topics are never used twice for different shapes, so that an
event stored today stays readable for ever.

What is stored of an event is its stream, its version in the stream, its topic and its state. The
state is the envelope with the event in it, as JSON in UTF-8:

| key | type | meaning |
|---|---|---|
| `recorded_at` | text | the UTC instant at which the ledger learnt it, to the microsecond |
| `recorded_by` | line of text | who recorded it |
| `batch` | code, or null | the batch that it is a part of |
| `event` | object | the event's own fields, as below |

All fields are always there; one that has no value is null. Events hold codes and no names of
operators, and no other personal data about them.

## Types

| type | what is allowed |
|---|---|
| code | 1 to 64 of the letters `A` to `Z` and `a` to `z`, digits and `. _ / -`, compared exactly |
| country | two capital letters, a code of ISO 3166-1 |
| region | a code of ISO 3166-2, such as `IT-88` |
| date | `YYYY-MM-DD`, from 1900-01-01 to 2200-12-31 |
| line of text | 1 to 500 characters |
| text | 1 to 10,000 characters, line breaks included |
| whole number | without decimals, in the range that is said |
| FTE | text: a decimal number from 0 to 1, with at most 4 decimals, such as `"0.75"` |
| placement | an object of `site` (code), `contract` (code, or null), `fte` (FTE; 0 keeps the post and works no hours) and `engagement` (one of `permanent`, `fixed-term`, `agency`, `seconded`, `other`, or null) |
| place | an object of either `country` (country) or `site` (code) |
| SHA-256 | 64 hexadecimal digits in small letters |

The facts of every event are described for programs in [events.schema.json](events.schema.json), a JSON
Schema by topic.
"""

TYPES = {
    "Again": "whole number, 1 or more, or null",
    "Annotated[int, Field(ge=0, le=LARGEST)]": "whole number, 0 or more",
    "BatchKind": "one of " + ", ".join(f"`{kind}`" for kind in get_args(BatchKind)),
    "BatchName": "code",
    "ContractCode": "code",
    "ContractDetails": "object with some of the fields of contract-signed.2",
    "LedgerId": "32 hexadecimal digits in small letters",
    "Mapping": "object of `name` (line of text) and `sha256` (SHA-256)",
    "OrganisationId": "tax code or LEI: 2 to 20 capital letters and digits",
    "PlanDetails": "object with some of the fields of plan-announced.1",
    "Places": "list of places, 1 or more",
    "Position": "whole number, 1 or more",
    "PublicKey": "64 hexadecimal digits in small letters",
    "Signature": "128 hexadecimal digits in small letters",
    "SiteDetails": "object with some of the fields of site-opened.2",
    "Version": "whole number, 1 or more",
    "tuple[Place, ...]": "list of places, may be empty",
    "Annotated[int, Field(ge=1, le=LARGEST)]": "whole number, 1 or more",
    "CountryCode": "country",
    "Day": "date",
    "Heads": f"whole number, 0 to {MOST_HEADS:,}",
    "LeavingReason": "one of " + ", ".join(f"`{reason}`" for reason in LEAVING_REASONS),
    "Line": "line of text",
    "Placement": "placement",
    "Posts": f"whole number, 1 to {MOST_HEADS:,}",
    "RegionCode": "region",
    "Sha256": "SHA-256",
    "Statement": "text",
    "tuple[ContractCode, ...]": "list of codes, may be empty",
    **TYPES_OF_COMMITMENTS,
    **TYPES_OF_LAW,
}
"""How each type that an event's field is declared with is called on the page."""

JUNE, JULY, OCTOBER = date(2018, 6, 4), date(2018, 7, 2), date(2018, 10, 1)
AT_IASI, AT_CAGLIARI = Placement("RO-IAS", "FW-SB"), Placement("IT-CAG", "FW-SB")
HALF = Placement("IT-CAG", "FW-SB", Decimal("0.5"))

EXAMPLES: dict[str, tuple[str, int, str | None, Event]] = {
    "ledger-opened.2": (
        "ledger",
        1,
        None,
        LedgerOpened(name="rientro-demo", id="5f0c1b7a94e24d3f8a6b2c9d1e7f0a35"),
    ),
    "text-erased.1": (
        "ledger",
        2,
        None,
        TextErased(position=232, reason="Asked for by the operator"),
    ),
    "event-set-aside.1": (
        "ledger",
        3,
        None,
        EventSetAside(position=645, leaf_hash="5e" * 32, reason="Written by another program"),
    ),
    "site-opened.2": (
        "site:IT-CAG",
        1,
        None,
        SiteOpened(
            name="Comdata Cagliari",
            country="IT",
            region="IT-88",
            city="Cagliari",
            employer="Comdata",
            effective_on=date(2018, 1, 1),
        ),
    ),
    "site-opening-voided.1": (
        "site:IT-SAS",
        2,
        None,
        SiteOpeningVoided(version=1, effective_on=OCTOBER, reason="It was never opened"),
    ),
    "site-changed.1": (
        "site:IT-CAG",
        2,
        None,
        SiteChanged(
            name="Konecta Cagliari",
            employer="Konecta",
            employer_id=None,
            reason="Merger",
            effective_on=OCTOBER,
        ),
    ),
    "site-change-voided.1": (
        "site:IT-CAG",
        3,
        None,
        SiteChangeVoided(version=2, effective_on=OCTOBER, reason="The merger was put off"),
    ),
    "site-corrected.1": (
        "site:IT-CAG",
        3,
        None,
        SiteCorrected(
            was=SiteDetails(city="Cagliari", region=None),
            reason="It stands in Elmas",
            **{"is": SiteDetails(city="Elmas", region="IT-88")},
        ),
    ),
    "site-downsized.1": (
        "site:RO-IAS",
        2,
        "2018-07-downsizing",
        SiteDownsized(
            operators=60, headcount_left=56, reason="The work went to Italy", effective_on=JULY
        ),
    ),
    "site-closed.1": (
        "site:RO-IAS",
        4,
        None,
        SiteClosed(reason="The lease has ended", effective_on=OCTOBER),
    ),
    "site-closing-voided.1": (
        "site:RO-IAS",
        5,
        None,
        SiteClosingVoided(version=4, effective_on=OCTOBER, reason="The lease runs on"),
    ),
    "headcount-attested.1": (
        "site:IT-LEC",
        2,
        None,
        HeadcountAttested(heads=100, source="Badge count", effective_on=OCTOBER),
    ),
    "attestation-voided.1": (
        "site:IT-LEC",
        3,
        None,
        AttestationVoided(version=2, effective_on=OCTOBER, reason="Visitors were counted"),
    ),
    "contract-signed.2": (
        "contract:FW-SOHO",
        1,
        None,
        ContractSigned(
            client="Fastweb",
            supplier="Comdata",
            supplier_id=None,
            service="Soho Professional",
            agreed_on=date(2017, 11, 20),
            effective_on=date(2018, 1, 1),
        ),
    ),
    "contract-signing-voided.1": (
        "contract:FW-TEST",
        2,
        None,
        ContractSigningVoided(version=1, effective_on=date(2018, 1, 1), reason="It was a test"),
    ),
    "contract-changed.1": (
        "contract:FW-SOHO",
        2,
        None,
        ContractChanged(
            client="Fastweb",
            client_id=None,
            supplier="Konecta",
            supplier_id=None,
            reason="Merger",
            effective_on=OCTOBER,
        ),
    ),
    "contract-change-voided.1": (
        "contract:FW-SOHO",
        3,
        None,
        ContractChangeVoided(version=2, effective_on=OCTOBER, reason="The merger was put off"),
    ),
    "contract-corrected.1": (
        "contract:FW-SOHO",
        3,
        None,
        ContractCorrected(
            was=ContractDetails(succeeds=None),
            reason="It was written down without",
            **{"is": ContractDetails(succeeds="FW-SB")},
        ),
    ),
    "contract-ended.1": (
        "contract:FW-SOHO",
        2,
        None,
        ContractEnded(reason="Not renewed", effective_on=date(2019, 1, 1)),
    ),
    "contract-end-voided.1": (
        "contract:FW-SOHO",
        3,
        None,
        ContractEndVoided(version=2, effective_on=date(2019, 1, 1), reason="Renewed in time"),
    ),
    "operator-hired.2": (
        "operator:RO-IAS-0001",
        1,
        "2018-01-RO-IAS",
        OperatorHired(placement=AT_IASI, effective_on=date(2018, 1, 1)),
    ),
    "operator-transferred.2": (
        "operator:RO-IAS-0001",
        2,
        "2018-06-transfers",
        OperatorTransferred(origin=AT_IASI, destination=AT_CAGLIARI, effective_on=JUNE),
    ),
    "operator-reassigned.2": (
        "operator:RO-IAS-0001",
        3,
        None,
        OperatorReassigned(before=AT_CAGLIARI, after=HALF, effective_on=OCTOBER),
    ),
    "operator-left.2": (
        "operator:RO-IAS-0025",
        2,
        "2018-07-downsizing",
        OperatorLeft(placement=AT_IASI, reason="redundant", effective_on=JULY),
    ),
    "movement-voided.2": (
        "operator:RO-IAS-0001",
        4,
        None,
        MovementVoided(
            version=3,
            was=HALF,
            restored=AT_CAGLIARI,
            effective_on=OCTOBER,
            reason="Meant for another operator",
        ),
    ),
    "plan-announced.1": (
        "plan:FW-2018",
        1,
        None,
        PlanAnnounced(
            statement=None,
            source=None,
            client="Fastweb",
            supplier="Comdata",
            origins=(InCountry(country="RO"),),
            destinations=(AtSite(site="IT-CAG"), AtSite(site="IT-LEC")),
            contracts=("FW-SB", "FW-SOHO"),
            target=220,
            baseline_on=date(2018, 5, 8),
            deadline_on=date(2018, 9, 30),
            effective_on=date(2018, 5, 8),
        ),
    ),
    "plan-announcement-voided.1": (
        "plan:FW-TEST",
        2,
        None,
        PlanAnnouncementVoided(version=1, effective_on=date(2018, 5, 8), reason="It was a test"),
    ),
    "plan-corrected.1": (
        "plan:FW-2018",
        2,
        None,
        PlanCorrected(
            was=PlanDetails(origins=(InCountry(country="RO"),)),
            reason="Albania was left out",
            **{"is": PlanDetails(origins=(InCountry(country="RO"), InCountry(country="AL")))},
        ),
    ),
    "plan-revised.2": (
        "plan:FW-2018",
        3,
        None,
        PlanRevised(
            target=None,
            deadline_on=date(2018, 12, 31),
            added_contracts=("FW-NEW",),
            reason="Training takes longer",
            effective_on=date(2018, 9, 28),
        ),
    ),
    "plan-revision-voided.1": (
        "plan:FW-2018",
        4,
        None,
        PlanRevisionVoided(version=3, effective_on=date(2018, 9, 28), reason="Nobody agreed to it"),
    ),
    "plan-withdrawn.1": (
        "plan:FW-2018",
        5,
        None,
        PlanWithdrawn(reason="Contract lost", effective_on=date(2018, 12, 1)),
    ),
    "plan-withdrawal-voided.1": (
        "plan:FW-2018",
        6,
        None,
        PlanWithdrawalVoided(
            version=5, effective_on=date(2018, 12, 1), reason="Meant for another plan"
        ),
    ),
    **EXAMPLES_OF_COMMITMENTS,
    **EXAMPLES_OF_LAW,
    "batch-recorded.2": (
        "batch:2018-06-transfers",
        1,
        "2018-06-transfers",
        BatchRecorded(
            source="Letter of 1 June",
            sha256=None,
            movements=24,
            records=24,
            mapping=Mapping(name="comdata.toml", sha256="5e" * 32),
        ),
    ),
    "batch-signed.1": (
        "batch:2018-06-transfers",
        2,
        None,
        BatchSigned(public_key="5e" * 32, sha256="5e" * 32, root="5e" * 32, signature="5e" * 64),
    ),
}
"""By topic: a stream, a version there, a batch, and an event. Every value is an invention."""


def events_page() -> str:
    """Every event with its fields and an example line."""
    parts = [NOTE + EVENTS_HEAD]
    parts += [_event(topic, event) for topic, event in EVENTS.items()]
    return "\n".join(parts)


def events_schema() -> str:
    """A JSON Schema of the facts of every event, by topic, made by pydantic from the classes."""
    kinds: list[tuple[type[Event], JsonSchemaMode]] = [
        (event, "validation") for event in EVENTS.values()
    ]
    schemas, definitions = models_json_schema(kinds, ref_template="#/$defs/{model}")
    by_topic = {event.topic: schemas[event, "validation"] for event in EVENTS.values()}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The facts of rientro's events, by topic",
        "properties": by_topic,
        **definitions,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _event(topic: str, event: type[Event]) -> str:
    told = inspect.cleandoc(event.__doc__ or "")
    kind = event.stream
    stream = "`ledger`" if kind == "ledger" else f"`{kind}:` and its code"
    fields = "\n".join(
        f"| `{event.model_fields[name].alias or name}` | {_type(topic, name, declared)} |"
        for name, declared in inspect.get_annotations(event).items()
        if name in event.model_fields
    )
    return (
        f"## {topic}\n\n{event.__name__}: {told}\n\nIts stream is {stream}.\n\n"
        f"| field | type |\n|---|---|\n{fields}\n\n```json\n{_example(topic)}\n```\n"
    )


def _type(topic: str, name: str, declared: str) -> str:
    whole, _, rest = declared.partition(" | ")
    if whole not in TYPES or rest not in {"", "None"}:
        sys.exit(f"docs/generate.py: say in TYPES what {declared} of {topic}, {name}, is.")
    return TYPES[whole] + (", or null" if rest else "")


def _example(topic: str) -> str:
    if topic not in EXAMPLES:
        sys.exit(f"docs/generate.py: give an example of {topic} in EXAMPLES.")
    stream, version, batch, event = EXAMPLES[topic]
    recorded_at = datetime(2018, 10, 1, 9, 30, tzinfo=UTC)
    recorded = Recorded(1, stream, version, recorded_at, "anna", batch, event)
    raw = to_stored(recorded)
    if from_stored(raw) != recorded or raw.topic != topic:
        sys.exit(f"docs/generate.py: the example of {topic} is not read as it was written.")
    return export_line(raw).decode()


# Answers --------------------------------------------------------------------------------------

ANSWERS = """\
# Answers in JSON

What `--format json` gives. Every answer is one object with these keys, and those of its own. Keys are
only ever added.

| key | what stands there |
|---|---|
| `schema` | text: `rientro.`, the answer, and the version of its shape |
| `ledger` | text: the ledger's name |
| `position` | number: the last event that the answer knows |
| `on` | date, or null where the answer is of no day |
| `known_at` | instant, or null where the answer knows all |
| `rows` | list of objects |

CSV has the rows alone, and their nested keys joined: `destination_opening`. An FTE is a text: a decimal
number without trailing zeros. `BY` stands for the column that `--by` names.
"""
ENVELOPE = ("schema", "ledger", "position", "on", "known_at")
BEFORE_ASKING = (
    "site attest IT-LEC --heads 99 --source badges --on 2018-09-30",
    "contract end FW-SOHO --reason 'Not renewed' --on 2019-06-01",
    "void IT-LEC-0001 --reason 'Did not come'",
    "plan revise FW-2018 --target 200 --reason agreed --on 2018-10-01",
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    (
        "notice file 2018-AL-1 --rule IT-24BIS-2017 --to labour --country AL --workers 10 "
        "--from 2018-02-01 --filed 2018-01-02"
    ),
    "quality define --shipped agcom",
    "quality target answer-seconds --value 70 --source 'Its own standard' --on 2018-01-01",
    (
        "quality report FW-SOHO --indicator answer-seconds --period 2018-06 --site IT-CAG "
        "--numerator 960000 --denominator 12000"
    ),
    "audit keygen --to demo.key",
    "audit checkpoint --key demo.key --to demo.checkpoint",
    "audit prove 5 --to 5.tlog-proof",
)
QUESTIONS: dict[type[Answer[Any]], str] = {
    figures.HeadcountAnswer: "headcount --by site --on 2018-09-30",
    figures.BridgeAnswer: "bridge --since 2018-05-08 --on 2018-09-30",
    periods.PeriodHeadcountAnswer: ("headcount --every month --since 2018-05-08 --on 2018-09-30"),
    periods.PeriodBridgeAnswer: "bridge --every month --since 2018-05-08 --on 2018-09-30",
    periods.TurnoverAnswer: "turnover --since 2018-05-08 --on 2018-09-30",
    figures.FlowsAnswer: "flows --on 2018-09-30",
    progress.ProgressAnswer: "progress FW-2018 --on 2018-09-30",
    forecast.ForecastAnswer: "forecast FW-2018 --on 2018-07-31 --runs 100",
    progress.ProgressHistoryAnswer: "progress FW-2018 --history --on 2018-05-09",
    restatement.RestatedAnswer: "restatement --known-at 2001-01-01 --on 2018-09-30",
    restatement.RestatedBridgesAnswer: (
        "restatement --known-at 2001-01-01 --since 2018-05-08 --on 2018-09-30"
    ),
    restated_plan.RestatedPlanAnswer: (
        "restatement --plan FW-2018 --known-at 2001-01-01 --on 2018-09-30"
    ),
    operators.OperatorListAnswer: "operator list --at IT-LEC --on 2018-09-30",
    operators.OperatorShownAnswer: "operator show IT-LEC-0001",
    places.SiteListAnswer: "site list",
    places.SiteShownAnswer: "site show IT-LEC --on 2018-09-30",
    contracts.ContractListAnswer: "contract list",
    contracts.ContractShownAnswer: "contract show FW-SB --on 2018-09-30",
    figures.WhereaboutsAnswer: "whereabouts --since 2018-05-08 --on 2018-09-30",
    progress.ProgressOperatorsAnswer: "progress FW-2018 --operators --on 2018-09-30",
    plans.PlanListAnswer: "plan list",
    plans.PlanShownAnswer: "plan show FW-2018",
    volumes.VolumeListAnswer: "volume list FW-SOHO",
    protocols.ProtocolListAnswer: "protocol list",
    protocols.ProtocolShownAnswer: "protocol show PROT-2017",
    batches.BatchListAnswer: "batch list",
    batches.BatchShownAnswer: "batch show 2018-09-leavers",
    log.LogAnswer: "log --batch 2018-09-leavers",
    recording.RecordedAnswer: "hire OP-1042 --at IT-CAG --on 2018-10-01",
    quality.QualityAnswer: "quality --since 2018-05 --on 2018-06-30",
    indicators.QualityListAnswer: "quality list",
    indicators.IndicatorListAnswer: "quality indicators",
    notices.NoticesAnswer: "notices --on 2018-09-30",
    notices.NoticeListAnswer: "notice list",
    law.RuleListAnswer: "rule list",
    law.RuleShownAnswer: "rule show IT-24BIS-2017",
    law.UnionShownAnswer: "union show EU --on 2020-02-01",
    audit.ReplayAnswer: "audit replay",
    audit.ReplayUntilAnswer: "audit replay --until 644",
    proving.CheckpointsAnswer: "audit checkpoints",
    proving.VerifyAnswer: "audit verify demo.checkpoint",
    proving.CheckProofAnswer: (
        "audit check-proof 5.tlog-proof --event 5.tlog-proof.event --public-key demo.key.pub"
    ),
    upkeep.DoctorAnswer: "doctor",
    volumes.VolumeListAnswer: "volume list FW-SB",
    protocols.ProtocolListAnswer: "protocol list",
    protocols.ProtocolShownAnswer: "protocol show PROT-2017",
    shares.SharesAnswer: "shares --on 2018-09-30",
    shares.SharesHistoryAnswer: "shares --history --on 2018-09-30",
    verdicts.CommitmentsAnswer: "commitments --on 2018-09-30",
    verdicts.CommitmentsHistoryAnswer: "commitments --history --on 2018-09-30",
    review.ReviewAnswer: "review PROT-2017 --on 2018-09-30",
}
"""Every answer, and a question that it answers."""

KINDS: dict[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    date: "date",
    datetime: "instant",
    Decimal: "FTE",
    InWords: "text: a sentence",
    Any: "of any kind",
}
"""How each type of a value is called on the page."""


def answers_page() -> str:
    """The keys of every answer, as its types say them."""
    parts_ = [NOTE + ANSWERS]
    missing = {each.__name__ for each in Answer.__subclasses__()} - {
        each.__name__ for each in QUESTIONS
    }
    if missing:
        sys.exit(
            f"docs/generate.py: give a question in QUESTIONS for {', '.join(sorted(missing))}."
        )
    with TemporaryDirectory() as folder, chdir(folder):
        runner = CliRunner(env={"RIENTRO_LEDGER": "rientro-demo.db", "RIENTRO_BY": "anna"})

        def run(words: str) -> str:
            result = runner.invoke(cli, shlex.split(words), prog_name="rientro")
            if result.exit_code not in {0, 1}:
                sys.exit(f"docs/generate.py: {words}: {result.output}")
            return result.stdout

        run("--ledger rientro-demo.db demo")
        for words in BEFORE_ASKING:
            run(words)
        for answer, words in QUESTIONS.items():
            document = json.loads(run(f"{words} --format json"))
            keys = list(_keys(answer))
            _must_agree(answer, words, document, [key for key, _ in keys])
            parts_.append(_answer(answer, words, keys))
    return "\n".join(parts_)


def _must_agree(
    answer: type[Answer[Any]], words: str, document: dict[str, Any], keys: list[str]
) -> None:
    own = {re.split(r"[.\[]", key)[0] for key in keys} | set(ENVELOPE)
    if document["schema"] != f"rientro.{answer.schema}.v1" or set(document) != own:
        sys.exit(f"docs/generate.py: {words} is not answered by {answer.__name__}.")


def _answer(answer: type[Answer[Any]], words: str, keys: list[tuple[str, str]]) -> str:
    table = "\n".join(f"| `{name}` | {kind} |" for name, kind in keys)
    told = inspect.cleandoc(answer.__doc__ or "")
    return (
        f"## `{words}`\n\n`rientro.{answer.schema}.v1`: {told}\n\n"
        f"| key | what stands there |\n|---|---|\n{table}\n"
    )


def _keys(shape: type[Any], within: str = "") -> Iterator[tuple[str, str]]:
    """Every key with what stands there, those of nested objects after a point."""
    for part in parts(shape):
        if part.is_spread and part.type is not Envelope:
            yield from _keys(part.type, within)
        elif not part.is_spread:
            if part.named_by:
                yield from _keys_of(str | None, f"{within}BY")
                continue
            path = within + part.key
            if issubclass(shape, Answer) and part.attribute == "rows":
                yield from _keys(shape.row_type(), f"{path}[].")
            else:
                yield from _keys_of(part.type, path)


def _keys_of(type_: Any, path: str, missing: str = "") -> Iterator[tuple[str, str]]:
    present = without_none(type_)
    if present is not type_:
        missing = ", or null"
    if get_origin(present) in (Sequence, tuple, list):
        yield from _keys_of(get_args(present)[0], f"{path}[]", missing)
    elif get_origin(present) is MappingType:
        yield from _keys_of(get_args(present)[1], f"{path}.…", missing)
    elif get_origin(present) is Literal:
        yield path, f"one of {', '.join(f'`{each}`' for each in get_args(present))}{missing}"
    elif is_shape(present) and present is not InWords:
        yield from _keys(present, f"{path}.")
    else:
        yield path, KINDS[present] + missing


# Writing --------------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """Every page of the reference by its name, as it is to be written."""
    compile_all()
    return {
        "answers.md": answers_page(),
        "commands.md": commands_page(),
        "events.md": events_page(),
        "events.schema.json": events_schema(),
        "burn-up.svg": burn_up_of_the_demonstration(),
        "messages.md": messages_page(),
        "messages.it.md": messages_page("it"),
        "rientro.1": manual_page(),
    }


def outdated(wanted: MappingType[str, str], folder: Path) -> list[Path]:
    """The pages in the folder that are missing or say something else."""
    return [
        page
        for page, text in ((folder / name, text) for name, text in wanted.items())
        if not page.exists() or page.read_text(encoding="utf-8") != text
    ]


def main() -> None:
    """Write the pages, or check that they are as they would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where outdated")
    check = parser.parse_args().check
    wanted = pages()
    found = outdated(wanted, REFERENCE)
    if check and found:
        sys.exit(f"Out of date: {', '.join(map(str, found))}. Run: make docs")
    for page in found:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(wanted[page.name], encoding="utf-8")


if __name__ == "__main__":
    main()
