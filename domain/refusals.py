"""Every way in which rientro says no, each a class of its own.

A refusal is worded for the person who asked: what was wrong, and what to do next.
`InvalidValue` and its children are values that cannot be what they were given for (wrong usage);
every other refusal is a rule of the domain that a well-formed request would break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


class Refusal(Exception):
    """A request that rientro does not carry out. Nothing of it was recorded."""

    @property
    def name(self) -> str:
        """The rule that was broken, as it is written in JSON errors."""
        return type(self).__name__


# Values from outside ------------------------------------------------------------------------


class InvalidValue(Refusal):
    """A value that cannot be what it was given for."""


class InvalidCode(InvalidValue):
    """A code with other characters than letters, digits and `. _ / -`, or of a wrong length."""

    def __init__(self, text: str, what: str) -> None:
        super().__init__(
            f"{quoted(text)} is not {what}: use 1 to 64 letters, digits and . _ / - only."
        )


class PersonalCode(InvalidValue):
    """A code that would name a person."""

    def __init__(self, looks_like: str) -> None:
        super().__init__(
            f"This code looks like {looks_like}. A ledger is kept for ever and holds no personal "
            "data: give a pseudonymous code, such as OP-1042."
        )


class InvalidDate(InvalidValue):
    """A text that is no calendar date from 1900 to 2200."""

    def __init__(self, text: str, example: str = "2018-09-30") -> None:
        super().__init__(
            f"{quoted(text)} is not a date from 1900 to 2200: write it like {example}."
        )


class InvalidInstant(InvalidValue):
    """A text that is neither a date nor a date and time."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not an instant: write a date like 2018-09-30, which means its end, "
            "or a date and time in UTC like 2018-09-30T12:00:00Z."
        )


class InvalidFte(InvalidValue):
    """A full-time equivalent that is not from 0 to 1 with at most 4 decimals."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not an FTE: write a number from 0 to 1, "
            "with at most 4 decimals, like 0.5."
        )


class InvalidText(InvalidValue):
    """A text that is empty, too long or has control characters."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(
            f"The {what} must be 1 to {limit} characters of plain text, without control characters."
        )


class NameLikeAnId(InvalidValue):
    """A name of a ledger that ends as a ledger's name and id do in checkpoints."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{quoted(name)} ends like the id of a ledger, which checkpoints have behind the name. "
            "Give the ledger another name."
        )


class UnknownCountry(InvalidValue):
    """A text that is no ISO 3166-1 alpha-2 country code."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a country: write its ISO 3166-1 code of two capital letters, "
            "like IT or RO."
        )


class UnknownRegion(InvalidValue):
    """A text that is no ISO 3166-2 subdivision of the country."""

    def __init__(self, text: str, country: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a region of {country}: write its ISO 3166-2 code, "
            f"which begins with {country}-, like IT-88 for Sardegna."
        )


# An operator's movements --------------------------------------------------------------------


class AlreadyHired(Refusal):
    """An operator is in one place: nobody is hired twice."""

    def __init__(self, operator: str, site: str, since: date) -> None:
        super().__init__(
            f"{operator} is at {site}, by a movement of {since}, and cannot be hired again. "
            "Transfer the operator, or record first that the operator left."
        )


class NotHired(Refusal):
    """Only an operator who was hired can be moved."""

    def __init__(self, operator: str) -> None:
        super().__init__(
            f"{operator} was never hired, so there is nothing to move. "
            f"Check the code, or record the hire first: rientro hire {operator} --at SITE --on DATE"
        )


class AlreadyLeft(Refusal):
    """An operator who left cannot be moved."""

    def __init__(self, operator: str, left_on: date) -> None:
        super().__init__(
            f"{operator} left on {left_on} and cannot be moved after that. "
            "Check the code, or record a new hire. Where the leaving itself is wrong, void it: "
            f"rientro void {operator} --reason TEXT"
        )


class OutOfOrder(Refusal):
    """One operator's movements are recorded in the order in which they took effect."""

    def __init__(self, operator: str, effective_on: date, latest_on: date) -> None:
        super().__init__(
            f"{operator} already has a movement on {latest_on}, which is later than "
            f"{effective_on}. Void the later movement first: rientro void {operator} --reason TEXT"
        )


class SameSite(Refusal):
    """A transfer changes the site."""

    def __init__(self, operator: str, site: str) -> None:
        super().__init__(
            f"{operator} is already at {site}. A transfer changes the site; "
            "to change the contract, the hours or the engagement there, use: rientro reassign"
        )


class NothingChanges(Refusal):
    """A reassignment changes the contract, the hours or the engagement."""

    def __init__(self, operator: str) -> None:
        super().__init__(
            f"{operator} already works on that contract at those hours, engaged so. "
            "Give another contract, other hours or another engagement."
        )


class NotAtSite(Refusal):
    """The site named as the origin is not where the operator is."""

    def __init__(self, operator: str, site: str, actual: str) -> None:
        super().__init__(
            f"{operator} is at {actual}, not at {site}. Name {actual}, or leave the site out."
        )


class NotEnoughOperators(Refusal):
    """There are fewer operators to pick from than were asked for."""

    def __init__(self, site: str, on: date, asked: int, there: int, moving_later: int) -> None:
        later = (
            f" {moving_later} more already have a movement after that date." if moving_later else ""
        )
        super().__init__(
            f"{asked} operators were asked for, but {there} can be picked at {site} on {on}.{later}"
            f" See who is there: rientro operator list --at {site} --on {on}"
        )


class CodesExhausted(Refusal):
    """A made operator code would be longer than a code may be."""

    def __init__(self, site: str) -> None:
        super().__init__(
            f"Codes made from {site} would be longer than 64 characters. "
            "Name the operators, or use a site with a shorter code."
        )


class HistoryDiffers(Refusal):
    """An event says something of the time before it that the history does not bear out."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}, which the history before it contradicts.")


class NothingToVoid(Refusal):
    """There is no standing movement to take back."""

    def __init__(self, operator: str, since: date | None = None) -> None:
        when = f" on or after {since}" if since else ""
        super().__init__(
            f"{operator} has no movement{when} that could be voided. "
            f"See what was recorded: rientro operator show {operator}"
        )


class NotLatestMovement(Refusal):
    """Only an operator's latest standing movement can be voided."""

    def __init__(self, operator: str, later: str) -> None:
        super().__init__(
            f"{operator} has a later movement: {later}. Void that one first, "
            f"or void both with: rientro void {operator} --back-to DATE --reason TEXT"
        )


class VoidedAlready(Refusal):
    """A batch in which nothing stands any more cannot be voided again."""

    def __init__(self, batch: str) -> None:
        super().__init__(
            f"No movement of batch {batch} stands any more: there is nothing to void. "
            f"See what happened: rientro log --batch {batch}"
        )


class CannotBeVoided(Refusal):
    """Only movements, closings, ends, outside counts and changes of plans are taken back, each once."""

    def __init__(self, whose: str, advice: str = "See what was recorded: rientro log") -> None:
        super().__init__(
            f"What was recorded there, of {whose}, cannot be voided, or was voided already. Movements, "
            "closings of sites, ends of contracts, outside counts, and revisions and withdrawals of "
            f"plans can be. {advice}"
        )


# Sites and contracts ------------------------------------------------------------------------


class UnknownSite(Refusal):
    """A site must have been opened before it is used."""

    def __init__(self, site: str, known_at: datetime | None = None) -> None:
        self.site = site
        advice = (
            "Check the code with: rientro site list, "
            f"or open it: rientro site open {site} --country CC --on DATE"
        )
        super().__init__(_unknown(f"site {site}", advice, known_at))


class SiteNotYetOpen(Refusal):
    """A site is used only from the date on which it opens."""

    def __init__(self, site: str, opened_on: date, on: date) -> None:
        super().__init__(
            f"{site} opens on {opened_on} and is not open on {on}. Give a date from {opened_on} on."
        )


class SiteIsClosed(Refusal):
    """A closed site is not used any more."""

    def __init__(self, site: str, closed_on: date, on: date) -> None:
        super().__init__(
            f"{site} is closed from {closed_on} on and is not open on {on}. "
            "Give an earlier date or another site."
        )


class SiteAlreadyOpen(Refusal):
    """A site is opened once; its facts are not rewritten."""

    def __init__(self, site: str, opened_on: date) -> None:
        super().__init__(
            f"{site} was already opened on {opened_on} with other facts. "
            f"See them with: rientro site show {site}, or open the new site under another code."
        )


class SiteAlreadyClosed(Refusal):
    """A site is closed once."""

    def __init__(self, site: str, closed_on: date) -> None:
        super().__init__(
            f"{site} is already closed from {closed_on} on. Where that is wrong, void it by its "
            f"position in rientro log --site {site}: rientro void --position N --reason TEXT"
        )


class SiteClosesTooEarly(Refusal):
    """A site closes after it was opened."""

    def __init__(self, site: str, opened_on: date, on: date) -> None:
        super().__init__(
            f"{site} is open from {opened_on} and cannot close on {on}. Give a later date."
        )


class SiteNotEmpty(Refusal):
    """A site closes only when nobody is left."""

    def __init__(self, site: str, on: date, heads: int, last_on: date) -> None:
        when = f"on {on}" if last_on == on else f"on {last_on}, after it would close on {on}"
        super().__init__(
            f"There would still be {_operators(heads)} at {site} {when}. Transfer or release them first; "
            f"see who they are: rientro operator list --at {site} --on {last_on}"
        )


class TooManyDownsized(Refusal):
    """A site cannot release more operators than it has."""

    def __init__(self, site: str, operators: int, heads: int, on: date) -> None:
        super().__init__(
            f"{site} has {_operators(heads)} on {on} and cannot release {operators}. "
            f"See who is there: rientro operator list --at {site} --on {on}"
        )


class UnknownContract(Refusal):
    """A contract must have been signed before work is put on it."""

    def __init__(self, contract: str) -> None:
        super().__init__(
            f"No contract {contract} is known. Check the code with: rientro contract list, "
            f"or sign it: rientro contract sign {contract} --client NAME --on DATE"
        )


class ContractNotRunning(Refusal):
    """Work is put only on a contract that runs on that date."""

    def __init__(self, contract: str, runs: str, on: date) -> None:
        super().__init__(
            f"Contract {contract} {runs} and does not run on {on}. "
            "Give another date, another contract, or none."
        )


class ReservedCode(Refusal):
    """No contract is called like the sign that means none."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{quoted(code)} means no contract. Give the contract another code.")


class ContractAlreadySigned(Refusal):
    """A contract is signed once; its facts are not rewritten."""

    def __init__(self, contract: str, signed_on: date) -> None:
        super().__init__(
            f"Contract {contract} was already signed from {signed_on} on with other facts. "
            "See them with: rientro contract list, or sign the new one under another code."
        )


class ContractAlreadyEnded(Refusal):
    """A contract is ended once."""

    def __init__(self, contract: str, ended_on: date) -> None:
        super().__init__(
            f"Contract {contract} already ended on {ended_on}. Where that is wrong, void it by its "
            f"position in rientro log --stream contract:{contract}: "
            "rientro void --position N --reason TEXT"
        )


class ContractEndsBeforeItStarts(Refusal):
    """A contract ends after it was signed."""

    def __init__(self, contract: str, signed_on: date, on: date) -> None:
        super().__init__(
            f"Contract {contract} runs from {signed_on} and cannot end on {on}. Give a later date."
        )


class StillLeanedOn(Refusal):
    """What other records lean on is not taken back before them."""

    def __init__(self, what: str, leaning: str) -> None:
        super().__init__(
            f"{what} cannot be voided while {leaning}. Void that first, by its position in: rientro log"
        )


class NothingDiffers(Refusal):
    """A change says something else than what holds already."""

    def __init__(self, what: str, since: date) -> None:
        super().__init__(f"All this holds of {what} already, since {since}. Say what changes.")


class ChangeOutOfOrder(Refusal):
    """What changes is recorded in the order in which it takes effect, after the beginning."""

    def __init__(self, what: str, on: date, latest_on: date) -> None:
        super().__init__(
            f"{what} began or last changed on {latest_on}, which is not before {on}. Give a later "
            "date, or correct what was written down wrong."
        )


class RegionElsewhere(Refusal):
    """A site's region lies in its country."""

    def __init__(self, site: str, region: str, country: str) -> None:
        super().__init__(
            f"{site} would be in region {region}, which is not in {country}. Give both."
        )


class OpensAfterUse(Refusal):
    """A site was open when somebody was there."""

    def __init__(self, site: str, on: date, used_on: date) -> None:
        super().__init__(
            f"Somebody is at {site} on {used_on}, so it did not open on {on}. Give an earlier date."
        )


class SucceedsItself(Refusal):
    """A contract does not succeed itself, not even through others."""

    def __init__(self, contract: str, through: str) -> None:
        super().__init__(
            f"Contract {contract} would succeed itself, by {through}. Name the contract that came "
            "before it."
        )


# Plans ----------------------------------------------------------------------------------------


class UnknownPlan(Refusal):
    """A plan must have been announced."""

    def __init__(self, plan: str, known_at: datetime | None = None) -> None:
        advice = "Check the code with: rientro plan list"
        super().__init__(_unknown(f"plan {plan}", advice, known_at))


class PlanAlreadyAnnounced(Refusal):
    """A plan is announced once; what changes later is a revision."""

    def __init__(self, plan: str, on: date) -> None:
        super().__init__(
            f"Plan {plan} was already announced on {on} with other terms. "
            f"To change its target or deadline: rientro plan revise {plan}"
        )


class PlanAlreadyWithdrawn(Refusal):
    """A withdrawn plan changes no more."""

    def __init__(self, plan: str, on: date) -> None:
        super().__init__(
            f"Plan {plan} was withdrawn on {on} and cannot be changed. Announce a new plan under "
            f"another code. Where that is wrong, void it by its position in rientro log --stream "
            f"plan:{plan}: rientro void --position N --reason TEXT"
        )


class PlanUnchanged(Refusal):
    """A revision changes something of the plan."""

    def __init__(self, plan: str, target: int, deadline_on: date) -> None:
        super().__init__(
            f"Plan {plan} already has the target {target} and the deadline {deadline_on}. "
            "Give a --target or a --deadline that differs."
        )


class PlanOutOfOrder(Refusal):
    """A plan's changes are recorded in the order in which they took effect."""

    def __init__(self, plan: str, on: date, latest_on: date) -> None:
        super().__init__(
            f"Plan {plan} was announced or last changed on {latest_on}, which is later than {on}. "
            f"Give a date from {latest_on} on."
        )


class DeadlineBeforeBaseline(Refusal):
    """A plan's deadline comes after the baseline that it is measured from."""

    def __init__(self, baseline_on: date, deadline_on: date) -> None:
        super().__init__(
            f"The deadline {deadline_on} must come after the baseline {baseline_on}, from which the "
            "plan is measured. Give a later deadline."
        )


class NotInPlan(Refusal):
    """Only what a plan names can be dropped from it."""

    def __init__(self, plan: str, named: str) -> None:
        super().__init__(
            f"Plan {plan} does not name {named}, so it cannot be dropped. "
            f"See what it names: rientro plan show {plan}"
        )


class NoPlaceLeft(Refusal):
    """A plan has an origin and a destination."""

    def __init__(self, plan: str) -> None:
        super().__init__(
            f"Plan {plan} would be left without an origin or without a destination. "
            "Add another place as well."
        )


class PlacesOverlap(Refusal):
    """A place cannot be both an origin and a destination of one plan."""

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(places)} would be both an origin and a destination. "
            "Name places in --from and --to that do not overlap."
        )


class PlanNamesTwice(Refusal):
    """A plan names every place and every contract once."""

    def __init__(self, named: str) -> None:
        super().__init__(f"{named} is named twice. Name every place and every contract once.")


class UnknownPlace(Refusal):
    """A plan's places are countries or known sites."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{quoted(place)} is neither a country nor a known site. Write a country in two capital "
            "letters, like RO, or a site from: rientro site list"
        )


class AmbiguousPlace(Refusal):
    """A code that is a country's and a known site's does not say which of them a plan means."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code} is a country and a site here. Write country:{code} or site:{code}."
        )


class TooLittleHistory(Refusal):
    """A forecast draws from at least eight whole weeks, in four of which somebody arrived."""

    def __init__(self, plan: str, weeks: int, moving_weeks: int, ask_again_on: date) -> None:
        self.plan, self.weeks, self.moving_weeks = plan, weeks, moving_weeks
        self.ask_again_on = ask_again_on
        super().__init__(
            f"Plan {plan} has {_counted(weeks, 'whole week')} to draw from, {moving_weeks} of them "
            "with arrivals at the destinations. A forecast needs 8, and 4 with arrivals. "
            f"Ask again with --on {ask_again_on} or later."
        )


class NothingCameBack(Refusal):
    """A forecast needs a rate to go by: posts that came back, or posts recorded for days to come."""

    def __init__(self, plan: str, weeks: int, net: int, on: date) -> None:
        self.plan, self.weeks, self.net = plan, weeks, net
        super().__init__(
            f"In the {_counted(weeks, 'week')} up to {on}, {net} posts came back for plan {plan} net "
            "of those lost, and nothing recorded ahead reaches the target, so there is no rate to go "
            f"by. See day by day what happened: rientro progress {plan} --history --on {on}"
        )


class PlanWithdrawn(Refusal):
    """No date is forecast for a plan that was given up."""

    def __init__(self, plan: str, withdrawn_on: date) -> None:
        self.plan, self.withdrawn_on = plan, withdrawn_on
        super().__init__(
            f"Plan {plan} was withdrawn on {withdrawn_on}, so there is no date to make. "
            "Ask about an earlier day with --on."
        )


# Batches and ledgers ---------------------------------------------------------------------------


class BatchAlreadyRecorded(Refusal):
    """A named batch can be recorded once."""

    def __init__(self, batch: str, recorded_at: datetime, recorded_by: str) -> None:
        super().__init__(
            f"Batch {batch} was already recorded at {recorded_at:%Y-%m-%d %H:%M:%S} UTC "
            f"by {recorded_by}. Choose another --batch name, or see it: rientro log --batch {batch}"
        )


class NotFromFile(Refusal):
    """Only a batch that was recorded from a file is replaced by the corrected file."""

    def __init__(self, batch: str) -> None:
        super().__init__(
            f"Batch {batch} was not imported from a file, so no file replaces it. "
            "Void what is wrong, and record it again."
        )


class AlreadySigned(Refusal):
    """One key signs a batch once."""

    def __init__(self, batch: str) -> None:
        super().__init__(f"Batch {batch} was already signed with this key.")


class NoText(Refusal):
    """There is a text to erase only where one was added, and until it was erased."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The event at position {position} has no text, or it was erased already. "
            "See what was recorded: rientro log"
        )


class CanBeRead(Refusal):
    """Only a stored event that cannot be read is set aside, and once."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The event at position {position} can be read, or was set aside already. What was "
            f"recorded by mistake is voided: rientro void --position {position} --reason TEXT"
        )


class WasSetAside(Refusal):
    """Of an event that was set aside nothing is known that could be asked or taken back."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The event at position {position} cannot be read and was set aside, so nobody can say "
            "what it was. See what was recorded: rientro log"
        )


class UnknownBatch(Refusal):
    """A batch must have been recorded."""

    def __init__(self, batch: str) -> None:
        super().__init__(f"No batch {batch} is known. See what was recorded: rientro log")


class NamedTwice(Refusal):
    """One command names an operator once."""

    def __init__(self, operator: str) -> None:
        super().__init__(f"{operator} is named twice. Name every operator once.")


class UnknownOperator(Refusal):
    """An operator must have been recorded."""

    def __init__(self, operator: str, known_at: datetime | None = None) -> None:
        advice = "Check the code with: rientro operator list --on DATE"
        super().__init__(_unknown(f"operator {operator}", advice, known_at))


class UnknownPosition(Refusal):
    """There is no such event."""

    def __init__(self, position: int, last: int) -> None:
        super().__init__(
            f"There is no event at position {position}: the last one is {last}. "
            "See positions with: rientro log"
        )


class LedgerAlreadyOpened(Refusal):
    """A ledger is opened once, by its first event."""

    def __init__(self) -> None:
        super().__init__("A ledger is opened once, by its first event, and keeps its name.")


def _unknown(what: str, advice: str, known_at: datetime | None) -> str:
    """That there is no such thing, or that there was none at an instant of the ledger's past."""
    if known_at is None:
        return f"No {what} is known. {advice}"
    return (
        f"No {what} was known at {known_at:%Y-%m-%d %H:%M:%S} UTC. "
        "Leave --known-at out to ask about what is known now."
    )


def _operators(count: int) -> str:
    return _counted(count, "operator")


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def quoted(text: str, limit: int = 40) -> str:
    """The text as typed, safe to print: shortened, and with control characters spelled out."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown) + '"'
