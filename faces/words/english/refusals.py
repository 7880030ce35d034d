"""Refusals and errors in English, by the name of their class: what is so, and what to do.

Places are the facts of the refusal. `Name.fact` is said if that fact is given, and `Name.word` if a
fact is that word; a `phrase` is a fact that names words in PHRASES, and `{rientro:…}` is a command
that works as it is printed. Another language is another file with the same keys and places.
"""

from __future__ import annotations

MESSAGES = {
    "AheadOfTheClock": (
        "The last event of the ledger {where} says that it was recorded at {last:instant} "
        "UTC, more than a day ahead of the clock, which says {clock:instant} UTC. Nothing was "
        "recorded."
    ),
    "AlreadyHired": "{operator} is at {site}, by a movement of {since}, and cannot be hired again.",
    "AlreadyLeft": "{operator} left on {left_on} and cannot be moved after that.",
    "AlreadySigned": "Batch {batch} was already signed with this key.",
    "AmbiguousPlace": "{code} is a country and a site here.",
    "BadMapping": "The mapping {mapping:quoted-100} cannot be used: {why:phrase}",
    "BadRows": "The file has {count:problem}. Nothing of it was recorded.",
    "BadRows.many": "The file has 100 or more problems. Nothing of it was recorded.",
    "BadValue": "{column} of {where}: {why:phrase}",
    "BatchAlreadyRecorded": "Batch {batch} was already recorded at {recorded_at:instant} UTC by {recorded_by}.",
    "BeyondLedger": "There is no position {position}: the ledger has the positions 1 to {last}.",
    "CanBeRead": "The event at position {position} can be read, or was set aside already.",
    "CannotBeVoided": (
        "What is recorded there, of {stream} {code}, cannot be voided, or was voided already."
    ),
    "CannotBeVoided.ledger": "What is recorded there, of the ledger itself, cannot be voided, or was voided already.",
    "ChangeOutOfOrder": "{what:phrase} began or last changed on {latest_on}, which is not before {on}.",
    "CodesExhausted": "Codes made from {site} would be longer than 64 characters.",
    "ContractAlreadyEnded": "Contract {contract} already ended on {ended_on}.",
    "ContractAlreadySigned": "Contract {contract} was already signed from {signed_on} on with other facts.",
    "ContractEndsBeforeItStarts": "Contract {contract} runs from {signed_on} and cannot end on {on}.",
    "ContractNotRunning": "Contract {contract} ended on {ended_on} and does not run on {on}.",
    "ContractNotRunning.runs_from": "Contract {contract} runs from {runs_from} and does not run on {on}.",
    "DamagedFigures": "The figures of the ledger {where} are damaged: {what:phrase}.",
    "DamagedLedger": "The ledger {where} is damaged ({detail:phrase}).",
    "DeadlineBeforeBaseline": (
        "The deadline {deadline_on} must come after the baseline {baseline_on}, from which "
        "the plan is measured."
    ),
    "DiskFull": "The disk of the ledger {where} is full. Nothing was recorded.",
    "EventsRefused": "The events do not make a ledger: {problem:clause}. Nothing was recorded.",
    "EventsRefused.kind": "The events do not make a ledger: {kind}: {problem:finding}. Nothing was recorded.",
    "EventsRefused.position": (
        "The events do not make a ledger: line {position} ({stream}): {kind}: "
        "{problem:finding}. Nothing was recorded."
    ),
    "FileExists": "{path:bare} exists and is not overwritten. It is {what:phrase}.",
    "FileTooLarge": "The file has more than {most:mib} MiB, which is the most that is read.",
    "GuardsMissing": (
        "The triggers that keep events from being changed are not as they should be: "
        "{missing:sorted}. Nothing is signed."
    ),
    "HistoryDiffers": "{code}: {what:phrase}, which the history before it contradicts.",
    "Interrupted": "The server of the ledger {where} ended the command ({said}). Nothing was recorded.",
    "InvalidArea": "{where}: {text:quoted} is no area: write country:IT or union:EU, for example.",
    "InvalidCode": "{text:quoted} is not {what:phrase}: use 1 to 64 letters, digits and . _ / - only.",
    "InvalidDate": "{text:quoted} is not a date from 1900 to 2200: write it like {example:phrase}.",
    "InvalidFte": (
        "{text:quoted} is not an FTE: write a number from 0 to 1, with at most 4 decimals, "
        "like 0.5."
    ),
    "InvalidInstant": (
        "{text:quoted} is not an instant: write a date like 2018-09-30, which means its end, "
        "or a date and time in UTC like 2018-09-30T12:00:00Z."
    ),
    "InvalidMonth": "{text:quoted} is not a month from 1900 to 2200: write it like 2018-03.",
    "InvalidPercent": (
        "The {what:phrase} is {text:quoted}: write a percentage above 0 and at most 100, with at "
        'most four decimals and in quotes, like "79.5".'
    ),
    "InvalidPeriod": (
        "{text:quoted} is not a period of whole months from 1900 to 2200: write it like "
        "2018-06, 2018-Q2, 2018-H1 or 2018."
    ),
    "InvalidText": (
        "The {what:phrase} must be 1 to {limit} characters of plain text, without control "
        "characters."
    ),
    "LedgerAlreadyOpened": "A ledger is opened once, by its first event, and keeps its name.",
    "LedgerExists": "{where} already exists.",
    "ListRewritten": (
        "Checkpoint {number} in the ledger's list was changed: {why:phrase}. Nothing is "
        "signed or proved."
    ),
    "LockedLedger": (
        "The ledger {where} was in use by another program for {seconds:g} seconds. Nothing "
        "was recorded."
    ),
    "LogBroken": "The log is not whole: {why:phrase}. Nothing is signed or proved.",
    "LogRewritten": (
        "The first {size} events are not those of a checkpoint that was taken of them: an "
        "event among the first {size} was changed. Nothing is signed or proved."
    ),
    "LogRewritten.intact": (
        "The first {size} events are not those of a checkpoint that was taken of them: an "
        "event from position {intact:next} on was changed. Nothing is signed or proved."
    ),
    "LogShorter": (
        "The ledger has {events} events, and a checkpoint is of {size}: events are missing at "
        "its end. Nothing is signed or proved."
    ),
    "LostConnection": "The connection to the ledger {where} was lost: {said}. Nothing was recorded.",
    "MissingKey": "{where}: {key} is missing.",
    "MissingLedger": "There is no ledger at {where}.",
    "NameLikeAnId": "{text:quoted} ends like the id of a ledger, which checkpoints have behind the name.",
    "NamedTwice": "{operator} is named twice.",
    "NamedTwiceInText": "{what:phrase} {code} is named twice.",
    "NeededElsewhere": "Something of your own depends on the figures of the ledger {where}: {said}.",
    "NewerLedger": (
        "The ledger {where} was written by a newer rientro (tables of version {found}, this "
        "one knows {known})."
    ),
    "NoFloor": "The commitment {commitment} has no floor, so nothing could be judged by it.",
    "NoPlaceLeft": "Plan {plan} would be left without an origin or without a destination.",
    "NoRoles": "The ledger {where} is a file, and a file has no roles: who may write it may do all.",
    "NoText": "The event at position {position} has no text, or it was erased already.",
    "NotACheckpointFile": "{path} is not a checkpoint to prove something with: {why:phrase}.",
    "NotAFileName": "{path:quoted-200} {why:phrase}.",
    "NotAKey": "{path} is not a {what:phrase} key: {why:phrase}.",
    "NotALedger": "{where} is not a ledger: {what:phrase}.",
    "NotAsWritten": (
        "The ledger {where} would not keep what is recorded as it is: what it holds at "
        "position {first} is not what was written there. Nothing was recorded. A trigger, a "
        "rule or a policy that is not the ledger's own changes it."
    ),
    "NotAsWritten.several": (
        "The ledger {where} would not keep what is recorded as it is: what it holds at "
        "positions {first} to {last} is not what was written there. Nothing was recorded. A "
        "trigger, a rule or a policy that is not the ledger's own changes it."
    ),
    "NotAtSite": "{operator} is at {actual}, not at {site}.",
    "NotCovered": "No signed checkpoint covers position {position}.",
    "NotEnoughOperators": "{asked} operators were asked for, but {there} can be picked at {site} on {on}.",
    "NotEnoughOperators.moving_later": (
        "{asked} operators were asked for, but {there} can be picked at {site} on {on}. "
        "{moving_later} more already have a movement after that date."
    ),
    "NotFromFile": "Batch {batch} was not imported from a file, so no file replaces it.",
    "NotHired": "{operator} was never hired, so there is nothing to move.",
    "NotHiredBefore": "{operator} was never hired, so there is nothing to move.",
    "NotInPlan": "Plan {plan} does not name {named}, so it cannot be dropped.",
    "NotLatestMovement": "{operator} has a later movement: {later}.",
    "NotPermitted": "The ledger {where} does not let you do that ({said:phrase}). Nothing was recorded.",
    "NotToml": "The terms cannot be read: {problem:quoted-200}.",
    "NothingCameBack": (
        "In the {weeks:week} up to {on}, {net} posts came back for plan {plan} net of those "
        "lost, and nothing recorded ahead reaches the target, so there is no rate to go by."
    ),
    "NothingChanges": "{operator} already works on that contract at those hours, with that engagement.",
    "NothingDiffers": "All this holds of {what:phrase} already, since {since}.",
    "NothingSigned": "No checkpoint was signed in this ledger, so there is nothing to verify it with.",
    "NothingToDraft": "No mapping can be drafted: {why:phrase}",
    "NothingToVoid": "{operator} has no movement that could be voided.",
    "NothingToVoid.since": "{operator} has no movement on or after {since} that could be voided.",
    "OfAnotherLedger": "{path} is a checkpoint of the ledger {origin:quoted}, and this is {ledger:quoted}.",
    "OldServer": "The server of {where} is PostgreSQL {version}; version {oldest} or newer is needed.",
    "OlderTables": (
        "The figures of the ledger {where} are in tables of version {found}, and this rientro "
        "needs version {known}."
    ),
    "OneDeadline": (
        "The rule {rule} has to say when a notice is due in one way: either days_before, or "
        "present_on together with due_on."
    ),
    "OpensAfterUse": "Somebody is at {site} on {used_on}, so it did not open on {on}.",
    "OutOfOrder": (
        "{operator} already has a movement on {latest_on}, which is later than {effective_on}."
    ),
    "OutcomeUnknown": (
        "The connection to the ledger {where} was lost while it recorded, and the server "
        "could not be asked again. It is not known whether anything was recorded."
    ),
    "OvertakenLedger": "Another program changed the ledger {where} at the same time. Nothing was recorded.",
    "OwnersAlone": (
        "The ledger {where} does not let you do that (only the owner of its tables may {said:phrase}). "
        "Nothing was recorded."
    ),
    "ParquetMissing": "Parquet needs the library pyarrow, which is not installed beside rientro.",
    "PersonalCode": (
        "This code looks like {looks_like:phrase}. A ledger is kept for ever and holds no "
        "personal data: give a pseudonymous code, such as OP-1042."
    ),
    "PlacesOverlap": "{places:listed} would be both an origin and a destination.",
    "PlanAlreadyAnnounced": "Plan {plan} was already announced on {on} with other terms.",
    "PlanAlreadyWithdrawn": "Plan {plan} was withdrawn on {on} and cannot be changed.",
    "PlanNamesTwice": "{named} is named twice.",
    "PlanOutOfOrder": "Plan {plan} was announced or last changed on {latest_on}, which is later than {on}.",
    "PlanUnchanged": "Plan {plan} already has the target {target} and the deadline {deadline_on}.",
    "PlanWithdrawn": "Plan {plan} was withdrawn on {withdrawn_on}, so there is no date to make.",
    "ReadOnlyLedger": "The ledger {where} cannot be written. Nothing was recorded.",
    "ReadOnlyLedger.server": (
        "The ledger {where} cannot be written. Nothing was recorded. Its server or your user "
        "is set to read only."
    ),
    "RegionElsewhere": "{site} would be in region {region}, which is not in {country}.",
    "ReservedCode": "{code:quoted} means no contract.",
    "RuleEndsFirst": (
        "The rule {rule} cannot be in force from {in_force_from} until {in_force_until}: "
        "until is the last day, and cannot be earlier."
    ),
    "SameSite": "{operator} is already at {site}.",
    "SiteAlreadyClosed": "{site} is already closed from {closed_on} on.",
    "SiteAlreadyOpen": "{site} was already opened on {opened_on} with other facts.",
    "SiteClosesTooEarly": "{site} is open from {opened_on} and cannot close on {on}.",
    "SiteIsClosed": "{site} is closed from {closed_on} on and is not open on {on}.",
    "SiteNotEmpty": "There would still be {heads:operator} at {site} on {on}.",
    "SiteNotEmpty.later": (
        "There would still be {heads:operator} at {site} on {last_on}, after it would close "
        "on {on}."
    ),
    "SiteNotYetOpen": "{site} opens on {opened_on} and is not open on {on}.",
    "StillBesideIt": (
        "That the text is erased was recorded, and the ledger {where} does not have it any more. "
        "But another program had the ledger open for {seconds:g} seconds, so the text may still "
        "stand in {log} beside it."
    ),
    "StillLeanedOn": "{what:phrase} cannot be voided while {leaning:phrase}.",
    "SucceedsItself": "Contract {contract} would succeed itself, by {through}.",
    "TextsRefused": "The file of notes cannot be taken: line {line} {why:phrase}. Nothing was created.",
    "TooFewInCheckpoint": "The checkpoint is of {size} events, before position {position} was recorded.",
    "TooLittleHistory": (
        "Plan {plan} has {weeks:whole-week} to draw from, {moving_weeks} of them with "
        "arrivals at the destinations."
    ),
    "TooLongForXlsx": "An XLSX sheet holds {most:,} rows at most, and there are more.",
    "TookTooLong": "The ledger {where} gave no answer within {seconds:g} seconds.",
    "TooManyDownsized": "{site} has {heads:operator} on {on} and cannot release {operators}.",
    "UnionSpellEndsFirst": (
        "{country} cannot be in {union} from {since} until {until}: until is the first day no "
        "longer in it, and has to be later."
    ),
    "UnionSpellsOverlap": "{country} is in {union} already on {since}.",
    "UnknownBatch": "No batch {batch} is known.",
    "UnknownCheckpoint": "There is no checkpoint {number}: {listed} were signed here.",
    "StartsAfterUse": "Somebody is on contract {contract} on {used_on}, so it cannot run only from {on} on.",
    "UnknownContract": "No contract {contract} is known.",
    "UnknownContract.known_at": "No contract {contract} was known at {known_at:instant} UTC.",
    "NotKnown": "No {what:phrase} {value:quoted} is known.",
    "NotKnown.known_at": "No {what:phrase} {value:quoted} was known at {known_at:instant} UTC.",
    "CodeNearlyKnown": (
        "No {kind:phrase} {code} is known, but {known} is, which differs only in case or leading zeros."
    ),
    "InvalidNumber": "{text:quoted} is not a whole number from {least} to {most}: write it in digits, like 25.",
    "InvalidNumber.parted": (
        "{text:quoted} is not a whole number from {least} to {most}: write it without a separator, "
        "like {parted}."
    ),
    "UnknownCountry": (
        "{text:quoted} is not a country: write its ISO 3166-1 code of two capital letters, "
        "like IT or RO."
    ),
    "UnknownKey": "{where}: {key:quoted} is not known here.",
    "UnknownOperator": "No operator {operator} is known.",
    "UnknownOperator.known_at": "No operator {operator} was known at {known_at:instant} UTC.",
    "UnknownPlace": "{place:quoted} is neither a country nor a known site.",
    "UnknownPlan": "No plan {plan} is known.",
    "UnknownPlan.known_at": "No plan {plan} was known at {known_at:instant} UTC.",
    "UnknownPosition": "There is no event at position {position}: the last one is {last}.",
    "UnknownRegion": (
        "{text:quoted} is not a region of {country}: write its ISO 3166-2 code, which begins "
        "with {country}-, like IT-88 for Sardegna."
    ),
    "UnknownShipped": "No file {file:quoted} is shipped.",
    "UnknownSite": "No site {site} is known.",
    "UnknownSite.known_at": "No site {site} was known at {known_at:instant} UTC.",
    "UnknownUnion": "The rule {rule} speaks of the union {union}, whose members nobody has described.",
    "UnreachableLedger": "The ledger {where} cannot be opened: {detail:phrase}.",
    "UnreadableEvent": (
        "The ledger {where} is damaged ({which:phrase} cannot be read: {detail:phrase}; "
        "{rientro:audit replay} finds it)."
    ),
    "VoidedAlready": "No movement of batch {batch} stands any more: there is nothing to void.",
    "WasSetAside": (
        "The event at position {position} cannot be read and was set aside, so nobody can say "
        "what it was."
    ),
    "WouldNotBeRead": (
        "What should be recorded in the ledger {where} could not be read again "
        "({detail:phrase}). Nothing was recorded."
    ),
    "WrongValue": "{where}: {key} has to be {expected:phrase}.",
}
"""What is so."""

ADVICE = {
    "AheadOfTheClock": (
        "Put the clock right, of this machine or of the ledger's server. If it is right, the "
        "clock was wrong when that event was recorded: restore a backup from before it, or "
        "record again from {last:a-day-before} UTC on."
    ),
    "AlreadyHired": "Transfer the operator, or record first that the operator left.",
    "AlreadyLeft": (
        "Check the code, or record a new hire. If the leaving itself is wrong, void it: "
        "{rientro:void {operator} --reason TEXT}"
    ),
    "AmbiguousPlace": "Write country:{code} or site:{code}.",
    "BatchAlreadyRecorded": "Choose another --batch name, or see it: {rientro:log --batch {batch}}",
    "CanBeRead": (
        "What was recorded by mistake is voided: {rientro:void --position {position} --reason TEXT}"
    ),
    "CannotBeVoided": (
        "Movements, outside counts, openings and closings of sites, signings and ends of contracts, "
        "and what was said of plans can be. See what was recorded: {rientro:log}"
    ),
    "CannotBeVoided.voidable_batch": (
        "Movements, outside counts, openings and closings of sites, signings and ends of contracts, "
        "and what was said of plans can be. Void its movements: {rientro:void --batch {voidable_batch} "
        "--reason TEXT}"
    ),
    "ChangeOutOfOrder": "Give a later date, or correct what was written down wrong.",
    "CodesExhausted": "Name the operators, or use a site with a shorter code.",
    "ContractAlreadyEnded": (
        "If that is wrong, void it by its position in {rientro:log --stream "
        "contract:{contract}}: {rientro:void --position N --reason TEXT}"
    ),
    "ContractAlreadySigned": "See them with: {rientro:contract list}, or sign the new one under another code.",
    "ContractEndsBeforeItStarts": "Give a later date.",
    "ContractNotRunning": "Give another date, another contract, or none.",
    "DamagedFigures": "Build them anew from the events: {program:--ledger {where:shell} db rebuild}",
    "DamagedLedger": "Restore it from a backup; do not write to it, so that nothing more is lost.",
    "DeadlineBeforeBaseline": "Give a later deadline.",
    "DiskFull": "Make room and try again.",
    "EventsRefused": "Get the file anew from where it was exported.",
    "FileExists": "Name another file.",
    "FileExists.may_replace": "Name another file, or give --replace to put the new one in its place.",
    "FileTooLarge": "Save the sheet alone, without pictures, or split it into several files.",
    "GuardsMissing": "Find out why, then put them back with: {rientro:audit guard}",
    "Interrupted": "Try again, or ask its owner for more time.",
    "LedgerExists": "Use it as it is, or name another.",
    "LedgerExists.may-be-replaced": "Name another file with --ledger, or give --replace.",
    "LedgerExists.no-demonstration": "It is not a demonstration, so it is not replaced. Name another file with --ledger.",
    "ListRewritten": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LockedLedger": "Try again when it is done.",
    "LogBroken": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LogRewritten": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LogShorter": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LostConnection": "Try again when the server can be reached.",
    "MissingKey": "Give it: nothing is assumed in its place.",
    "MissingLedger": (
        "Create it with: {program:--ledger {where:shell} init}, or name another with --ledger."
    ),
    "NameLikeAnId": "Give the ledger another name.",
    "NamedTwice": "Name every operator once.",
    "NamedTwiceInText": "Name it once.",
    "NeededElsewhere": "Drop it, run the command again, and make it anew.",
    "NewerLedger": "Update rientro and try again.",
    "NoFloor": "Give it a floor, a hold_above, or both.",
    "NoPlaceLeft": "Add another place as well.",
    "NoRoles": "Roles are for a ledger on a PostgreSQL server.",
    "NoText": "See what was recorded: {rientro:log}",
    "NotAFileName": "Name another file with --to.",
    "NotALedger": "Name a ledger with --ledger.",
    "NotAsWritten": "Look for it with: {program:--ledger {where:shell} doctor}; remove it and try again.",
    "NotAtSite": "Name {actual}, or leave the site out.",
    "NotCovered": "Take one with: {rientro:audit checkpoint --key FILE}",
    "NotEnoughOperators": "See who is there: {rientro:operator list --at {site} --on {on}}",
    "NotFromFile": "Void what is wrong, and record it again.",
    "NotHired": (
        "Check the code, or record the hire first: {rientro:hire {operator} --at SITE --on DATE}"
    ),
    "NotHiredBefore": (
        "Check the code, or record the hire first: {rientro:hire {operator} --at SITE --on "
        "DATE} Rows of one day are taken in the order of the file: if its newest row stands "
        "first, turn it round."
    ),
    "NotInPlan": "See what it names: {rientro:plan show {plan}}",
    "NotLatestMovement": (
        "Void that one first, or void both with: {rientro:void {operator} --back-to DATE "
        "--reason TEXT}"
    ),
    "NotPermitted": "Ask its owner for a role that may; {rientro:db roles} shows what each one may do.",
    "NotToml": "Write them as TOML in UTF-8, like the files that are shipped.",
    "NothingCameBack": "See day by day what happened: {rientro:progress {plan} --history --on {on}}",
    "NothingChanges": "Give another contract, other hours or another engagement.",
    "NothingDiffers": "Say what changes.",
    "NothingSigned": "Give --key FILE to sign one; make a key with: {rientro:audit keygen --to FILE}",
    "NothingToVoid": "See what was recorded: {rientro:operator show {operator}}",
    "OfAnotherLedger": "Name the right one with --checkpoint or --ledger.",
    "OlderTables": "Run: {program:--ledger {where:shell} db upgrade}",
    "OpensAfterUse": "Give an earlier date.",
    "StartsAfterUse": "Give an earlier date, or void those movements first.",
    "UnknownContract.known_at": "Leave --known-at out to ask about what is known now.",
    "OutOfOrder": "Void the later movement first: {rientro:void {operator} --reason TEXT}",
    "OutcomeUnknown": "Look there before you try again.",
    "OutcomeUnknown.stream": (
        "All of it was if `{rientro:log --stream {stream}}` shows position {position}, "
        "version {version}, and nothing was if it does not. Look there before you try again."
    ),
    "OvertakenLedger": "Try again.",
    "OwnersAlone": "Ask whoever made the ledger on the server.",
    "ParquetMissing": (
        "Install it in the same environment (pipx inject rientro pyarrow, or pip install "
        "pyarrow), or export as csv."
    ),
    "PlacesOverlap": "Name places in --from and --to that do not overlap.",
    "PlanAlreadyAnnounced": (
        "To change its target or deadline: {rientro:plan revise {plan} --target N --on DATE "
        "--reason TEXT}"
    ),
    "PlanAlreadyWithdrawn": (
        "Announce a new plan under another code. If that is wrong, void it by its position "
        "in {rientro:log --stream plan:{plan}}: {rientro:void --position N --reason TEXT}"
    ),
    "PlanNamesTwice": "Name every place and every contract once.",
    "PlanOutOfOrder": "Give a date from {latest_on} on.",
    "PlanUnchanged": "Give a --target or a --deadline that differs.",
    "PlanWithdrawn": "Ask about an earlier day with --on.",
    "ReadOnlyLedger": "Check the permissions of the file and its folder.",
    "ReadOnlyLedger.server": "",
    "RegionElsewhere": "Give both.",
    "ReservedCode": "Give the contract another code.",
    "SameSite": (
        "A transfer changes the site; to change the contract, the hours or the engagement "
        "there, use: {rientro:reassign {operator} --contract CODE --on DATE}"
    ),
    "SiteAlreadyClosed": (
        "If that is wrong, void it by its position in {rientro:log --site {site}}: "
        "{rientro:void --position N --reason TEXT}"
    ),
    "SiteAlreadyOpen": "See them with: {rientro:site show {site}}, or open the new site under another code.",
    "SiteClosesTooEarly": "Give a later date.",
    "SiteIsClosed": "Give an earlier date or another site.",
    "SiteNotEmpty": (
        "Transfer or release them first; see who they are: {rientro:operator list --at {site} "
        "--on {last_on}}"
    ),
    "SiteNotYetOpen": "Give a date from {opened_on} on.",
    "StillBesideIt": "It is gone once every program that has the ledger open has ended.",
    "StillLeanedOn": "Void that first, by its position in: {rientro:log}",
    "SucceedsItself": "Name the contract that came before it.",
    "TooFewInCheckpoint": "Name a later one with --checkpoint, or leave it out.",
    "TooLittleHistory": (
        "A forecast needs 8, and 4 with arrivals. Ask again with --on {ask_again_on} or later."
    ),
    "TooLongForXlsx": "Export as csv, jsonl or parquet.",
    "TookTooLong": "Ask of fewer days, or on a command line, which waits.",
    "TooManyDownsized": "See who is there: {rientro:operator list --at {site} --on {on}}",
    "UnionSpellsOverlap": "Write until for the spell before, or make one spell of both.",
    "UnknownBatch": "See what was recorded: {rientro:log}",
    "UnknownCheckpoint": "See them with: {rientro:audit checkpoints}",
    "UnknownContract": (
        "Check the code with: {rientro:contract list}, or sign it: {rientro:contract sign "
        "{contract} --client NAME --on DATE}"
    ),
    "UnknownKey": "What is known: {known:sorted}.",
    "NotKnown": "Check how it is written.",
    "NotKnown.near": "Did you mean {near:either}?",
    "NotKnown.known": "Known are {known:those}.",
    "NotKnown.known_at": "Leave --known-at out to ask about what is known now.",
    "CodeNearlyKnown": "Did you mean {known}? If {code} is another {kind:phrase}, add --new-code.",
    "UnknownOperator": "Check the code with: {rientro:operator list --on DATE}",
    "UnknownOperator.known_at": "Leave --known-at out to ask about what is known now.",
    "UnknownPlace": "Write a country in two capital letters, like RO, or a site from: {rientro:site list}",
    "UnknownPlan": "Check the code with: {rientro:plan list}",
    "UnknownPlan.known_at": "Leave --known-at out to ask about what is known now.",
    "UnknownPosition": "See positions with: {rientro:log}",
    "UnknownShipped": "What is shipped: {known:sorted}.",
    "UnknownSite.near": "Did you mean {near}? All are in: {rientro:site list}",
    "UnknownSite": (
        "Check the code with: {rientro:site list}, or open it: {rientro:site open {site} "
        "--country CC --on DATE}"
    ),
    "UnknownSite.known_at": "Leave --known-at out to ask about what is known now.",
    "UnknownUnion": "Adopt a file that describes them; one is shipped for EU.",
    "UnreachableLedger": "Check the name and that it can be reached from here.",
    "UnreadableEvent": (
        "Restore a backup from before the damage. If no backup has the event, the owner of the "
        "ledger sets it aside: {program:--ledger {where:shell} db set-aside --position N "
        "--reason TEXT}"
    ),
    "VoidedAlready": "See what happened: {rientro:log --batch {batch}}",
    "WasSetAside": "See what was recorded: {rientro:log}",
    "WouldNotBeRead": "Check what was given, and this machine's clock.",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "ChangeOutOfOrder.contract": "Contract {code}",
    "ChangeOutOfOrder.site": "Site {code}",
    "DamagedFigures.columns-differ": "a table of theirs lacks a column, or has one of another type",
    "DamagedFigures.hold-more": "they hold more than they say that they do",
    "DamagedLedger.gaps-or-beginning": "its events have gaps, or do not begin at position 1",
    "DamagedLedger.not-what-was-written": "it does not hold what was written to it",
    "EventsRefused.no-events": "the file has no events",
    "EventsRefused.no-opening": "line 1 is not the opening of a ledger",
    "EventsRefused.number-too-large": "a number in it is larger than a ledger can hold",
    "HistoryDiffers.correction": "a correction says what stood there",
    "HistoryDiffers.more-movements": "a batch has more movements than events",
    "HistoryDiffers.other-hash": "an event that was set aside had another hash",
    "HistoryDiffers.reassignment-elsewhere": "a reassignment would change the site",
    "HistoryDiffers.void-of-announcement": "a void names its announcement",
    "HistoryDiffers.void-of-closing": "a void names its closing",
    "HistoryDiffers.void-of-end": "a void names its end",
    "HistoryDiffers.void-of-movement": "a void says where the operator was",
    "HistoryDiffers.void-of-opening": "a void names its opening",
    "HistoryDiffers.void-of-outside-count": "a void names an outside count",
    "HistoryDiffers.void-of-revision": "a void names its latest revision",
    "HistoryDiffers.void-of-signing": "a void names its signing",
    "HistoryDiffers.void-of-withdrawal": "a void names its withdrawal",
    "ListRewritten.column-type": "a column of it has another type than it is stored with",
    "ListRewritten.missing": "it is missing",
    "ListRewritten.not-of-its-note": "its size or root is not that of its note",
    "ListRewritten.right-edge": "its right edge does not give its root",
    "NotAFileName.file-for-proofs": "is a file, and no folder for proofs",
    "NotAFileName.folder": "is a folder",
    "NotAFileName.no-file": "is no file, and nothing can be written to it",
    "NotAFileName.no-file-beside": "is no file, and another file goes beside it",
    "NotAFileName.no-name": "is not the name of a file",
    "NotAFileName.no-such-folder": "is in a folder that does not exist",
    "NotAFileName.pipe-unread": "is a pipe that nobody reads",
    "NotAFileName.the-ledger": "is the ledger itself, which is never written over",
    "NotALedger.another-kind": "it is a file of another kind",
    "NotALedger.another-program": "it is another program's database",
    "NotALedger.device-or-pipe": "it is a device or a pipe, and no file",
    "NotALedger.empty-file": "it is an empty file; {rientro:init} makes a ledger of it",
    "NotALedger.folder": "it is a folder",
    "NotALedger.no-opening": "it does not begin with the opening of a ledger",
    "NotAsWritten.not-as-written": "what it holds at position {first} is not what was written there",
    "NothingDiffers.contract": "contract {code}",
    "NothingDiffers.site": "site {code}",
    "NotAKey.private": "private",
    "NotAKey.public": "public",
    "PersonalCode.e-mail-address": "an e-mail address",
    "PersonalCode.italian-codice-fiscale": "an Italian codice fiscale",
    "StillLeanedOn.announcement": "The announcement of plan {code}",
    "StillLeanedOn.its-change": "its change on {on} stands",
    "StillLeanedOn.its-closing": "its closing on {on} stands",
    "StillLeanedOn.its-end": "its end on {on} stands",
    "StillLeanedOn.its-revision": "its revision of {on} stands",
    "StillLeanedOn.its-withdrawal": "its withdrawal stands",
    "StillLeanedOn.opening": "The opening of {code}",
    "StillLeanedOn.outside-count": "an outside count of {on} stands",
    "StillLeanedOn.plan": "What plan {code} says",
    "StillLeanedOn.revision": "That revision of plan {code}",
    "StillLeanedOn.signing": "The signing of {code}",
    "StillLeanedOn.somebody": "somebody is there on {on}",
    "StillLeanedOn.somebody-on-it": "somebody is on it on {on}",
    "StillLeanedOn.named-by-plan": "plan {by} names it",
    "StillLeanedOn.succeeded": "contract {by} succeeds it",
    "TextsRefused.position-taken": "is of a position that another has, or none can have",
    "UnreachableLedger.almost-an-address": (
        "a database is named by its URL: postgresql://USER@HOST/DATABASE"
    ),
    "UnreachableLedger.control-characters": "the name has control characters",
    "UnreachableLedger.url-signs": (
        "in a URL, the signs @ / ? % and : in a user's name, a password or an option are "
        "written as %40 %2F %3F %25 and %3A"
    ),
    "UnreadableEvent.event": "an event",
    "UnreadableEvent.its-last-event": "its last event",
    "WrongValue.date-in-reach": "a date from 1900 to 2200",
    "WrongValue.date-without-quotes": "a date without quotes, like 2018-05-04",
    "WrongValue.percentage-in-quotes": 'a percentage in quotes, like "79.5"',
    "WrongValue.text-in-quotes": "text in quotes",
    "WrongValue.true-or-false": "true or false",
}
"""Parts of sentences that facts name."""

FINDINGS = {
    "DamagedFigures": "{what:phrase}",
    "ListRewritten": "checkpoint {number} in the ledger's list was changed: {why:phrase}",
}
"""What a replay says of an error that it met, which it goes on from."""
