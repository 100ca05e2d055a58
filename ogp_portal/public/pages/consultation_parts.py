"""The consultations' pages in sentences, facts, tables and choices, from their data."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import LANGUAGES, name_of, standing_name
from ogp_portal.languages.text import capitalised
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.consultation import ConsultationPage, ContributionOnPage, Head, LedTo
from ogp_portal.public.pages.texts import paragraphs
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.charts import table
from ogp_portal.web.charts.tables import Content
from ogp_portal.web.components import Option
from ogp_portal.web.parts import Crumb, Fact, block_text, inline_text
from plans.enums import Outcome, Sector
from plans.words import participation_sentence, sector_name


def _capital(label: object) -> str:
    return capitalised(str(label), get_language() or "en")


def crumbs_to(country: CountryEntry, *rest: Crumb) -> list[Crumb]:
    """The path to a page below the country's consultations."""
    return [
        Crumb(country.name, address("country", country=country.slug)),
        Crumb(gettext("Consultations"), address("consultation_list", country=country.slug) if rest else ""),
        *rest,
    ]


def phase(head: Head, reader: Reader) -> str:
    """“Open until 24 December 2026”, or when it opens or closed."""
    if head.today < head.opens_on:
        return gettext("Opens on %(day)s") % {"day": reader.day(head.opens_on)}
    if head.today <= head.closes_on:
        return gettext("Open until %(day)s") % {"day": reader.day(head.closes_on)}
    return gettext("Closed on %(day)s") % {"day": reader.day(head.closes_on)}


def contributed(head: Head) -> str:
    """“40 contributions”."""
    total = head.total
    return ngettext("%(count)s contribution", "%(count)s contributions", total) % {"count": total}


def answers(head: Head, reader: Reader) -> tuple[str, bool]:
    """How many are answered in a sentence, and whether that is red."""
    total, answered, since = head.total, head.answered, head.unanswered_since
    if not total:
        return "", False
    if since:
        left = total - answered
        sentence = ngettext(
            "%(count)s of %(total)s contributions unanswered since %(day)s",
            "%(count)s of %(total)s contributions unanswered since %(day)s",
            left,
        )
        return sentence % {"count": left, "total": total, "day": reader.day(since)}, True
    if answered == total:
        return gettext("All contributions have a reasoned response"), False
    words = gettext("%(answered)s of %(total)s contributions answered, due on %(day)s")
    return words % {"answered": answered, "total": total, "day": reader.day(head.answers_due_on)}, False


@dataclass(frozen=True)
class HeadParts:
    """A consultation in the list."""

    head: Head
    reader: Reader

    @property
    def phase(self) -> str:
        return phase(self.head, self.reader)

    @property
    def kind(self) -> str:
        return _capital(self.head.kind.label)

    @property
    def contributed(self) -> str:
        return contributed(self.head)

    @property
    def answers(self) -> str:
        return answers(self.head, self.reader)[0]

    @property
    def is_late(self) -> bool:
        return answers(self.head, self.reader)[1]


def list_finding(heads: Sequence[Head]) -> str:
    """What there is to take part in, or what has become of it."""
    if not heads:
        return gettext("No consultation has been published here yet.")
    opened = sum(not head.blocker for head in heads)
    if opened:
        return ngettext(
            "%(count)s consultation is open now.", "%(count)s consultations are open now.", opened
        ) % {"count": opened}
    total, answered = sum(head.total for head in heads), sum(head.answered for head in heads)
    if not total:
        return gettext("No consultation is open now.")
    return gettext("No consultation is open now. %(answered)s of %(total)s contributions were answered.") % {
        "answered": answered,
        "total": total,
    }


@dataclass(frozen=True)
class ContributionParts:
    """A contribution as the template places it."""

    said: ContributionOnPage
    page: ConsultationPage

    @property
    def day(self) -> str:
        return self.page.reader.day(self.said.on)

    @property
    def speaker(self) -> list[str | Shown]:
        parts: list[str | Shown] = [sector_name(self.said.sector), self.said.organisation, self.said.signed]
        return [part for part in parts if part]

    @property
    def language(self) -> str:
        return standing_name(self.said.language, self.page.reader.language)

    @property
    def body(self) -> SafeString:
        return block_text(self.said.body)

    @property
    def outcome(self) -> str:
        return _capital(self.said.answer.outcome.label) if self.said.answer else ""

    @property
    def answered_on(self) -> str:
        return self.page.reader.day(self.said.answer.on) if self.said.answer else ""

    @property
    def is_answered_late(self) -> bool:
        return bool(self.said.answer and self.said.answer.is_late)

    @property
    def reason(self) -> SafeString:
        return paragraphs(self.said.answer.reason) if self.said.answer else mark_safe("")

    @property
    def waits(self) -> str:
        """What is said of a contribution without a response."""
        since = self.page.head.unanswered_since
        if since:
            return gettext("Unanswered since %(day)s") % {"day": self.page.reader.day(since)}
        return gettext("Response due on %(day)s") % {
            "day": self.page.reader.day(self.page.head.answers_due_on)
        }

    @property
    def is_late(self) -> bool:
        return self.page.head.unanswered_since is not None

    @property
    def led_to(self) -> SafeString:
        return commitment_links(self.said.led_to)


def commitment_links(commitments: Iterable[LedTo]) -> SafeString:
    """Write commitments as links in a line."""
    links = (f'<a href="{escape(c.url)}">{escape(c.number)}. {inline_text(c.name)}</a>' for c in commitments)
    return mark_safe(" · ".join(links))  # noqa: S308


@dataclass(frozen=True)
class ConsultationParts:
    """What the templates place, each part built when it is asked for."""

    page: ConsultationPage

    @property
    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.page.country, Crumb(self.page.head.title))

    @property
    def contribution_crumbs(self) -> list[Crumb]:
        number = self.page.contributions[0].number
        head = self.page.head
        name = gettext("Contribution %(number)s") % {"number": number}
        return crumbs_to(self.page.country, Crumb(head.title, head.url), Crumb(name))

    @property
    def phase(self) -> str:
        return phase(self.page.head, self.page.reader)

    @property
    def answers(self) -> str:
        return answers(self.page.head, self.page.reader)[0]

    @property
    def is_late(self) -> bool:
        return answers(self.page.head, self.page.reader)[1]

    @property
    def finding(self) -> str:
        """Where it stands: what one can do now, else what has become of it."""
        head = self.page.head
        if head.blocker and head.total:
            return self.answers
        return self.phase

    @property
    def facts(self) -> list[Fact]:
        head, reader = self.page.head, self.page.reader
        facts = [
            Fact(pgettext("of a consultation", "Asked about"), _capital(head.kind.label)),
            Fact(pgettext("of a consultation", "Opens"), reader.day(head.opens_on)),
            Fact(pgettext("of a consultation", "Closes"), reader.day(head.closes_on)),
            Fact(
                gettext("Reasoned responses due"),
                reader.day(head.answers_due_on),
                late=head.unanswered_since is not None,
            ),
            Fact(gettext("Contributions"), str(head.total)),
        ]
        if head.answered_late:
            late = head.answered_late
            words = ngettext("%(count)s response", "%(count)s responses", late) % {"count": late}
            facts.append(Fact(pgettext("of responses", "Late"), words, late=True))
        return facts

    @property
    def level(self) -> str:
        return _capital(self.page.head.participation.label)

    @property
    def level_sentence(self) -> str:
        return participation_sentence(self.page.head.participation)

    @property
    def description(self) -> SafeString:
        return paragraphs(self.page.description)

    @property
    def counts(self) -> SafeString | None:
        """Contributions by sector and what became of them."""
        counted: Counter[tuple[str, str]] = Counter()
        for row in self.page.head.counts:
            counted[row.sector, row.outcome or ""] += row.people
        if not counted:
            return None
        columns = [*(o.value for o in Outcome), ""]
        head = [
            pgettext("of a person in the dialogue", "Sector"),
            *(_capital(o.label) for o in Outcome),
            _capital(gettext("unanswered")),
            gettext("In all"),
        ]
        rows: list[list[Content]] = [
            [
                sector_name(sector),
                *(counted[sector.value, column] for column in columns),
                sum(counted[sector.value, column] for column in columns),
            ]
            for sector in Sector
            if any(counted[sector.value, column] for column in columns)
        ]
        return table(gettext("Contributions by sector and outcome"), head, rows)

    @property
    def led_to(self) -> list[tuple[SafeString, str]]:
        """The commitments that came of it, each with the contributions it began as."""
        return [(commitment_links([c]), ", ".join(map(str, c.contributions))) for c in self.page.led_to]

    @property
    def contributions(self) -> list[ContributionParts]:
        return [ContributionParts(said, self.page) for said in self.page.contributions]

    @property
    def contributions_heading(self) -> str:
        return contributed(self.page.head)

    @property
    def contribute_url(self) -> str:
        """Where to contribute, while one can."""
        head = self.page.head
        if head.blocker:
            return ""
        return address("contribute", country=self.page.country.slug, key=head.key)

    # The filter

    def _counted(self, name: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for row in self.page.head.counts:
            found[str(getattr(row, name) or "")] += row.people
        return found

    @cached_property
    def answered_options(self) -> list[Option]:
        head = self.page.head
        labels = {
            "yes": (pgettext("filter of contributions", "Answered"), head.answered),
            "no": (pgettext("filter of contributions", "Unanswered"), head.total - head.answered),
        }
        asked = self.page.asked.answered
        return [
            Option(value, label, count, value == asked) for value, (label, count) in labels.items() if count
        ]

    @cached_property
    def outcome_options(self) -> list[Option]:
        found, asked = self._counted("outcome"), self.page.asked.outcome
        return [
            Option(o.value, _capital(o.label), found[o.value], o.value == asked)
            for o in Outcome
            if found[o.value]
        ]

    @cached_property
    def language_options(self) -> list[Option]:
        found, asked, reader = self._counted("language"), self.page.asked.language, self.page.reader.language
        return [
            Option(code, name_of(code, reader), found[code], code == asked)
            for code in LANGUAGES
            if found[code]
        ]

    # The pages

    @property
    def page_words(self) -> str:
        return gettext("Page %(number)s of %(total)s") % {
            "number": self.page.asked.page,
            "total": self.page.pages,
        }

    @property
    def previous(self) -> str:
        return self._page(self.page.asked.page - 1)

    @property
    def next(self) -> str:
        return self._page(self.page.asked.page + 1)

    def _page(self, number: int) -> str:
        """The address of another page of what was asked for, or an empty text."""
        if not 1 <= number <= self.page.pages:
            return ""
        asked = self.page.asked
        kept = {"answered": asked.answered, "outcome": asked.outcome, "language": asked.language}
        query = {name: value for name, value in kept.items() if value} | {"page": str(number)}
        return f"?{urlencode(query)}#said"
