"""What the people of the invented company write."""

from __future__ import annotations

from msgspec import Struct

from goalposts.demo.numbers import Shape

BOT = "Metrics Bot <metrics-bot@harbour-lane.example>"


class Someone(Struct, frozen=True):
    """A person: id, name and team, and the name and address in commits."""

    id: str
    name: str
    team: str = ""

    @property
    def author(self) -> str:
        """Return how git names the person."""
        return f"{self.name} <{self.id}@harbour-lane.example>"


PEOPLE = (
    Someone("nele", "Nele Brandt"),
    Someone("tariq", "Tariq Mansour", "growth"),
    Someone("ines", "Ines Duarte", "product"),
    Someone("oskar", "Oskar Lindqvist", "support"),
    Someone("yuna", "Yuna Park", "operations"),
    Someone("jonas", "Jonas Keller", "growth"),
    Someone("amara", "Amara Okoye", "support"),
)
NEWCOMER = Someone("felix", "Felix Moreau", "product")
LEAVER = "jonas"


class KpiText(Struct, frozen=True):
    """A KPI: its definition and the shape of its series."""

    id: str
    fields: dict[str, str]
    body: str
    shape: Shape
    weekly: bool = True


KPIS = (
    KpiText(
        "active-subscribers",
        {
            "title": "Active subscribers",
            "direction": "up",
            "unit": "subscribers",
            "cadence": "weekly",
            "owner": "tariq",
            "team": "growth",
            "healthy": "{at_least: 1900}",
        },
        "Everybody who is sent at least one bag a month, counted on Sunday evening.",
        Shape(1820, 2540, 24, 14, 0),
    ),
    KpiText(
        "second-order-rate",
        {
            "title": "Second order rate",
            "direction": "up",
            "unit": "percent",
            "decimals": "1",
            "cadence": "weekly",
            "owner": "ines",
            "team": "product",
            "healthy": "{at_least: 60}",
            "warning": "{at_least: 55}",
        },
        "Of those who got their first bag four weeks ago, the share that has ordered again.",
        Shape(58.0, 71.5, 1.1, 0.9, 1),
    ),
    KpiText(
        "answer-time",
        {
            "title": "Time to the first answer",
            "direction": "down",
            "unit": "duration:hours",
            "decimals": "1",
            "cadence": "weekly",
            "owner": "oskar",
            "team": "support",
            "healthy": "{at_most: 12}",
        },
        "The median time from a question to our first answer, in working hours; nights do not count.",
        Shape(15.5, 9.0, 0.8, 0.7, 1),
    ),
    KpiText(
        "delivered-on-time",
        {
            "title": "Delivered on time",
            "direction": "up",
            "unit": "percent",
            "decimals": "1",
            "cadence": "weekly",
            "owner": "yuna",
            "team": "operations",
            "healthy": "{at_least: 93}",
        },
        "Bags that arrive on the day we promised. The carrier tells; lost bags count as late.",
        Shape(91.2, 96.4, 0.7, 0.6, 1),
    ),
    KpiText(
        "monthly-churn",
        {
            "title": "Monthly churn",
            "direction": "down",
            "unit": "percent",
            "decimals": "2",
            "cadence": "monthly",
            "owner": "tariq",
            "team": "growth",
            "healthy": "{at_most: 3}",
            "visibility": "public",
        },
        "Subscribers who cancel in a month, of those at its beginning.",
        Shape(3.6, 2.5, 0.15, 0.12, 2),
        weekly=False,
    ),
    KpiText(
        "revenue",
        {
            "title": "Revenue",
            "direction": "up",
            "unit": "currency:EUR",
            "cadence": "monthly",
            "owner": "nele",
            "healthy": "{at_least: 60000}",
            "visibility": "public",
        },
        "What subscribers and shops pay in a month, without tax.",
        Shape(61_500, 84_000, 2_400, 1_300, 0),
        weekly=False,
    ),
)


class TeamText(Struct, frozen=True):
    """A team and what it aims at, quarter by quarter. `better` is by how much its KPI should change."""

    id: str
    title: str
    lead: str
    kpi: str
    better: str
    supports: str
    body: str
    goals: tuple[tuple[str, str], ...]


TEAMS = (
    TeamText(
        "growth", "Growth", "tariq", "active-subscribers", "+8%", "more-people-drink-our-coffee",
        "We bring people to the first bag.",
        (
            ("Welcome more subscribers before winter", "Nights get longer; people drink coffee at home."),
            ("Win subscribers through partners", "Two bakeries and a bookshop put our card on the counter."),
            ("Bring former subscribers back", "Half of those who left say that they only wanted a pause."),
            ("Grow by recommendation", "One in three newcomers names a friend; we thank neither yet."),
            ("Reach a second city", "Our carrier now delivers there within a day."),
        ),
    ),
    TeamText(
        "product", "Product", "ines", "second-order-rate", "+2pp", "people-stay-with-us",
        "We make the second bag a matter of course.",
        (
            ("Let the second bag come by itself", "Most people forget to order, and then forget us."),
            ("Make choosing a matter of a minute", "Eleven questions are eight too many."),
            ("Fewer steps to the second order", "Every step loses one in ten."),
            ("Let everybody choose their own rhythm", "Four weeks are too long for some of us."),
            ("Explain every bag on one page", "Who knows what is in it keeps it."),
        ),
    ),
    TeamText(
        "support", "Support", "oskar", "answer-time", "-12%", "people-stay-with-us",
        "We answer, and tell the others what people ask.",
        (
            ("Answer before the next coffee", "Who waits for a day has bought elsewhere."),
            ("Answer on the day of the question", "The late shift starts in the second week."),
            ("Solve with the first answer", "A question that comes back takes three times as long."),
            ("Answer at weekends too", "Saturday is when people have time to ask."),
            ("Stay fast through the rush", "The weeks before the holidays bring twice the questions."),
        ),
    ),
    TeamText(
        "operations", "Operations", "yuna", "delivered-on-time", "+1pp", "people-stay-with-us",
        "We roast, pack and send.",
        (
            ("Pack on the day of the roast", "A day in the warehouse is a day lost."),
            ("Two carriers instead of one", "When one strikes, the other drives."),
            ("Know of a late bag before the customer", "A message in time saves a question."),
            ("Deliver on the promised day", "We promise a day, not a week."),
            ("Keep our promise through the holidays", "Twice the bags, the same hands."),
        ),
    ),
)  # fmt: skip

PERSONAL = (
    ("amara", "Learn to lead a difficult call", "support", "development"),
    ("jonas", "Write the handbook for partners", "growth", "performance"),
    ("amara", "Teach the new late shift", "support", "performance"),
    ("felix", "Learn to run an interview", "product", "development"),
    ("amara", "Answer in a second language", "support", "development"),
)
STEPS = ("Read what we have", "First draft, shown to the team", "Try it twice", "Write down what came of it")

WINS = (
    "The best week so far.",
    "Two of the three largest requests are done.",
    "The new text halves the questions about grinders.",
    "Nobody asked the same thing twice this week.",
    "The test with forty people went well.",
)
BLOCKERS = (
    "The carrier answers only by post.",
    "We wait for the new payment page.",
    "Two of us were ill.",
    "The shop and the warehouse count differently.",
)
NEXT = (
    "Try the short form with every new subscriber.",
    "Talk to ten of those who left.",
    "Write the second message and send it to half.",
    "Agree on one count with the warehouse.",
)
REASONS = (
    "The carrier changed its days in the middle of the quarter.",
    "We began three weeks late, and say so.",
    "The last month was better than the number tells.",
)
