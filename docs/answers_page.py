"""The page of answers: the keys of each in JSON, from the types of its rows."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingType
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from demonstration import Run
from page import NOTE

from answers import (
    audit,
    audit_until,
    batches,
    contracts,
    forecast,
    indicators,
    law,
    log,
    looking,
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
from answers.workforce import (
    bridge,
    flows,
    headcount,
    operators,
    periods,
    restatement,
    whereabouts,
)

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
    headcount.HeadcountAnswer: "headcount --by site --on 2018-09-30",
    bridge.BridgeAnswer: "bridge --since 2018-05-08 --on 2018-09-30",
    periods.PeriodHeadcountAnswer: ("headcount --every month --since 2018-05-08 --on 2018-09-30"),
    periods.PeriodBridgeAnswer: "bridge --every month --since 2018-05-08 --on 2018-09-30",
    periods.TurnoverAnswer: "turnover --since 2018-05-08 --on 2018-09-30",
    flows.FlowsAnswer: "flows --on 2018-09-30",
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
    whereabouts.WhereaboutsAnswer: "whereabouts --since 2018-05-08 --on 2018-09-30",
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
    audit_until.ReplayUntilAnswer: "audit replay --until 644",
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


def answers_page(run: Run) -> str:
    """The keys of every answer, as its types say them; more is recorded in the demonstration."""
    parts_ = [NOTE + ANSWERS]
    answers = {(each.__module__, each.__name__) for each in Answer.__subclasses__()}
    asked = {(each.__module__, each.__name__) for each in QUESTIONS}
    missing = {
        name
        for module, name in answers - asked
        if module.startswith("answers.") and module != looking.__name__  # those are of pages
    }
    if missing:
        sys.exit(
            f"docs/generate.py: give a question in QUESTIONS for {', '.join(sorted(missing))}."
        )
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
