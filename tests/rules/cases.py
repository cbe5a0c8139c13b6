"""For each rule repositories that break it, with marks where, and twins that keep it, without any problem."""

from __future__ import annotations

from goalposts.site.originals import line_of, originals
from tests.support.repository import (
    CSV,
    PEOPLE,
    Files,
    config,
    document,
    goal,
    key_result,
    kpi,
    team,
)

NEXT = "goals/sales/h.md"
CLOSED = "state: closed\nclosed_on: 2026-11-10"
BY_HAND = "title: Calls\nvalues: {2026-09-30: 10, 2026-11-02: 12}"
MONTHS = "date,value\n2026-08,59\n2026-09,60\n2026-10,61\n"
PICTURE: Files = {"goals/sales/plan.png": b"\x89PNG"}


def other(changes: str = "", body: str = "Why it matters.\n") -> dict[str, str]:
    """Returns a second team goal."""
    return goal(changes, body=body, path=NEXT)


def both(*changes: Files) -> Files:
    """Returns the files of all changes."""
    return {path: content for change in changes for path, content in change.items()}


def owned(count: int) -> Files:
    """Returns so many more goals of one owner."""
    return both(*(goal(path=f"goals/sales/more-{'abcdefgh'[number]}.md") for number in range(count)))


def results(count: int, mark: str = "") -> str:
    """Returns a list of so many key results, the last one marked."""
    items = [f"{{id: k{n}, kpi: nps, target: 70}}" for n in range(2, count + 2)]
    items[-1] = mark + items[-1]
    return "key_results:\n" + "\n".join(f"  - {item}" for item in items)


def marked(files: Files, code: str) -> Files:
    """Returns the file with a mark on its first field."""
    return {path: str(text).replace("---\n", f"---\n«{code}»", 1) for path, text in files.items()}


TOP = "goals/top.md"
FIRST = "title: Be the first choice\nlevel: organization\nowner: boss"
UNMEASURED: Files = {TOP: document(f"{FIRST}\ncycle: 2026\nrollup: none")}
PEOPLE_OF = "people:\n  boss: {name: Boss}\n"
CUSTOM = "cycles:\n  custom:\n"

BAD: dict[str, list[Files]] = {
    "R101": [key_result("kpi: «R101»npps\ntarget: 70"), config("home: {kpis: [«R101»churn]}")],
    "R102": [
        goal("owner: «R102»bob"),
        goal("owner: «R102»sales"),
        goal("owner: «R102»bob\nstate: paused"),
        goal(f"owner: «R102»bob\n{CLOSED}"),
    ],
    "R103": [
        goal("contributors: [«R103»bob]"),
        goal("stakeholders: [«R103»bob]"),
        goal("check_ins: [{date: 2026-11-02, by: «R103»bob}]"),
        key_result("kpi: nps\ntarget: 70\nowner: «R103»sales"),
        team("lead: «R103»bob"),
        kpi("owner: «R103»bob"),
    ],
    "R104": [
        goal("team: «R104»ann"),
        kpi("team: «R104»support"),
        team("parent: «R104»support"),
        config(f"{PEOPLE_OF}  ann: {{name: Ann, team: «R104»support}}"),
    ],
    "R105": [
        goal("supports: [top, «R105»old]"),
        goal("supports: [«R105»h#npps]") | other(),
        goal("supports: [top, «R105»old]") | other("aliases: [old]"),
    ],
    "R106": [
        both(kpi("visibility: private"), key_result("kpi: «R106»nps\ntarget: 70")),
        both(other("visibility: private"), goal("supports: [top, «R106»h]")),
        both(other("visibility: private"), goal(body="As «R106»[there](h.md).\n")),
        both(other("visibility: private"), team(body="As «R106»[there](h.md).\n")),
        both(other("visibility: private"), {"goals/index.md": "As «R106»[there](sales/h.md).\n"}),
        both(other("visibility: private"), goal("links: [{title: x, url: «R106»h.md}]")),
        both(
            kpi("visibility: private"),
            goal("key_results: [{title: Done, done: false}]", body="«R106»[it](../../kpis/nps.csv)\n"),
        ),
        both(
            kpi("visibility: private"),
            config("home: {kpis: [«R106»nps]}"),
            key_result("title: Done\ndone: false"),
        ),
        goal("visibility: public\nsupports: [«R106»top]\nkey_results: [{title: Done, done: false}]"),
    ],
    "R107": [
        goal("supports: [top, «R107»g]"),
        both(goal("supports: [top, «R107»h]"), other("supports: [top, g]")),
        both(
            goal("supports: [top, «R107»h]"),
            other("supports: [top, i]"),
            goal("supports: [top, {to: g#nps, weight: 2}]", path="goals/sales/i.md"),
        ),
    ],
    "R108": [
        team("parent: «R108»sales"),
        both(
            team("title: A\nparent: «R108»b", path="goals/a/index.md"),
            team("title: B\nparent: sales", path="goals/b/index.md"),
            team("parent: a"),
        ),
    ],
    "R109": [
        key_result("kpi: nps\nwhere: {«R109»regoin: North}\ntarget: 70"),
        key_result("kpi: nps\nwhere: {region: «R109»south}\ntarget: 70\nbaseline: 1"),
        both(
            {CSV: "date,value,region\n2026-09,60,N\n2026-10,61,S\n"},
            key_result("kpi: «R109»nps\ntarget: 70\nbaseline: 60"),
        ),
        both(
            {CSV: "date,value,region,plan\n2026-09,60,N,A\n2026-10,61,N,B\n"},
            key_result("kpi: nps\nwhere: «R109»{region: N}\ntarget: 70\nbaseline: 60"),
        ),
        both(
            {CSV: "date,value,region\n2026-09,60,\n2026-09,,N\n2026-10,61,\n2026-10,,N\n"},
            key_result("kpi: nps\nwhere: «R109»{region: N}\ntarget: 70\nbaseline: 60"),
        ),
    ],
    "R110": [
        goal("aliases: [«R110»top]"),
        goal("aliases: [«R110»g]"),
        both(goal("aliases: [old]"), other("aliases: [older, «R110»old]")),
        kpi("aliases: [«R110»nps]"),
        team("aliases: [«R110»ann]"),
        config(f"{PEOPLE_OF}  ann: {{name: Ann, team: sales, aliases: [«R110»sales]}}"),
        goal(
            "key_results:\n  - {kpi: nps, target: 70, aliases: [«R110»done]}\n  - {title: Done, done: false}"
        ),
        goal(
            "key_results:\n  - {kpi: nps, target: 70, aliases: [old]}\n"
            "  - {title: Done, done: false, aliases: [«R110»old]}"
        ),
        config(f"{CUSTOM}    «W114»push: {{start: 2026-03-01, due: 2026-05-31, aliases: [«R110»2026-q4]}}"),
        config(
            f"{CUSTOM}    «W114»push: {{start: 2026-03-01, due: 2026-05-31, aliases: [rush]}}\n"
            "    «W114»run: {start: 2026-06-01, due: 2026-06-30, aliases: [old, «R110»rush]}"
        ),
    ],
    "R111": [
        both(goal(path="goals/sales/goal-10.md"), marked(goal(path="goals/sales/goal-lo.md"), "R111")),
        both(goal("id: a--b"), other("id: «R111»a-b")),
        both(
            kpi(path="kpis/nps-1.md"),
            marked(kpi(path="kpis/nps-i.md"), "R111"),
            marked(kpi(path="kpis/nps-l.md"), "R111"),
            {f"kpis/nps-{end}.csv": MONTHS for end in "1il"},
        ),
        config(f"{CUSTOM}    «W114»«R111»2025-h2: {{start: 2025-03-01, due: 2025-05-31}}"),
    ],
    "R112": [
        goal(body="One.\n\n- see «R112»[it](../nowhere.md#part)\n"),
        goal(body="«R112»[it](/goals/g/)\n"),
        goal(body="«R112»[it](../../../x.md)\n"),
        goal(body="«R112»![it](plan.png)\n"),
        goal(body="«R112»![it](../../docs/plan.png)\n"),
        kpi("source: {title: x, url: «R112»report.md}"),
        goal(f"{CLOSED}\nretrospective: «R112»'[x](no.md)'"),
    ],
    "R113": [
        goal(body="«R113»[it](javascript:alert%281%29)\n"),
        goal(body="«R113»[it](file:///etc/passwd)\n"),
    ],
    "R114": [
        goal(body="«R114»![it](https://x.example/a.png)\n"),
        goal(body="«R114»![it](//x.example/a.png)\n"),
    ],
    "R115": [
        config(f"{PEOPLE_OF}  ann: {{name: Ann, team: sales, left: 2026-10-31}}") | goal("owner: «R115»ann")
    ],
    "R116": [
        goal("supports: [top, «R116»top]"),
        goal("supports: [top, {to: «R116»top, weight: 2}]"),
    ],
    "R117": [config("home: {kpis: [nps, «R117»nps]}"), config("home: {kpis: [nps, «R117»nps, «R117»nps]}")],
    "G201": [
        goal("state: closed\nclosed_on: «G201»2026-09-30"),
        goal(
            "state: closed\nclosed_on: «G201»2027-01-01\ncycle: 2026-Q3\ndue: 2026-11-01\nstart: 2026-10-01"
        ),
        goal("state: closed\nclosed_on: «G201»2026-11-16"),
    ],
    "G202": [goal("«G202»closed_on: 2026-11-10"), goal("state: dropped\n«G202»closed_on: 2026-11-10")],
    "G203": [goal("state: «G203»closed")],
    "G204": [goal(f"{CLOSED}\ngrade: «G204»0.8"), goal(f"{CLOSED}\ngrade: «G204»0.8\nretrospective: ' '")],
    "G205": [goal("«G205»retrospective: We learned."), goal("«G205»grade: 0.8\n«G205»retrospective: x")],
    "G206": [goal("state: «G206»closed\nclosed_on: 2026-11-10\nrollup: none")],
    "G207": [
        goal(
            "key_results:\n  - {kpi: nps, target: 70, weight: «G207»0}\n"
            "  - {title: A, done: false, weight: 0}"
        )
    ],
    "G208": [key_result("title: Steps\nmilestones: [{title: One, weight: «G208»0}]")],
    "G209": [
        key_result("title: Steps\nmilestones: [{title: One, due: «G209»2026-09-30}]"),
        key_result("title: Steps\nmilestones: [{title: One, due: «G209»2027-01-01}]"),
    ],
    "G210": [
        key_result("title: Calls\nvalues: {2026-11-02: 12}\ntarget: «G210»+30%"),
        key_result(f"{BY_HAND}\nbaseline: 0\ntarget: «G210»+30%"),
        key_result("kpi: nps\naggregate: sum\ntarget: «G210»+30%"),
        key_result("kpi: nps\nbaseline: 0\ntarget: «G210»+2pp") | kpi("unit: percent"),
    ],
    "G211": [key_result("kpi: nps\ntarget: «G211»+2pp"), key_result(f"{BY_HAND}\ntarget: «G211»+2pp")],
    "G212": [
        key_result("kpi: nps\nbaseline: 70\ntarget: «G212»70"),
        key_result("kpi: nps\ntarget: «G212»60"),
        key_result("kpi: nps\ntarget: «G212»+0%"),
    ],
    "G213": [
        key_result("kpi: nps\ntarget: 70\ncheckpoints: {«G213»2026-10-01: 61, 2026-11-01: 62}"),
        key_result("kpi: nps\ntarget: 70\ncheckpoints: {«G213»2026-12-31: 69}"),
        key_result("kpi: nps\ntarget: 70\ncheckpoints: {«G213»2025-11-01: 69}"),
    ],
    "G214": [key_result("kpi: nps\nbetween: «G214»[90, 80]")],
    "K201": [
        kpi("warning: «K201»{at_least: 50}"),
        kpi("healthy: {at_least: 50}\nwarning: «K201»{at_least: 50}"),
        kpi("healthy: {at_least: 50}\nwarning: «K201»{at_least: 60}"),
        kpi("healthy: {between: [50, 60]}\nwarning: «K201»{between: [40, 55]}"),
    ],
    "K202": [
        kpi("direction: none\nhealthy: «K202»{at_least: 50}"),
        kpi("direction: up\nhealthy: «K202»{at_most: 50}"),
        kpi("direction: down\nhealthy: «K202»{at_least: 50}") | key_result("kpi: nps\ntarget: 50"),
        kpi("direction: «K202»hold"),
    ],
    "K203": [
        {CSV: "date,value\n2026-09,60\n2026-10,61\n«K203»2026-10-15,61\n"},
        {CSV: "date,value\n2026-08-31,60\n2026-09-30,60\n2026-10-31,61\n«K203»2026-10,61\n"},
    ],
    "K204": [
        {CSV: "date,value\n2026-09,60\n2026-10,61\n«K204»2025-Q1,50\n2025-Q2,50\n"},
        both(kpi("cadence: quarterly"), {CSV: "date,value\n2026-Q3,60\n«K204»2025-11,61\n"}),
    ],
    "K205": [
        both(
            kpi("unit: «K205»percent"),
            {CSV: "date,value\n2026-09,0.60\n2026-10,0.61\n"},
            key_result("kpi: nps\ntarget: 0.7"),
        )
    ],
    "C107": [
        {CSV: MONTHS + "«C107»2026-11,62\n"},
        {CSV: MONTHS + "2026-12,62\n«C107»2026-11,61\n"},
        {CSV: "date,value,region\n2026-09,60,\n2026-10,61,\n«C107»2026-11,62,N\n2026-11,63,S\n"},
    ],
    "S101": [config("status: {rule: «S101»paec}")],
    "S102": [
        config("site: {name: x, language: «S102»german}"),
        config("site: {name: x, language: «S102»de_AT}"),
        config("site: {name: x, language: «S102»EN}"),
    ],
    "S103": [
        config("mkdocs: {«S103»theme: material}"),
        config("mkdocs:\n  «S103»docs_dir: x\n  «S103»site_name: y"),
        config("mkdocs:\n  «S103»thmee: x\n  «S103»plugns: [a]"),
        config("mkdocs: {«S103»extra_css: [own.css], «S103»nav: []}"),
        config("mkdocs: {plugins: [], «S103»markdown_extensions: [toc], «S103»copyright: x}"),
    ],
    "T101": [
        {"templates/goal.html": "«T101»{# goalposts template 0123456789 #}\n<p>"},
        {"templates/assets/site.css": "«T101»/* goalposts template 0123456789 */"},
    ],
    "T102": [
        {"templates/goal.html": "«T102»<p>{# goalposts template 0123456789 #}"},
        {"templates/assets/search.js": "«T102»"},
    ],
    "T103": [
        {"templates/gaol.html": "«T103»", "templates/asset/own.css": "«T103»"},
        {"templates/part.html": "«T103»{% import 'part.html' as p %}"},
        {"templates/assets/mark.svg": "«T103»", "templates/README.md": "«T103»"},
    ],
    "W101": [goal("title: «W101»Sell it"), marked(goal(body="\n"), "W101")],
    "W102": [marked(goal("-key_results"), "W102"), marked(goal("rollup: children"), "W102")],
    "W103": [
        both({CSV: "date,value\n2026-10,61\n"}, goal("key_results:\n  - «W103»{kpi: nps, target: 70}")),
        goal("key_results:\n  - «W103»{title: Calls, values: {}, target: 70}"),
    ],
    "W104": [
        both(marked(goal("-supports"), "W104"), UNMEASURED),
        both(marked(goal("-supports\nlevel: individual"), "W104"), UNMEASURED),
        both(other("state: dropped"), goal("supports: «W104»[h]")),
    ],
    "W105": [
        both(
            goal("cycle: «W105»2029"),
            {TOP: document(f"{FIRST}\ncycle: 2026\ndue: «W111»«W105»2029-12-31")},
        ),
        goal("start: «W105»1926-10-01\ndue: 2026-12-31\nstate: paused"),
    ],
    "W106": [goal(results(6, "«W106»"))],
    "W107": [both(owned(5), config(f"{PEOPLE_OF}  ann: «W107»{{name: Ann, team: sales}}"))],
    "W108": [
        both(
            kpi("cadence: quarterly"),
            {CSV: "date,value\n2026-Q2,59\n2026-Q3,60\n"},
            key_result("kpi: «W108»nps\ntarget: 70", "cycle: 2026-11"),
        ),
        key_result(
            "kpi: «W108»nps\naggregate: sum\ntarget: 70", "cycle: 2026-Q4\nstart: 2026-11-02\ndue: 2026-11-29"
        ),
    ],
    "W109": [
        key_result("kpi: nps\ntarget: «W109»61", "start: 2026-06-01\ncycle: 2026")
        | {CSV: "date,value\n2026-05,60\n2026-06,61\n2026-10,61\n"}
    ],
    "W110": [
        key_result("kpi: nps\ntarget: «W110»50"),
        key_result("kpi: nps\ntarget: «W110»-15%"),
        key_result("kpi: nps\ntarget: «W110»70") | kpi("direction: down"),
        key_result("kpi: nps\naggregate: sum\ntarget: «W110»70") | kpi("direction: down"),
    ],
    "W111": [
        key_result("kpi: nps\nbaseline: 50\ntarget: 70", "start: «W111»2026-08-01"),
        goal("cycle: 2026-11\ndue: «W111»2027-01-02"),
    ],
    "W112": [
        key_result("kpi: nps\nbaseline: 50\ntarget: 70", "cycle: 2026-H2\nsupports: [«W112»top]")
        | {TOP: document(f"{FIRST}\ncycle: 2026-11\nrollup: children")}
    ],
    "W113": [
        {CSV: "date,value\n2026-08,59\n«W113»2026-09,60\n"},
        both(
            {CSV: "date,value,region\n2026-10,60,\n2026-09,58,\n2026-08,59,N\n«W113»2026-09,58,N\n"},
            key_result("kpi: nps\nwhere: {region: N}\ntarget: 70"),
        ),
        both(kpi("cadence: irregular"), {CSV: "date,value\n2026-08-01,59\n«W113»2026-09-30,60\n"}),
    ],
    "W114": [config("cycles:\n  custom:\n    «W114»push: {start: 2026-03-01, due: 2026-05-31}")],
    "W115": [
        goal("check_ins: [{date: «W115»2027-11-02, note: x}]"),
        key_result("title: Steps\nmilestones: [{title: One, done: «W115»2027-11-02}]"),
        key_result("title: Signed\ndone: «W115»2026-12-01"),
        key_result("title: Calls\nvalues: {2026-09-30: 10, 2026-11-30: «W115»12}\ntarget: 20"),
    ],
}

GOOD: dict[str, list[Files]] = {
    "R101": [config("home: {kpis: [nps]}")],
    "R102": [{PEOPLE: "id,name,team\nbob,Bob,sales\n", **goal("owner: bob")}],
    "R103": [
        goal("contributors: [sales, boss]\nstakeholders: [ann]\ncheck_ins: [{date: 2026-11-02, by: boss}]")
    ],
    "R104": [team("parent: sales", path="goals/sales/inside/index.md")],
    "R105": [goal("supports: [top, {to: h#nps, weight: 2}]") | other()],
    "R106": [
        both(kpi("visibility: public"), other("visibility: private\nsupports: [g]", body="[x](g.md)\n")),
        both(
            kpi("visibility: private"), key_result("kpi: nps\ntarget: 70", "visibility: private"), UNMEASURED
        ),
    ],
    "R107": [both(goal("supports: [top, h, i]"), other("supports: [top, i]"), goal(path="goals/sales/i.md"))],
    "R108": [
        both(
            team("title: A\nparent: sales", path="goals/a/index.md"),
            team("title: B\nparent: a", path="goals/b/index.md"),
        )
    ],
    "R109": [
        key_result("kpi: nps\nwhere: {region: North}\ntarget: 70"),
        both(kpi("aggregate: sum"), {CSV: "date,value,region\n2026-09,60,N\n2026-10,61,S\n"}),
        both({CSV: "date,value,region\n"}, key_result("kpi: nps\ntarget: 70\nbaseline: 60")),
        both({CSV: "date,value\n2026-10,\n"}, key_result("kpi: nps\ntarget: 70\nbaseline: 60")),
    ],
    "R110": [
        both(goal("aliases: [ann]"), kpi("aliases: [ann]"), other("aliases: [g2]")),
        both(
            config(f"{CUSTOM}    push: {{start: 2026-10-01, due: 2026-12-15, aliases: [2026-q3, rush]}}"),
            goal("cycle: push"),
        ),
    ],
    "R111": [
        both(
            goal(path="goals/sales/q1.md"),
            goal(path="goals/sales/q2.md"),
            team("title: G", path="goals/g/index.md"),
        )
    ],
    "R112": [
        goal(
            body="[a](../top.md) [b](index.md) [c](/kpis/nps.md) "
            "[d](../../kpis/nps.csv) [e](#part) [f](.) [g](..)\n"
        ),
        goal(
            body="`[a](no.md)`\n\n    [b](no.md)\n\n[c](../../docs/plan.md) "
            "<a href='no.md'>x</a> [d](../sales/)\n"
        ),
        both(goal(body="![The plan](plan.png)\n"), PICTURE),
        {"goals/index.md": "[it](sales/g.md)\n"},
    ],
    "R113": [goal(body="[a](https://x.example) [b](mailto:a@x.example) <https://x.example> www.x.example\n")],
    "R114": [both(goal(body="![it](./plan.png)\n"), PICTURE)],
    "R115": [
        config(f"{PEOPLE_OF}  ann: {{name: Ann, team: sales, left: 2026-11-15}}"),
        config(f"{PEOPLE_OF}  ann: {{name: Ann, team: sales, left: 2026-11-12}}") | goal(CLOSED),
    ],
    "R116": [goal("supports: [top, h, h#nps]") | other()],
    "R117": [
        config("home: {kpis: [nps, calls]}")
        | kpi(path="kpis/calls.md")
        | {"kpis/calls.csv": "date,value\n2026-09,60\n2026-10,61\n"}
    ],
    "G201": [
        goal(CLOSED),
        goal("state: closed\nclosed_on: 2026-10-01"),
        goal("state: closed\nclosed_on: 2026-11-15"),
    ],
    "G203": [goal("state: closed\ncycle: 2026-Q3")],
    "G204": [goal(f"{CLOSED}\ngrade: 0.8\nretrospective: Two were lost.")],
    "G205": [goal("state: dropped\nretrospective: It was the wrong goal.")],
    "G206": [goal(f"{CLOSED}\nrollup: none\ngrade: 1\nretrospective: Done.")],
    "G207": [goal("key_results:\n  - {kpi: nps, target: 70, weight: 0}\n  - {title: A, done: false}")],
    "G208": [key_result("title: Steps\nmilestones: [{title: One, weight: 0}, {title: Two}]")],
    "G209": [
        key_result(
            "title: Steps\nmilestones: [{title: One, due: 2026-10-01, done: 2026-09-20}, "
            "{title: B, due: 2026-12-31}]"
        ),
        key_result("title: Steps\nmilestones: [{title: One, due: 2025-10-01}]", CLOSED),
    ],
    "G210": [
        key_result("kpi: nps\ntarget: +30%"),
        key_result("kpi: nps\nbaseline: -10\ntarget: +30%"),
        key_result("title: Calls\nvalues: {}\nbaseline: 5\ntarget: +30%", "cycle: 2026-12"),
    ],
    "G211": [key_result("kpi: nps\ntarget: +2pp") | kpi("unit: percent")],
    "G212": [key_result("kpi: nps\nbaseline: 60.5\ntarget: 60.6")],
    "G213": [key_result("kpi: nps\ntarget: 70\ncheckpoints: {2026-10-02: 61, 2026-12-30: 69}")],
    "G214": [key_result("kpi: nps\nbetween: [80, 80]")],
    "K201": [
        kpi("healthy: {at_least: 50}\nwarning: {at_least: 40}"),
        kpi("healthy: {between: [50, 60]}\nwarning: {between: [40, 60]}"),
        kpi("healthy: {between: [50, 60]}\nwarning: {at_least: 40}"),
    ],
    "K202": [
        kpi("direction: none") | key_result("kpi: nps\ntarget: 70"),
        kpi("direction: hold\nhealthy: {between: [50, 60]}"),
    ],
    "K203": [
        {CSV: "date,value,region\n2026-09,60,\n2026-10,61,\n2026-10-15,61,N\n"},
        both(
            kpi("cadence: yearly", path="kpis/rate.md"),
            {"kpis/rate.csv": "date,value\n2001/2003,5\n2002/2004,6\n2003/2005,7\n"},
        ),
    ],
    "K204": [
        {CSV: "date,value\n2026-09-30,60\n2026-10-31,61\n"},
        both(kpi("cadence: yearly", path="kpis/rate.md"), {"kpis/rate.csv": "date,value\n2001,5\n2002,6\n"}),
        both(
            kpi("cadence: irregular"),
            {CSV: "date,value\n2026-09-30,60\n2026-10,61\n2026-10-20,61\n2026-10-20,62\n"},
        ),
    ],
    "K205": [
        both(
            kpi("unit: percent\ndirection: down\nhealthy: {at_most: 0.5}"),
            {CSV: "date,value\n2026-09,0.60\n2026-10,0.61\n"},
            key_result("kpi: nps\ntarget: 0.4"),
        ),
        both(kpi("unit: percent"), {CSV: "date,value\n2026-09,0\n2026-10,1.5\n"}),
    ],
    "C107": [{CSV: MONTHS + "2026-11-15,62\n"} | kpi("cadence: irregular"), {CSV: MONTHS + "2026-11,\n"}],
    "S101": [config("status: {basis: share, on_track: 0.7, at_risk: 0.4}")],
    "S102": [
        config(f"site: {{name: x, language: {code}}}") for code in ("pt-BR", "zh-Hant-TW", "ca-ES-valencia")
    ],
    "S103": [
        config("mkdocs: {plugins: [], hooks: [], extra: {a: 1}, strict: true}"),
        config("mkdocs: {hooks: [a.py], markdown_extensions: [toc], copyright: x}"),
    ],
    "T101": [{"templates/goal.html": line_of("goal.html", originals()["goal.html"]) + "\n<p>"}],
    "T102": [
        {
            "templates/assets/search.js": line_of("search.js", originals()["assets/search.js"]),
            "templates/assets/own.css": "p { margin: 0 }",
            "templates/locale/de.po": b"",
        }
    ],
    "T103": [
        {
            "templates/assets/own.css": "@font-face { src: url(hand.0123456789.woff2) }",
            "templates/assets/hand.woff2": b"",
            "templates/mine/part.html": "<p>",
            "templates/mine/more.html": "{% import 'mine/part.html' as p %}{% include 'mine/again.html' %}",
            "templates/mine/again.html": "{% include 'mine/more.html' %}",
        },
        config("mkdocs: {hooks: [hooks.py]}") | {"templates/of-a-hook.html": ""},
    ],
    "W101": [goal("title: 提高续约率")],
    "W102": [goal("rollup: none")],
    "W103": [goal("key_results:\n  - {title: Calls, values: {}, baseline: 0, target: 70}")],
    "W104": [
        both(goal("-supports\nkind: development"), UNMEASURED),
        both(other("state: draft"), goal("supports: [h]\nstate: draft"), goal(path="goals/sales/i.md")),
    ],
    "W105": [
        goal("cycle: 2027-Q4\nsupports: [top]\nstate: dropped"),
        goal("start: 2017-01-01\ndue: 2026-12-31\nstate: paused"),
    ],
    "W106": [goal(results(5))],
    "W107": [both(owned(4)), both(owned(5), other(CLOSED), goal("visibility: private"))],
    "W108": [
        both(kpi("cadence: quarterly"), {CSV: "date,value\n2026-Q2,59\n2026-Q3,60\n"}),
        key_result("kpi: nps\ntarget: 70", "cycle: 2026-11"),
    ],
    "W109": [key_result("kpi: nps\ntarget: 61")],
    "W110": [
        key_result("kpi: nps\ntarget: 50") | kpi("direction: down"),
        key_result("kpi: nps\ntarget: -15%") | kpi("direction: down"),
        key_result("kpi: nps\ntarget: 5\naggregate: count") | kpi("direction: down"),
    ],
    "W111": [goal("start: 2026-09-01\ndue: 2026-12-15")],
    "W112": [goal("due: 2027-01-31")],
    "W113": [
        {CSV: "date,value\n2026-09,60\n2026-10,\n"} | kpi("grace_days: 15"),
        {CSV: "date,value\n2026-08,59\n"} | goal("state: paused"),
    ],
    "W114": [
        config("cycles:\n  custom:\n    push: {start: 2026-10-01, due: 2026-12-15}") | goal("cycle: push"),
    ],
    "W115": [goal("check_ins: [{date: 2026-11-15, note: x}]")],
}
