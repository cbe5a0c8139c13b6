"""The named status rules: one row each, taken from what a product publishes about itself.

A row is data. Only its bounds, its count of days and its three words are taken over; what a product does
otherwise stands in `differs`, is shown to readers, and is not imitated. `docs/presets.md` compares the rows
with the examples that the products publish.
"""

from __future__ import annotations

from msgspec import Struct

from goalposts.language.catalogue import N_


class Bounds(Struct, frozen=True):
    """How far behind is still on track, or at risk, and how days are counted.

    With basis `gap` the gap (expected − progress, a fraction) is compared with the bounds: up to
    `on_track` is on track, up to `at_risk` at risk. With basis `share` progress ÷ expected is compared:
    from `on_track` up is on track, from `at_risk` up at risk. The bounds themselves belong to the better
    side, unless `on_track_open` or `at_risk_open` says otherwise.

    `counts_the_day` says that a day counts as over on the day itself. `words` are the product's own names
    of on track, at risk and off track; pages show them, the JSON keeps ours. `source` names the product,
    `link` is where it publishes the rule, `differs` says in whole sentences what it does otherwise.
    """

    name: str
    basis: str
    on_track: float
    at_risk: float
    on_track_open: bool = False
    at_risk_open: bool = False
    counts_the_day: bool = False
    words: tuple[str, str, str] = (N_("On track"), N_("At risk"), N_("Off track"))
    source: str = ""
    link: str = ""
    differs: tuple[str, ...] = ()


DEFAULT = "pace"

ROWS: tuple[Bounds, ...] = (
    Bounds(DEFAULT, "gap", 0.10, 0.25, source=N_("Goalposts' own rule")),
    Bounds(
        "viva",
        "gap",
        0.0,
        0.25,
        words=(N_("On track"), N_("Behind"), N_("At risk")),
        source="Microsoft Viva Goals",
        link="https://learn.microsoft.com/en-us/viva/goals/track-okr-progress-status",
        differs=(
            N_("A status that somebody sets by hand replaces the computed one there; here both are shown."),
            N_(
                "A number that must stay above or below a bound is on track or at risk there, with nothing "
                "between; here a miss that the KPI's healthy or warning range tolerates is one step milder."
            ),
            N_(
                "Its alerts also look at other things, such as a goal without key results; here that is the "
                "checker's work."
            ),
        ),
    ),
    Bounds(
        "engagedly",
        "gap",
        0.165,
        0.33,
        counts_the_day=True,
        words=(N_("On track"), N_("Behind"), N_("At risk")),
        source="Engagedly",
        link="https://help.engagedly.com/how-is-goal-progress-calculated",
        differs=(
            N_(
                "The status changes only with a check-in there, and not after the goal's last day; here it "
                "is worked out anew for every edition."
            ),
            N_(
                "A number to be kept in a range is on track or behind there until the last day, and achieved "
                "or at risk after it; here a miss is judged like any other gap."
            ),
        ),
    ),
    Bounds(
        "tability",
        "share",
        0.70,
        0.50,
        on_track_open=True,
        source="Tability",
        link="https://guides.tability.io/docs/become-a-tability-power-user/integrations/auto-sync-for-data-sources",
        differs=(
            N_(
                "The status is the owner's confidence there, and only values that are fetched from a data "
                "source adjust it; here it is always computed, and the owner's call stands beside it."
            ),
            N_("Its guide says that the distance to the expected value decides, but not with which bounds."),
        ),
    ),
    Bounds(
        "mooncamp",
        "share",
        0.90,
        0.70,
        words=(N_("On track"), N_("Progressing"), N_("Off track")),
        source="Mooncamp",
        link="https://help.mooncamp.com/en/traffic-lights-system-and-status-of-goals",
        differs=(
            N_(
                "The computed status is a suggestion at each update there, and people may choose another; "
                "here both are shown."
            ),
            N_(
                "A goal without an update is “Not started” there; here it is, once its first value is late, "
                "measured as 0 against its path."
            ),
            N_(
                "Administrators may name the statuses and move the bounds there; here the usual ones are "
                "used."
            ),
        ),
    ),
    Bounds(
        "upraise",
        "share",
        0.95,
        0.75,
        words=(N_("On track"), N_("Lagging"), N_("At risk")),
        source="UpRaise",
        link="https://amoeboids.atlassian.net/wiki/spaces/UPFJ/pages/1566834692/",
        differs=(
            N_("Exactly 75 % of what was expected has no status in its description; here it is “Lagging”."),
            N_(
                "The status may instead come from confidence scores that people give there; here those are "
                "shown and never counted."
            ),
            N_(
                "The status disappears there when a goal is ready for grading; here it stays until the goal "
                "is over."
            ),
        ),
    ),
    Bounds(
        "oboard",
        "share",
        0.70,
        0.40,
        words=(N_("On track"), N_("Behind"), N_("At risk")),
        source="Oboard OKR Board",
        link="https://oboard.atlassian.net/wiki/spaces/OBPFJ/pages/42729609",
        differs=(
            N_(
                "Day 40 of 100 counts as 40 % of the time there; here it is 39 of the 99 days from the first "
                "day to the last."
            ),
            N_("Time is that of the whole interval there; here it is that of the goal's own dates."),
            N_("A status may be set by hand there, and the bounds may be moved."),
        ),
    ),
)
