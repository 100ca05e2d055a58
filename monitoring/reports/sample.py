"""A made-up plan of any size as a snapshot, in seven languages: for measuring and for tests, never shown."""

from dataclasses import replace
from datetime import date, timedelta

from monitoring.reports.snapshot import (
    SCHEMA,
    Coding,
    Commitment,
    Country,
    Loose,
    Membership,
    Milestone,
    Organisation,
    Period,
    Plan,
    Rating,
    Snapshot,
    Texts,
    TextState,
)

LANGUAGES = ("en", "az", "be", "hy", "ka", "ro", "uk")
TITLES: Texts = {
    "en": "Public register of leases of state property",
    "az": "Dövlət əmlakının icarəsinin açıq reyestri",
    "be": "Публічны рэестр арэнды дзяржаўнай маёмасці",
    "hy": "Պետական գույքի վարձակալության հանրային ռեեստր",
    "ka": "სახელმწიფო ქონების იჯარის საჯარო რეესტრი",
    "ro": "Registrul public al locațiunii bunurilor statului",
    "uk": "Публічний реєстр оренди державного майна",
}
STEPS: Texts = {
    "en": "Publish the lease agreements as open data",
    "az": "İcarə müqavilələrini açıq məlumat kimi dərc etmək",
    "be": "Апублікаваць дагаворы арэнды як адкрытыя даныя",
    "hy": "Հրապարակել վարձակալության պայմանագրերը որպես բաց տվյալներ",
    "ka": "იჯარის ხელშეკრულებების ღია მონაცემებად გამოქვეყნება",
    "ro": "Publicarea contractelor de locațiune ca date deschise",
    "uk": "Оприлюднити договори оренди як відкриті дані",
}
PARAGRAPHS: Texts = {
    "en": "Whoever rents a building from the state does so under terms that few people know. The "
    "ministry keeps the agreements on paper, each district in its own way, and answers requests "
    "one by one. Neighbours, journalists and other bidders cannot compare the rent paid with the "
    "rent asked elsewhere.",
    "az": "Dövlətdən bina icarəyə götürənlərin şərtlərini az adam bilir. Nazirlik müqavilələri kağız "
    "üzərində, hər rayonda öz qaydasında saxlayır və sorğulara bir-bir cavab verir. Qonşular, "
    "jurnalistlər və digər iddiaçılar ödənilən icarə haqqını başqa yerdə tələb olunanla müqayisə "
    "edə bilmirlər.",
    "be": "Умовы, на якіх дзяржава здае будынкі ў арэнду, ведаюць нямногія. Міністэрства захоўвае "
    "дагаворы на паперы, кожны раён па-свойму, і адказвае на запыты па адным. Суседзі, журналісты"
    " і іншыя ўдзельнікі торгу не могуць параўнаць выплачаную арэндную плату з той, якую просяць "
    "у іншых месцах.",
    "hy": "Պետությունից շենք վարձակալելու պայմանները քչերին են հայտնի։ Նախարարությունը պայմանագրերը "
    "պահում է թղթի վրա, յուրաքանչյուր մարզ՝ յուրովի, և հարցումներին պատասխանում է մեկ առ մեկ։ "
    "Հարևանները, լրագրողները և մյուս մասնակիցները չեն կարող վճարված վարձը համեմատել այլ վայրերում"
    " պահանջվող վարձի հետ։",
    "ka": "სახელმწიფოსგან შენობის დაქირავების პირობები ცოტას თუ აქვს ნანახი. სამინისტრო ხელშეკრულებებს "
    "ქაღალდზე ინახავს, ყველა რაიონი თავისებურად, და მოთხოვნებს სათითაოდ პასუხობს. მეზობლები, "
    "ჟურნალისტები და სხვა მსურველები ვერ ადარებენ გადახდილ ქირას იმ ქირას, რომელსაც სხვაგან "
    "ითხოვენ.",
    "ro": "Puțini cunosc condițiile în care statul dă clădiri în locațiune. Ministerul păstrează "
    "contractele pe hârtie, fiecare raion în felul său, și răspunde cererilor una câte una. "
    "Vecinii, jurnaliștii și ceilalți ofertanți nu pot compara chiria plătită cu chiria cerută în"
    " altă parte.",
    "uk": "Умови, на яких держава здає будівлі в оренду, мало кому відомі. Міністерство зберігає "
    "договори на папері, кожен район по-своєму, і відповідає на запити по одному. Сусіди, "
    "журналісти та інші учасники торгів не можуть порівняти сплачену орендну плату з тією, яку "
    "просять деінде.",
}
NAMES: Texts = {
    "en": "Georgia", "az": "Gürcüstan", "be": "Грузія", "hy": "Վրաստան",
    "ka": "საქართველო", "ro": "Georgia", "uk": "Грузія",
}  # fmt: skip
MINISTRY: Texts = {
    "en": "Ministry of Justice", "az": "Ədliyyə Nazirliyi", "be": "Міністэрства юстыцыі",
    "hy": "Արդարադատության նախարարություն", "ka": "იუსტიციის სამინისტრო",
    "ro": "Ministerul Justiției", "uk": "Міністерство юстиції",
}  # fmt: skip
COURSES = ((4, 2, 2), (3, 3, 3), (4, 4, None), (2, 1, 0), (3, 2, None), (4, 0, 1), (None, 2, None), (1, 1, 1))
"""Latest levels of government, civil society and IRM, taken in turn."""


def sample_snapshot(commitments: int = 40, milestones: int = 4, paragraphs: int = 1) -> Snapshot:
    """A finished plan with its ratings; every seventh text lacks its English, every ninth is stale."""
    promised = tuple(_commitment(number, milestones, paragraphs) for number in range(1, commitments + 1))
    return Snapshot(
        schema=SCHEMA,
        kind="country_progress",
        portal="https://portal.example",
        is_demo=True,
        data_as_of=date(2025, 6, 30),
        country=Country("GE", "georgia", NAMES, ("ka", "en")),
        memberships=(
            Membership("active", date(2011, 9, 20), "year", date(2024, 10, 1), {"en": "Joined."}, ""),
            Membership("suspended", date(2024, 10, 1), "month", None, {"en": "Suspended."}, ""),
        ),
        plan=Plan(
            5,
            "5-demo",
            "government",
            "closed",
            TITLES,
            date(2024, 1, 1),
            date(2025, 12, 31),
            STEPS,
            "",
            "AP_GE05",
        ),
        period=2,
        periods=(
            Period(1, "half_year", date(2024, 7, 1), date(2024, 12, 31), date(2025, 1, 15)),
            Period(2, "half_year", date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 15)),
        ),
        organisations=(
            Organisation("1", "government", MINISTRY),
            Organisation("2", "cso", {"en": "Open Registers Group"}),
        ),
        commitments=promised,
        ledger=tuple(_ledger(commitments, milestones)),
    )


def with_text(snapshot: Snapshot, words: str, language: str = "en") -> Snapshot:
    """The same snapshot, the first commitment's summary in one language replaced."""
    first, *rest = snapshot.commitments
    changed = replace(first, summary={**first.summary, language: words})
    return replace(snapshot, commitments=(changed, *rest))


def _numbered(texts: Texts, number: int, skip: str = "") -> Texts:
    return {language: f"{text}, {number}" for language, text in texts.items() if language != skip}


def _commitment(number: int, milestones: int, paragraphs: int) -> Commitment:
    skip = "en" if number % 7 == 3 else ""
    long: Texts = {k: "\n\n".join([v] * paragraphs) for k, v in PARAGRAPHS.items() if k != skip}
    short = {k: v.split(". ")[0].split("։ ")[0] + "." for k, v in PARAGRAPHS.items()}
    return Commitment(
        number=str(number),
        key=str(number),
        ogp_id=f"GE{number:04}",
        state="published",
        title=_numbered(TITLES, number, skip if number % 2 else ""),
        summary=short,
        problem=long,
        causes=short,
        done_so_far=short,
        solution=long,
        results=short,
        transparency=short,
        participation=short,
        accountability=short,
        lead="1",
        supporting=("2",),
        values=("access_to_information", "public_accountability"),
        areas=(TITLES,),
        starts=Loose(date(2024, 1, 1), "month", "January 2024"),
        ends=Loose(date(2025, 12, 31), "quarter", ""),
        milestones=tuple(_milestone(number, place) for place in range(1, milestones + 1)),
        ratings=tuple(_ratings(COURSES[number % len(COURSES)], number)),
        codings=(
            Coding(
                "verifiable",
                "2",
                "Yes",
                "action_plan_review",
                {"en": "Action Plan Review"},
                date(2024, 5, 1),
                "day",
            ),
            Coding(
                "potential_for_results",
                "2",
                "Substantial",
                "action_plan_review",
                {"en": "Action Plan Review"},
                date(2024, 5, 1),
                "day",
            ),
        ),
    )


def _milestone(number: int, place: int) -> Milestone:
    due = date(2024, 3, 31) + timedelta(days=120 * place)
    is_done = due < date(2025, 3, 1) and (number + place) % 5 != 0
    return Milestone(
        number=f"{number}.{place}",
        title=_numbered(STEPS, place),
        output={k: v.split(", ")[0] for k, v in STEPS.items()},
        responsible="1",
        starts=Loose(date(2024, 1, 1), "day", ""),
        due=Loose(due, "month", ""),
        completed_on=due + timedelta(days=9) if is_done else None,
        level=4 if is_done else 2,
    )


def _ratings(levels: tuple[int | None, int | None, int | None], number: int) -> list[Rating]:
    government, cso, irm = levels
    made = []
    for period, day in ((1, date(2025, 1, 12)), (2, date(2025, 6, 20))):
        if government is not None:
            level = max(government - 2 + period, 1)
            made.append(_rating("government", level, day, period=period, challenge="delay_in_approvals"))
        if cso is not None:
            made.append(
                _rating(
                    "cso",
                    max(cso - 2 + period, 0),
                    day + timedelta(days=number % 9),
                    period=period,
                    organisation="2",
                )
            )
    if irm is not None:
        made.append(
            _rating(
                "irm", irm, date(2025, 4, 14), report_kind="results", report_title={"en": "Results report"}
            )
        )
    return made


def _rating(voice: str, level: int, day: date, **more: object) -> Rating:
    empty: dict[str, object] = {
        "period": None, "organisation": "", "report_kind": "", "report_title": {},
        "challenge": "", "rated_precision": "day",
    }  # fmt: skip
    words = {} if voice == "irm" else {k: v.split(". ")[-1] for k, v in PARAGRAPHS.items()}
    return Rating(voice=voice, level=level, rated_on=day, words=words, **{**empty, **more})  # type: ignore[arg-type]


def _ledger(commitments: int, milestones: int) -> list[TextState]:
    made = []
    for number in range(1, commitments + 1):
        for place, field in enumerate(
            ("title", "summary", "problem", "solution", "results")[: 1 + milestones]
        ):
            states = dict.fromkeys(LANGUAGES, "approved")
            if (number + place) % 7 == 3:
                del states["en"]
            elif (number + place) % 9 == 0:
                states["en"] = "stale"
            made.append(TextState(f"commitments/{number}/{field}", states))
    return made
