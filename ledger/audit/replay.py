"""The replay: every event from the first one, read, judged again, and added up anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from domain.event import is_event_of
from ledger.audit.chapter import Chapter, belonging
from ledger.audit.findings import Findings, Kind
from ledger.audit.open_batch import OpenBatch
from ledger.audit.signatures import checked_signatures
from ledger.audit.world import World
from ledger.reading.catching_up import no_meter
from ledger.store import texts
from ledger.store.codec import Malformed, Reader, export_line
from ledger.store.errors import NotPermitted
from ledger.store.passed_over import PassedOver
from proofs.encoding import LONGEST_LINE
from proofs.merkle import Frontier, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.audit.remembered import Remembered
    from ledger.audit.signatures import CheckedSignature
    from ledger.reading.catching_up import Meter
    from ledger.store.codec import RawEvent
    from ledger.store.database import Database
    from ledger.store.passed_over import SetAside
    from projections.view import View


class Replay:
    """One replay of a ledger. Read `chapters` to the end; then `findings` is complete.

    Kept for the whole replay is what the rules may still ask for (`ledger.audit.world`), and the
    right edge of the Merkle tree.
    """

    def __init__(
        self,
        database: Database,
        view: View,
        meter: Meter = no_meter,
        *,
        remembered: Remembered,
        compared: Callable[[], Findings],
    ) -> None:
        """The replay ends at the position of the view.

        Where a checkpoint was signed, as is `remembered`, the tree has to have its root. `compared`
        gives what a comparison of the read model found. It is asked at the end, and not
        where the view ends before the ledger does.
        """
        self.findings = Findings()
        self.set_aside: list[SetAside] = []
        """The events that the owner set aside, as far as they were passed over."""
        self._ahead: deque[SetAside] = deque()
        self.signatures: list[CheckedSignature] = []
        """The signatures of batches, each with what is wrong with it."""
        self.texts_left_out: str | None = None
        """Why the texts were not compared; none where they were, or there are none."""
        self.events = 0
        """How many there are, readable or not."""
        self._position = 0
        self._database = database
        self.view = view
        self._meter = meter
        self._compared = compared
        self._reader = Reader()
        self._passed_over = PassedOver(database, view.connection)
        self._tree = Frontier()
        self._remembered = remembered
        self._world = World()
        self._batch = OpenBatch()
        self._last_recorded_at: datetime | None = None

    def chapters(self) -> Iterator[Chapter]:
        """What happened, chapter by chapter, in the order in which it was recorded."""
        self._check_guards()
        self._check_storage()
        chapter: Chapter | None = None
        for together in self._together():
            if chapter is None or not chapter.goes_on_with(together[0]):
                if chapter is not None:
                    yield self._end(chapter)
                chapter = Chapter(together[0].batch, together[0].recorded_at)
            chapter.add(together)
            for recorded in together:
                self._judge(recorded)
        if chapter is not None:
            yield self._end(chapter)
        self._finish()

    def headcount(self) -> dict[str, int]:
        """Heads per country after all that was replayed."""
        return self._world.headcount()

    @property
    def root(self) -> bytes:
        """The root of the log up to what was replayed: a hash that stands for all of it."""
        return self._tree.root()

    # Reading --------------------------------------------------------------------------------

    def _together(self) -> Iterator[list[Recorded[Event]]]:
        """The events that belong together, as far as they are read at once."""
        last = self.view.position
        for page in self._database.pages(self.view.connection, None, last):
            lines = list(map(export_line, page))
            self._remembered.grow(self._tree, lines)
            self._check_lines(page, b"".join(lines))
            for _, together in groupby(self._readable(page), belonging):
                yield list(together)
            self._meter(page[-1].position, last)

    def _readable(self, page: Sequence[RawEvent]) -> Iterator[Recorded[Event]]:
        read = self._reader.read
        self.events += len(page)
        for raw in page:
            if raw.position != self._position + 1:
                self._found(Kind.POSITION_GAP, _gap(raw.position, self._position), raw)
            if raw.position > 0:
                self._position = raw.position
            try:
                yield read(raw)
            except Malformed as error:
                self._world.note_unreadable(raw.position, leaf_hash(export_line(raw)).hex())
                set_aside = self._passed_over.find(raw)
                if set_aside is None:
                    self._found(Kind(error.finding), error, raw)
                    continue
                self.set_aside.append(set_aside)
                self._ahead.append(set_aside)

    # Judging --------------------------------------------------------------------------------

    def _pass_over(self, before: int) -> None:
        """Let the events before a position that were set aside be where they stood.

        They are met when they are read, which is ahead of when the ones around them are judged.
        """
        while self._ahead and self._ahead[0].position < before:
            set_aside = self._ahead.popleft()
            self._world.pass_over(set_aside.stream)
            self._batch.pass_over(set_aside.stream)

    def _judge(self, recorded: Recorded[Event]) -> None:
        if self._ahead:
            self._pass_over(recorded.position)
        _, stream, version, recorded_at, _, _, event = recorded
        if not is_event_of(stream, event):
            message = f"{event.topic} is no event of {stream}"
            self._found(Kind.WRONG_STREAM, message, recorded)
            return
        if self._last_recorded_at is not None and recorded_at < self._last_recorded_at:
            message = (
                f"recorded at {recorded_at}, earlier than the event before it, "
                f"at {self._last_recorded_at}"
            )
            self._found(Kind.TIME_RUNS_BACKWARDS, message, recorded)
        self._last_recorded_at = recorded_at
        for wrong in self._batch.follow(recorded):
            self._found(Kind.BATCH_BROKEN, wrong, recorded)
        expected, refusal = self._world.follow(recorded)
        if version != expected:
            message = f"version {version} stands where {expected} should"
            self._found(Kind.VERSION_GAP, message, recorded)
        if refusal is not None:
            self._found(Kind.NOT_ALLOWED, refusal, recorded)

    def _finish(self) -> None:
        from ledger.audit.contradictions import contradicted_attestations, contradicted_reports

        for position, site, attested, heads in contradicted_attestations(self._world):
            message = (
                f"{attested.source} counted {attested.heads} heads on {attested.effective_on}, "
                f"the ledger {heads}"
            )
            self.findings.add(
                Kind.ATTESTATION_DIFFERS, message, position=position, stream=f"site:{site}"
            )
        self._check_signatures()
        for position, contract, differ in contradicted_reports(self._world):
            self.findings.add(
                Kind.ATTESTATION_DIFFERS, differ, position=position, stream=f"quality:{contract}"
            )
        for wrong in self._remembered.contradictions(self.events, is_past=self.view.is_past):
            self.findings.add(Kind.CHECKPOINT_DIFFERS, wrong)
        if not self.view.is_past:
            for wrong in self._batch.close():
                self.findings.add(Kind.BATCH_BROKEN, wrong)
            self._compare_texts()
            self.findings.add_all(self._compared())

    def _check_signatures(self) -> None:
        world, connection = self._world, self.view.connection
        self.signatures = checked_signatures(
            self._database, connection, world.signatures, world.batches_opened, self._meter
        )
        for recorded, wrong in self.signatures:
            if wrong is not None:
                self._found(Kind.SIGNATURE_DIFFERS, wrong, recorded)

    def _compare_texts(self) -> None:
        """Compare every note with the hash in its event, where notes may be read."""
        hashes, erased = self._world.texts, self._world.erased
        aside = {each.position for each in self.set_aside}
        try:
            stored = texts.stored_texts(self._database, self.view.connection)
        except NotPermitted as error:
            self.texts_left_out = error.said if hashes else None
            return
        for position in sorted((hashes.keys() | stored.keys()) - aside):
            wrong = texts.wrong_with(stored.get(position), hashes.get(position), position in erased)
            if wrong is not None:
                kind, message = wrong
                there = self._database.at(self.view.connection, (position,))
                stream = next((raw.stream for raw in there), None)
                self.findings.add(Kind(kind), message, position=position, stream=stream)

    def _check_guards(self) -> None:
        for guard in sorted(self._database.missing_guards(self.view.connection)):
            message = f"the trigger {guard}, which keeps what is recorded, is missing"
            self.findings.add(Kind.GUARD_MISSING, message)
        for what in self._database.not_its_own(self.view.connection):
            self.findings.add(Kind.NOT_ITS_OWN, f"{what} is not the ledger's own")

    def _check_storage(self) -> None:
        aside = {each.position for each in self._passed_over.all()}
        odd = self._database.oddly_stored(self.view.connection, self.view.position)
        for position in (each for each in odd if each not in aside):
            message = "a column of it has another type than events are stored with"
            self.findings.add(Kind.MALFORMED_EVENT, message, position=position)

    def _check_lines(self, page: Sequence[RawEvent], together: bytes) -> None:
        """An export is read by lines, so an event's line has no end but its own, and is not too long."""
        if len(together) > LONGEST_LINE:
            for raw in page:
                if len(export_line(raw)) > LONGEST_LINE:
                    message = (
                        f"its line is longer than {LONGEST_LINE:,} bytes, which nobody verifies"
                    )
                    self._found(Kind.MALFORMED_EVENT, message, raw)
        if b"\n" not in together and b"\r" not in together:
            return
        for raw in page:
            has_break = b"\n" in raw.state or b"\r" in raw.state
            if has_break and self._passed_over.find(raw) is None:
                message = "its state has a line break, and an export is read by lines"
                self._found(Kind.MALFORMED_EVENT, message, raw)

    def _found(
        self, kind: Kind, message: str | Exception, where: Recorded[Event] | RawEvent
    ) -> None:
        self.findings.add(kind, message, position=where.position, stream=where.stream)

    def _end(self, chapter: Chapter) -> Chapter:
        chapter.headcount = self._world.headcount()
        return chapter


def _gap(position: int, last: int) -> str:
    if position < 1:
        return f"an event stands at position {position}, before the first"
    return f"position {position} follows {last}"
