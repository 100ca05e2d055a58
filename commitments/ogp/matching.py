"""Which of the commitments that stand each row of a file means, before any of them is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commitments.models import Commitment
from commitments.ogp.commitment_rows import is_older, titles, whole_text
from commitments.ogp.identity import ImportKey, digest, is_same
from commitments.ogp.rows import OgpRow
from ogp_portal.tenancy.models import Country
from plans.models import ActionPlan


@dataclass(frozen=True)
class Match:
    """A row, the commitment it means (None: a new one), and the import key that this one gets."""

    row: OgpRow
    commitment: Commitment | None
    import_key: str


class KnownCommitments:
    """The commitments of the rows' plans, each meant by at most one row of the file."""

    def __init__(self, country: Country, plans: Mapping[int, ActionPlan], rows: Sequence[OgpRow]) -> None:
        self.rows = rows
        self._plan_ids = {row.line: plans[row.plan_number].pk for row in rows}
        by_id = {plan.pk: plan for plan in plans.values()}
        self._standing = list(
            Commitment.objects.filter(country=country, plan__in=set(self._plan_ids.values())).order_by("pk")
        )
        self._keys: set[tuple[int, str]] = set()
        self._by_id: dict[str, Commitment] = {}
        self._by_base: dict[str, list[Commitment]] = {}
        for commitment in self._standing:
            commitment.plan = by_id[commitment.plan_id]
            self._keys.add((commitment.plan_id, commitment.key))
            if commitment.import_key:
                base = ImportKey.read(commitment.import_key).base
                self._by_base.setdefault(base, []).append(commitment)
                if commitment.ogp_id:
                    self._by_id[commitment.ogp_id] = commitment

    def matches(self) -> list[Match]:
        """Every row with its commitment: of OGP's id first, for all rows, then of the number if certain."""
        found: dict[int, Commitment] = {}
        taken: set[int] = set()
        ways: tuple[Callable[[OgpRow, set[int]], Commitment | None], ...] = (self._of_id, self._of_number)
        for find in ways:
            for row in self.rows:
                commitment = None if row.line in found else find(row, taken)
                if commitment is not None:
                    found[row.line] = commitment
                    taken.add(commitment.pk)
        return self._with_keys(found, taken)

    def _of_id(self, row: OgpRow, taken: set[int]) -> Commitment | None:
        found = self._by_id.get(row.ogp_id) if row.ogp_id else None
        is_right = found is not None and found.plan_id == self._plan_ids[row.line] and found.pk not in taken
        return found if is_right else None

    def _of_number(self, row: OgpRow, taken: set[int]) -> Commitment | None:
        candidates = [c for c in self._by_base.get(row.key.base, []) if c.pk not in taken]
        for candidate in candidates:
            if ImportKey.read(candidate.import_key).generation == row.key.generation:
                return candidate
        for candidate in candidates:
            if is_same(titles(candidate), whole_text(candidate), row.titles, row.texts.whole()):
                return candidate
        return None

    def _with_keys(self, found: Mapping[int, Commitment], taken: set[int]) -> list[Match]:
        """A key that a commitment without a row in this file holds stays with that one."""
        held = {commitment.import_key for commitment in self._standing if commitment.pk not in taken}
        matches = []
        for row in self.rows:
            commitment = found.get(row.line)
            key = str(row.key)
            if commitment is not None and is_older(row, commitment):
                key = commitment.import_key
            elif key in held:
                own = digest(f"{row.ogp_id} {row.title} {row.texts.whole()}")
                key = str(ImportKey(f"{row.key.base}.{own}", row.key.generation))
            held.add(key)
            matches.append(Match(row, commitment, key))
        return matches

    def let_keys_move(self, matches: Sequence[Match]) -> None:
        """Take keys off that another row's commitment gets: two may have changed their numbers."""
        moving = {
            m.import_key for m in matches if m.commitment is None or m.commitment.import_key != m.import_key
        }
        losing = [m.commitment.pk for m in matches if m.commitment and m.commitment.import_key in moving]
        if losing:
            Commitment.objects.filter(pk__in=losing).update(import_key="")

    def free_key(self, plan: ActionPlan, wanted: str) -> str:
        """A part of the address that no commitment of the plan has; taken from now on."""
        key, count = wanted, 1
        while (plan.pk, key) in self._keys:
            count += 1
            key = f"{wanted}-{count}"
        self._keys.add((plan.pk, key))
        return key
