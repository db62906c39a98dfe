"""The verbs of kits, interviews and seats: what they do, and what they refuse."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from interview.models import Candidate, Interview, Kit, Refused, Seat
from interview.state import Entry
from tests.factories import (
    make_candidate,
    make_chain,
    make_empty_kit,
    make_interview,
    make_kit,
    make_pack,
    make_question,
    make_seat,
    make_user,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def running_seat():
    """A seat whose interview of one question started at noon."""
    seat = make_seat()
    seat.start(NOON)
    return seat


def titles(kit):
    return [str(chain.root) for chain in kit.chains.all()]


class TestKit:
    def test_picks_a_chain_with_the_minutes_that_its_cards_plan(self):
        root = make_chain(follow_ups=["Why?", "How?"], minutes=5)

        chain = make_empty_kit().pick(root)

        assert (chain.minutes, chain.core, chain.position) == (11, True, 0)

    def test_picks_a_chain_with_given_minutes_as_an_optional_one(self):
        chain = make_empty_kit().pick(make_question(), minutes=9, core=False)
        assert (chain.minutes, chain.core) == (9, False)

    def test_picks_each_chain_once_and_leaves_it_as_it_is(self):
        kit, root = make_empty_kit(), make_question()
        first = kit.pick(root, minutes=9)

        assert kit.pick(root, minutes=4) == first
        assert [chain.minutes for chain in kit.chains.all()] == [9]

    def test_picks_many_in_their_order_after_those_that_are_there(self):
        pack = make_pack()
        one, two, three = (make_question(f"Q{n}?", pack=pack) for n in (1, 2, 3))
        kit = make_kit(two)

        kit.pick_all([three, two, one, three])

        assert titles(kit) == ["Q2?", "Q3?", "Q1?"]

    def test_a_chain_never_plans_more_minutes_than_a_kit_can_say(self):
        root = make_chain(follow_ups=["a", "b", "c", "d"], minutes=60)
        for question in root.follow_ups.all():
            question.revise(question.card.model_copy(update={"minutes": 60}))

        assert make_empty_kit().pick(root).minutes == 240

    @pytest.mark.parametrize("count", [1, 16])
    def test_picking_costs_the_same_queries_for_any_number(self, count, django_assert_num_queries):
        pack, kit = make_pack(), make_empty_kit()
        roots = [make_chain(f"Q{n}?", ["Why?"], pack=pack) for n in range(count)]
        with django_assert_num_queries(6):
            kit.pick_all(roots)

    def test_refuses_a_follow_up(self):
        follow_up = make_chain(follow_ups=["Why?"]).follow_ups.get()
        kit = make_empty_kit()
        with pytest.raises(Refused, match="not_a_root"):
            kit.pick_all([make_question(), follow_up])
        assert titles(kit) == []

    def test_refuses_a_retired_question(self):
        root = make_question()
        root.retire()
        with pytest.raises(Refused, match="retired"):
            make_empty_kit().pick(root)

    def test_counts_the_minutes_of_chains_that_are_not_retired(self):
        one, two = make_question(minutes=4), make_question(minutes=5)
        make_kit(one, two)

        found = Kit.objects.with_sums().get()
        assert (found.chain_count, found.total) == (2, 9)

        one.retire()

        found = Kit.objects.with_sums().get()
        assert (found.chain_count, found.total) == (1, 5)

    def test_an_empty_kit_has_no_minutes(self):
        found = Kit.objects.with_sums().get(pk=make_empty_kit().pk)
        assert (found.chain_count, found.total) == (0, 0)

    def test_a_chain_steps_up_and_down_and_stays_at_the_ends(self):
        kit = make_kit(*[make_question(f"Q{n}?") for n in (1, 2, 3)])
        first, _second, last = kit.chains.all()

        first.step(-1)
        last.step(1)
        assert titles(kit) == ["Q1?", "Q2?", "Q3?"]

        last.step(-1)
        assert titles(kit) == ["Q1?", "Q3?", "Q2?"]

        first.step(1)
        assert titles(kit) == ["Q3?", "Q1?", "Q2?"]

    def test_is_discarded_with_its_chains_while_no_interview_uses_it(self):
        kit = make_kit()
        kit.discard()
        assert not Kit.objects.exists()

    def test_is_not_discarded_once_an_interview_uses_it(self):
        kit = make_interview().kit
        with pytest.raises(Refused, match="in_use"):
            kit.discard()
        assert kit.chains.count() == 1


class TestInterview:
    def test_is_planned_with_a_seat_for_each_user_once(self):
        minji, dana = make_user("Minji"), make_user("Dana")
        interview = Interview.objects.plan(
            candidate=make_candidate(), kit=make_kit(), planned_at=NOON, users=[minji, dana, minji]
        )
        assert [seat.user for seat in interview.seats.all()] == [minji, dana]

    def test_is_replanned_keeping_the_seats_of_those_who_stay(self):
        minji, dana, jun = make_user("Minji"), make_user("Dana"), make_user("Jun")
        interview = make_interview(users=[minji, dana])
        kept = interview.seats.get(user=minji)
        kit = make_kit(title="Second talk")

        interview.replan(kit=kit, planned_at=NOON, users=[minji, jun])

        interview.refresh_from_db()
        assert (interview.kit, interview.planned_at) == (kit, NOON)
        assert [seat.user for seat in interview.seats.all()] == [minji, jun]
        assert interview.seats.get(user=minji) == kept

    def test_is_neither_replanned_nor_discarded_after_its_start(self):
        interview = make_interview(users=[make_user()])
        again = Interview.objects.get(pk=interview.pk)
        interview.start()

        with pytest.raises(Refused, match="started"):
            again.replan(kit=make_kit(), planned_at=NOON, users=[])
        with pytest.raises(Refused, match="started"):
            again.discard()

        assert Interview.objects.get().seats.count() == 1

    def test_is_discarded_with_its_seats_and_leaves_candidate_and_kit(self):
        make_interview(users=[make_user()]).discard()
        assert (Interview.objects.count(), Seat.objects.count()) == (0, 0)
        assert (Candidate.objects.count(), Kit.objects.count()) == (1, 1)

    def test_starts_once(self):
        interview = make_interview()
        interview.start()
        began, script = interview.started_at, interview.frozen
        interview.kit.pick(make_question("What is a loss?"))

        again = Interview.objects.get(pk=interview.pk)
        again.start()

        assert (again.started_at, again.frozen) == (began, script)

    def test_starts_with_the_kit_that_it_has_by_then(self):
        interview = make_interview(users=[make_user()])
        stale = Interview.objects.select_related("kit").get(pk=interview.pk)
        kit = make_kit(title="Second talk")
        interview.replan(kit=kit, planned_at=NOON, users=[])

        stale.start()

        assert stale.frozen["kit"] == "Second talk"

    def test_has_no_script_before_its_start(self):
        with pytest.raises(Refused, match="not_started"):
            _ = make_interview().script

    def test_is_reached_by_those_who_sit_in_it(self):
        minji, dana = make_user("Minji"), make_user("Dana")
        interview = make_interview(users=[minji])
        assert list(Interview.objects.for_user(minji)) == [interview]
        assert list(Interview.objects.for_user(dana)) == []


class TestCandidate:
    def test_is_known_to_who_entered_them_and_to_who_sits_with_them(self):
        minji, dana, jun = make_user("Minji"), make_user("Dana"), make_user("Jun")
        candidate = make_candidate(by=minji)
        plan = {"kit": make_kit(), "planned_at": NOON}
        Interview.objects.plan(candidate=candidate, users=[dana], **plan)

        found = [user.name for user in (minji, dana, jun) if candidate in known_to(user)]

        assert found == ["Minji", "Dana"]

    def test_is_listed_with_ones_own_interviews_only(self):
        minji, dana = make_user("Minji"), make_user("Dana")
        candidate = make_candidate(by=minji)
        plan = {"candidate": candidate, "kit": make_kit()}
        Interview.objects.plan(planned_at=NOON, users=[minji, dana], **plan)
        Interview.objects.plan(planned_at=NOON + timedelta(days=1), users=[dana], **plan)

        def own(user):
            row = Candidate.objects.for_user(user).with_interviews_of(user).get()
            return row.interview_count, row.last_planned_at

        assert own(minji) == (1, NOON)
        assert own(dana) == (2, NOON + timedelta(days=1))


def known_to(user):
    return list(Candidate.objects.for_user(user))


class TestSeat:
    def test_starts_beside_a_colleague_with_the_same_script(self):
        interview = make_interview()
        minji, dana = make_seat(interview=interview), make_seat(make_user("Dana"), interview)
        minji.start(NOON)
        interview.kit.pick(make_question("What is a loss?"))

        Seat.objects.get(pk=dana.pk).start(NOON)

        assert [len(seat.journal()) for seat in (minji, dana)] == [2, 2]
        assert len(Interview.objects.get().script.nodes) == 1

    def test_does_not_start_with_an_empty_kit(self):
        seat = make_seat(interview=make_interview(make_empty_kit()))
        with pytest.raises(Refused, match="empty_kit"):
            seat.start(NOON)
        assert seat.journal() == []

    def test_keeps_each_journal_apart(self):
        seat, other = running_seat(), running_seat()
        seat.record([Entry(str(uuid.uuid4()), "score", "1", 3, NOON)])
        assert (len(seat.journal()), len(other.journal())) == (3, 2)

    def test_writes_handing_in_and_reopening_into_its_journal(self):
        seat = running_seat()
        seat.conclude("yes", "Good.", NOON)
        seat.reopen(" Wrong score ", NOON)
        assert [(entry.kind, entry.question, entry.value) for entry in seat.journal()[-2:]] == [
            ("hand_in", "", {"scorecard": 1}),
            ("reopen", "", {"reason": "Wrong score"}),
        ]

    def test_there_is_one_for_each_user_in_an_interview(self):
        seat = make_seat()
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(interview=seat.interview, user=seat.user)
