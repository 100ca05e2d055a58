"""Writes the rows of an export into one country: plans, commitments, milestones, organisations, tags.

Running it again on the same file changes nothing. What people added here (a supporting organisation, a
milestone, a translation) stays; the English texts of an imported commitment follow OGP's file. Nothing is
ever deleted but tags of the file's own tag set.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentArea, CommitmentSupport, Milestone, PolicyArea
from commitments.ogp.commitment_rows import (
    blank_columns,
    changed_columns,
    commitment_columns,
    is_older,
    milestone_columns,
    plan_columns,
)
from commitments.ogp.identity import slug_of_number
from commitments.ogp.institution_rows import Institutions
from commitments.ogp.institutions import names_of
from commitments.ogp.ledger_rows import record_changed, record_new
from commitments.ogp.matching import KnownCommitments, Match
from commitments.ogp.plans import plan_facts
from commitments.ogp.rows import OgpRow
from commitments.translation import COMMITMENT_TEXTS, MILESTONE_TEXTS
from ogp_portal.tenancy.models import Country
from plans.enums import PlanKind, PlanState, Source
from plans.models import ActionPlan
from plans.translation import PLAN_TEXTS

COMMITMENT_LEDGER = [*COMMITMENT_TEXTS, "short_title"]
NO_COMMITMENT_TEXTS = blank_columns([*COMMITMENT_LEDGER, "withdrawn_reason"])
NO_MILESTONE_TEXTS = blank_columns(MILESTONE_TEXTS)


@dataclass
class Written:
    """A row and the commitment it became. `older`: a later generation's words stand and were left alone."""

    row: OgpRow
    commitment: Commitment
    created: bool
    changed: bool
    older: bool


class CountryImport:
    """One country's part of a file; needs that country's scope to be open."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.now: dt.datetime = timezone.now()
        self.institutions = Institutions(country)
        self.plans = {
            plan.number: plan
            for plan in ActionPlan.objects.filter(country=country, is_demo=False, kind=PlanKind.GOVERNMENT)
        }
        self.changed_texts: dict[models.Model, list[str]] = {}

    def write(self, rows: Iterable[OgpRow]) -> list[Written]:
        """Write the rows; each comes back with its commitment, in order."""
        listed = list(rows)
        self._make_plans(listed)
        self.institutions.prepare(_institutions(listed))
        written = self._write_commitments(listed)
        self._write_support(written)
        self._write_milestones(written)
        self._write_areas(written)
        record_changed(self.changed_texts)
        return written

    def missing_plans(self, rows: Iterable[OgpRow]) -> set[int]:
        """Numbers of plans that neither stand here nor can be made, for want of a year."""
        return {
            row.plan_number
            for row in rows
            if row.plan_number not in self.plans
            and plan_facts(row.country, row.plan_number, row.year, row.end_year) is None
        }

    def _make_plans(self, rows: list[OgpRow]) -> None:
        made: dict[int, ActionPlan] = {}
        for row in rows:
            plan = self.plans.get(row.plan_number) or made.get(row.plan_number)
            if plan is None:
                made[row.plan_number] = self._new_plan(row)
            elif row.plan_id and not plan.ogp_id:
                plan.ogp_id = row.plan_id
                if plan.pk:
                    plan.save(update_fields=["ogp_id"])
        ActionPlan.objects.bulk_create(made.values())
        record_new(made.values(), PLAN_TEXTS)
        self.plans.update(made)

    def _new_plan(self, row: OgpRow) -> ActionPlan:
        facts = plan_facts(row.country, row.plan_number, row.year, row.end_year)
        if facts is None:
            raise ValueError(f"no year for plan {row.plan_number} of {row.country}")
        plan = ActionPlan(
            country=self.country,
            number=row.plan_number,
            key=str(row.plan_number),
            ogp_id=row.plan_id,
            published_at=self.now,
            source=Source.IMPORT,
            **plan_columns(facts),
        )
        plan.state = PlanState.CLOSED if plan.has_ended(self.now.date()) else PlanState.IMPLEMENTATION
        return plan

    def _write_commitments(self, rows: list[OgpRow]) -> list[Written]:
        known = KnownCommitments(self.country, self.plans, rows)
        matches = known.matches()
        known.let_keys_move(matches)
        written = [self._write_commitment(match, known) for match in matches]
        created = [entry.commitment for entry in written if entry.created]
        Commitment.objects.bulk_create(created, batch_size=500)
        record_new(created, COMMITMENT_LEDGER)
        return written

    def _write_commitment(self, match: Match, known: KnownCommitments) -> Written:
        row, commitment = match.row, match.commitment
        plan = self.plans[row.plan_number]
        lead = self.institutions.named(row.lead[0]) if row.lead else None
        columns = commitment_columns(row, lead) | {"import_key": match.import_key}
        if commitment is None:
            commitment = Commitment(
                country=self.country,
                plan=plan,
                key=known.free_key(plan, slug_of_number(row.number, row.title)),
                state=CommitmentState.PUBLISHED,
                published_at=self.now,
                source=Source.IMPORT,
                **NO_COMMITMENT_TEXTS | columns,
            )
            return Written(row, commitment, created=True, changed=False, older=False)
        if is_older(row, commitment):
            return Written(row, commitment, created=False, changed=False, older=True)
        changed = changed_columns(commitment, columns)
        if changed:
            commitment.save(update_fields=changed)
            self._note_texts(commitment, changed, COMMITMENT_LEDGER)
        return Written(row, commitment, created=False, changed=bool(changed), older=False)

    def _note_texts(self, row: models.Model, changed: list[str], fields: list[str]) -> None:
        texts = [field for field in fields if f"{field}_en" in changed]
        if texts:
            self.changed_texts[row] = texts

    def _write_support(self, written: list[Written]) -> None:
        standing = set(
            CommitmentSupport.objects.filter(commitment__in=_ids(written)).values_list(
                "commitment_id", "organisation_id"
            )
        )
        new: list[CommitmentSupport] = []
        for entry in written:
            if entry.older:
                continue
            for name in (*entry.row.lead[1:], *entry.row.supporting):
                organisation = self.institutions.named(name)
                pair = (entry.commitment.pk, organisation.pk)
                if pair in standing or organisation.pk == entry.commitment.lead_id:
                    continue
                standing.add(pair)
                new.append(
                    CommitmentSupport(
                        country_id=self.country.pk,
                        commitment_id=entry.commitment.pk,
                        organisation_id=organisation.pk,
                    )
                )
                entry.changed = True
        CommitmentSupport.objects.bulk_create(new, batch_size=1000)

    def _write_milestones(self, written: list[Written]) -> None:
        standing = {
            (milestone.commitment_id, milestone.number): milestone
            for milestone in Milestone.objects.filter(commitment__in=_ids(written))
        }
        new: list[Milestone] = []
        for entry in written:
            if entry.older:
                continue
            for place, text in enumerate(entry.row.texts.milestones, 1):
                names = names_of(text.responsible)
                responsible = self.institutions.named(names[0]) if names else None
                columns = milestone_columns(text, place, responsible)
                milestone = standing.get((entry.commitment.pk, columns["number"]))
                if milestone is None:
                    new.append(
                        Milestone(
                            country=self.country, commitment=entry.commitment, **NO_MILESTONE_TEXTS | columns
                        )
                    )
                    entry.changed = True
                elif changed := changed_columns(milestone, columns):
                    milestone.save(update_fields=changed)
                    self._note_texts(milestone, changed, MILESTONE_TEXTS)
                    entry.changed = True
        Milestone.objects.bulk_create(new, batch_size=500)
        record_new(new, MILESTONE_TEXTS)

    def _write_areas(self, written: list[Written]) -> None:
        """Make the tags of the file's tag set as the file has them; the other set's tags are left alone."""
        if not written:
            return
        tag_set = written[0].row.tag_set
        ids = dict(PolicyArea.objects.filter(tag_set=tag_set).values_list("slug", "id"))
        standing: dict[int, set[int]] = {}
        rows = CommitmentArea.objects.filter(commitment__in=_ids(written), area__tag_set=tag_set)
        for commitment_id, area_id in rows.values_list("commitment_id", "area_id"):
            standing.setdefault(commitment_id, set()).add(area_id)
        new: list[CommitmentArea] = []
        for entry in written:
            wanted = {ids[slug] for slug in entry.row.areas}
            now = standing.get(entry.commitment.pk, set())
            if entry.older and now:
                continue
            if gone := now - wanted:
                CommitmentArea.objects.filter(commitment=entry.commitment, area__in=gone).delete()
                entry.changed = True
            for area_id in sorted(wanted - now):
                new.append(CommitmentArea(country=self.country, commitment=entry.commitment, area_id=area_id))
                entry.changed = True
        CommitmentArea.objects.bulk_create(new, batch_size=1000)


def _institutions(rows: Iterable[OgpRow]) -> Iterable[tuple[str, bool]]:
    """Every institution the rows name, with whether it leads; leaders first, since that settles the kind."""
    listed = list(rows)
    yield from ((name, True) for row in listed for name in row.lead)
    for row in listed:
        yield from ((name, False) for name in row.supporting)
        for milestone in row.texts.milestones:
            yield from ((name, True) for name in names_of(milestone.responsible)[:1])


def _ids(written: Iterable[Written]) -> list[int]:
    return [entry.commitment.pk for entry in written]
