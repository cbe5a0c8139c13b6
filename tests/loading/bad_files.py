"""Files that cannot be read as they are, each with marks where a problem is expected: YAML, fields, bytes."""

from __future__ import annotations

from tests.support.repository import (
    CONFIG,
    CSV,
    GOAL,
    KPI,
    TEAM,
    Files,
    Place,
    config,
    document,
    goal,
    key_result,
    kpi,
    team,
)

HEAD = "title: Reach a higher score\nlevel: team\nowner: ann\ncycle: 2026-Q4\nsupports: [top]"


CONFLICT = "<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> plans\n"
BASED = "<<<<<<< ours\na\n||||||| 1a2b3c4\nb\n=======\nc\n>>>>>>> theirs\n"


def front(lines: str) -> Files:
    """Returns a goal whose front matter is complete and goes on with these lines."""
    return {GOAL: document(f"{HEAD}\n{lines}\nkey_results: [{{kpi: nps, target: 70}}]")}


YAML: dict[str, Files] = {
    "a key twice": front("«Y102»title: Again"),
    "a key twice in a flow mapping": key_result(
        "kpi: nps\ntarget: 70\nwhere: {region: North, «Y102»region: x}"
    ),
    "a key twice in the settings": config("home: {kpis: [nps], «Y102»kpis: []}"),
    "an at sign": front("tags: «Y101»@name"),
    "a backtick": front("tags: «Y101»`x`"),
    "a percent sign": front("tags: «Y101»%x"),
    "a colon in a text": front("retrospective: Q3«Y101»: grow"),
    "a tab for indentation": front("links:\n«Y101»\t- x"),
    "an anchor": front("tags: «Y103»&a [x]"),
    "an alias": front("tags: «Y103»*a"),
    "an alias of itself": front("tags: «Y103»&a [*a]"),
    "a tag": front("tags: «Y103»!!python/object/apply:os.system [ls]"),
    "an alias bomb": front(
        "tags: «Y103»&a [x, x]\nlinks: &b [*a, *a]\ncontributors: &c [*b, *b]\nstakeholders: [*c, *c]"
    ),
    "brackets without end": front("tags: " + "[" * 31 + "«Y104»" + "[" * 5000),
    "mappings too deep": front("links: " + "{a: " * 30 + "{«Y104»a: {a: 1" + "}" * 33),
    "a quote that is not closed": front('tags: «Y101»"x'),
    "text after a quote": front('tags: "x" «Y101»y'),
    "a list for a mapping": {GOAL: "---\n«Y105»- a\n- b\n---\n"},
    "a text for a mapping": {GOAL: "---\n«Y105»hello\n---\n"},
    "nothing in front": {GOAL: "---\n«Y105»---\nBody.\n"},
    "comments alone in front": {GOAL: "---\n«Y105»# title: x\n---\nBody.\n"},
    "no front matter": {GOAL: "«Y105»title: x\n"},
    "an empty file": {GOAL: "«Y105»"},
    "a blank line first": {GOAL: "«Y105»\n---\ntitle: x\n---\n"},
    "front matter that is not closed": {GOAL: "«Y105»---\ntitle: x\nlevel: team\n"},
    "front matter closed by dots": {GOAL: "---\ntitle: x\n«Y105»...\nBody.\n"},
    "a second document": {GOAL: "---\ntitle: x\n«Y101»--- y\nlevel: team\n---\n"},
    "a list as a key": front("? «Y101»[a]\n: b"),
    "wrong indentation": front("links:\n  - title: Plan\n   «Y101»url: x"),
    "a bracket that is not closed": {GOAL: "---\ntags: «Y101»[a\ntitle: x\n---\n"},
    "a colon without a space": front("links: [{title: Plan, url«Y101»:}]"),
    "settings that are a list": {CONFIG: "«Y105»- schema: 1\n"},
    "empty settings": {CONFIG: "«Y105»"},
    "settings with an alias": {CONFIG: "schema: 1\nsite: «Y103»&s {name: x}\n"},
    "settings with two documents": {CONFIG: "schema: 1\nsite: {name: x}\n«Y101»---\nsite: {}\n"},
    "too much front matter": front("«F103»tags: [" + "x, " * 25000 + "]"),
    "a line separator in a field": front("retrospective: one«F104»\u2028two"),
    "a next-line character in a field": front("retrospective: one«F104»\x85two"),
    "an escape character": front("retrospective: «F104»\x1b[31mred"),
    "a NUL": {GOAL: "---\ntitle: a«F104»\x00b\n---\n"},
    "a NUL in a body": goal(body="Why«F104»\x00.\n"),
    "a form feed in a body": goal(body="Why«F104»\x0c.\n"),
    "line ends of CR alone": {GOAL: "---«F104»\rtitle: x\r---\r"},
    "a CR inside a body": goal(body="One.\nTwo«F104»\rthree.\n"),
    "a conflict in front": front("«F108»" + CONFLICT.format(ours="grade: 1", theirs="grade: 0").rstrip()),
    "a conflict in a body": goal(body="Why.\n\n«F108»" + CONFLICT.format(ours="One.", theirs="Two.")),
    "a conflict with its base": goal(body="«F108»" + BASED),
    "a conflict with CRLF": goal(body=("Why.\n«F108»" + BASED).replace("\n", "\r\n")),
    "a conflict of whole files": {GOAL: "«F108»" + CONFLICT.format(ours="---\nt: x\n---", theirs="---\n---")},
    "a conflict in the settings": {CONFIG: "schema: 1\n«F108»" + CONFLICT.format(ours="site: {}", theirs="")},
    "a conflict in the introduction": {"goals/index.md": "«F108»" + BASED},
    "a large body": goal(body="«F103»" + "x" * (256 * 1024 + 1)),
}
YAML["too much front matter"] = {
    GOAL: f"---\n«F103»{HEAD}\ntags: [" + "x, " * 25000 + "]\n---\n",
}

BYTES: dict[str, tuple[Files, list[Place]]] = {
    "a goal in latin-1": (
        {GOAL: "---\ntitle: Größe\n---\n".encode("latin-1")},
        [("F102", GOAL, 2, 10)],
    ),
    "a goal in UTF-16": ({GOAL: "---\ntitle: x\n---\n".encode("utf-16")}, [("F102", GOAL, 1, 1)]),
    "a series in latin-1": ({CSV: "date,value,région\n".encode("latin-1")}, [("F102", CSV, 1, 13)]),
    "a series in UTF-16": ({CSV: "date,value\n".encode("utf-16")}, [("F102", CSV, 1, 1)]),
    "settings in UTF-16": ({CONFIG: "schema: 1\n".encode("utf-16-le")}, [("F104", CONFIG, 1, 2)]),
    "half a character": ({GOAL: b"---\ntitle: x\n---\nna\xc3"}, [("F102", GOAL, 4, 3)]),
    "a surrogate": ({GOAL: b"---\ntitle: \xed\xa0\x80\n---\n"}, [("F102", GOAL, 2, 8)]),
    "an introduction in latin-1": (
        {"goals/index.md": "Größe\n".encode("latin-1")},
        [("F102", "goals/index.md", 1, 3)],
    ),
}

NAMES: dict[str, tuple[Files, list[Place]]] = {
    "a goal's file name with capitals": (
        goal(path="goals/sales/Raise NPS.md"),
        [("F105", "goals/sales/Raise NPS.md", None, None)],
    ),
    "a goal's file name with an underscore": (
        goal(path="goals/sales/raise_nps.md"),
        [("F105", "goals/sales/raise_nps.md", None, None)],
    ),
    "a goal's file name without letters": (
        goal(path="goals/目标.md", changes="team: sales"),
        [("F105", "goals/目标.md", None, None)],
    ),
    "a goal's file name that is too long": (
        goal(path=f"goals/sales/{'a' * 65}.md"),
        [("F105", f"goals/sales/{'a' * 65}.md", None, None)],
    ),
    "a KPI's file name with a dot": (
        kpi(path="kpis/nps.v2.md") | {"kpis/nps.v2.csv": "date,value\n"},
        [("F105", "kpis/nps.v2.md", None, None)],
    ),
    "a team's folder with a space": (
        team(path="goals/Big Sales/index.md"),
        [("F105", "goals/Big Sales/index.md", None, None)],
    ),
}

FIELDS: dict[str, Files] = {
    "an unknown field of a goal": goal("«V101»ownr: ann"),
    "an unknown field in capitals": goal("«V101»Tags: [x]"),
    "an unknown field of a KPI": kpi("«V101»units: percent"),
    "an unknown field of a team": team("«V101»leed: ann"),
    "an unknown field of a check-in": goal("check_ins:\n  - date: 2026-10-05\n    «V101»win: x"),
    "an unknown field of a link": goal("links:\n  - {title: Plan, «V101»link: x, url: https://x.example}"),
    "an unknown field of a reference": goal("supports: [{to: top, «V101»wieght: 2}]"),
    "an unknown field of a milestone": key_result(
        "title: Steps\nmilestones: [{title: One, «V101»date: 2026-11-01}]"
    ),
    "an unknown field of a key result": key_result("kpi: nps\ntarget: 70\n«V101»base: 60"),
    "a mistyped type of a key result": key_result("kpi: nps\n«V101»atleast: 70"),
    "an unknown field of the settings": config("«V101»homepage: {}"),
    "an unknown field of the site": config("site: {name: x, «V101»title: y}"),
    "an unknown field of a person": config(
        "people:\n  boss: {name: B, «V101»mail: b@x.example}\n  ann: {name: Ann, team: sales}"
    ),
    "an unknown field of the introduction": {"goals/index.md": "---\n«V101»titel: x\n---\nHello.\n"},
    "a key that YAML 1.1 takes for true": goal("«V101»on: 2026-10-01"),
    "no title": {
        GOAL: document("«V102»level: team\nowner: ann\ncycle: 2026-Q4\nsupports: [top]\nrollup: none")
    },
    "an empty title": goal("«V102»title:"),
    "a null title": goal("«V102»title: ~"),
    "no level": goal("-level").copy() | {GOAL: goal("-level")[GOAL].replace("---\n", "---\n«V102»", 1)},
    "no owner": {GOAL: goal("-owner")[GOAL].replace("---\n", "---\n«V102»", 1)},
    "no direction of a KPI": {KPI: kpi("-direction")[KPI].replace("---\n", "---\n«V102»", 1)},
    "no cadence of a KPI": {KPI: kpi("-cadence")[KPI].replace("---\n", "---\n«V102»", 1)},
    "no title of a team": {TEAM: team("-title")[TEAM].replace("---\n", "---\n«V102»", 1)},
    "no name of a site": config("site: {«V102»name: }"),
    "no schema": {CONFIG: "«V102»site: {name: x}\n"},
    "no title of a milestone": key_result("title: Steps\nmilestones:\n  - «V102»due: 2026-11-01"),
    "no date of a check-in": goal("check_ins:\n  - «V102»note: x"),
    "no goal in a reference": goal("supports:\n  - «V102»weight: 2"),
    "no target": key_result("kpi: nps\n«V102»target:"),
    "a title of two lines": goal("title: «V103»|\n  One\n  two"),
    "a title that is too long": goal(f"title: «V103»{'word ' * 25}"),
    "a title with a tab": goal('title: «V103»"Reach\\tit"'),
    "a title that is a list": goal("title: «V103»[a, b]"),
    "a title with a byte order mark": goal('title: «V103»"\\uFEFFReach it"'),
    "a blank title": goal('title: «V103»"  "'),
    "a level in capitals": goal("level: «V103»Team"),
    "a level that is none": goal("level: «V103»company"),
    "a state that is none": goal("state: «V103»done"),
    "an ambition that is none": goal("ambition: «V103»moonshot"),
    "a kind that is none": goal("kind: «V103»okr"),
    "a visibility that is none": goal("visibility: «V103»secret"),
    "a rollup that is none": goal("rollup: «V103»sum"),
    "an id with capitals": goal("id: «V103»Raise-NPS"),
    "an id with a space": goal("id: «V103»raise nps"),
    "an id that begins with a hyphen": goal("id: «V103»-raise"),
    "an id with a slash": goal("id: «V103»../../etc/passwd"),
    "an id that is too long": goal(f"id: «V103»{'a' * 65}"),
    "an owner with a name": goal("owner: «V103»Ann Moore"),
    "a contributor with a name": goal("contributors: [ann, «V103»Bob Smith]"),
    "contributors that are no list": goal("contributors: «V103»ann"),
    "supports that are no list": goal("supports: «V103»top"),
    "key results that are no list": goal("key_results: «V103»{kpi: nps, target: 70}"),
    "a key result that is a word": goal("key_results: [«V103»nps]"),
    "a reference with two hashes": goal("supports: [«V103»top#a#b]"),
    "a reference with capitals": goal("supports: [«V103»Top]"),
    "a negative weight": goal("supports: [{to: top, weight: «V103»-1}]"),
    "a date that does not exist": goal("due: «V103»2026-02-30"),
    "a date with slashes": goal("due: «V103»2026/12/31"),
    "a date of one digit": goal("due: «V103»2026-12-1"),
    "a date with dots": goal("due: «V103»31.12.2026"),
    "a date with a time": goal("due: «V103»2026-12-31T10:00:00"),
    "a date of an ISO week": goal("due: «V103»2026-W01-1"),
    "a date without hyphens": goal("due: «V103»20261231"),
    "a date in words": goal("due: «V103»end of year"),
    "a date in full-width digits": goal("due: «V103»２０２６-12-31"),
    "a date of the year 9999": goal("due: «V103»9999-12-31"),
    "a date of the year 226": goal("start: «V103»0226-10-01"),
    "a date that is a number": goal("due: «V103»0"),
    "a date that is a list": goal("due: «V103»[2026-12-31]"),
    "a closing day that is a word": goal("state: closed\nclosed_on: «V103»yesterday"),
    "a confidence of eleven": goal("check_ins: [{date: 2026-10-05, confidence: «V103»11}]"),
    "a progress in percent": goal("check_ins: [{date: 2026-10-05, progress: «V103»40}]"),
    "a status that cannot be reported": goal("check_ins: [{date: 2026-10-05, status: «V103»green}]"),
    "a grade above one": goal("state: closed\nclosed_on: 2026-11-01\ngrade: «V103»85\nretrospective: x"),
    "a link with a dangerous scheme": goal("links: [{title: x, url: «V103»'javascript:alert(1)'}]"),
    "a link with a space": goal("links: [{title: x, url: «V103»https://x.example/a b}]"),
    "a target with an underscore": key_result("kpi: nps\ntarget: «V103»1_000"),
    "a target with a comma": key_result("kpi: nps\ntarget: «V103»1,000"),
    "a target of hours": key_result("kpi: nps\ntarget: «V103»12:30:45"),
    "a target in hexadecimal": key_result("kpi: nps\ntarget: «V103»0x1F"),
    "a target that is not a number": key_result("kpi: nps\ntarget: «V103».nan"),
    "a target without end": key_result("kpi: nps\ntarget: «V103».inf"),
    "a target that overflows": key_result("kpi: nps\ntarget: «V103»1e999"),
    "a target with a plus sign": key_result("kpi: nps\ntarget: «V103»+70"),
    "a target with a percent sign": key_result("kpi: nps\ntarget: «V103»70%"),
    "a target with a minus from a word processor": key_result("kpi: nps\ntarget: «V103»\u22125"),
    "a target in full-width digits": key_result("kpi: nps\ntarget: «V103»７０"),
    "a target of yes": key_result("kpi: nps\ntarget: «V103»yes"),
    "a target that begins with a point": key_result("kpi: nps\ntarget: «V103».5"),
    "a target that is a list": key_result("kpi: nps\ntarget: «V103»[70]"),
    "a bound with a unit": key_result("kpi: nps\nat_most: «V103»5 days"),
    "a bound with a word": key_result("kpi: nps\nat_least: «V103»no"),
    "one number between": key_result("kpi: nps\nbetween: «V103»[80]"),
    "a text between": key_result("kpi: nps\nbetween: «V103»80-90"),
    "an aggregate that is none": key_result("kpi: nps\ntarget: 70\naggregate: «V103»average"),
    "a baseline with a comma": key_result("kpi: nps\ntarget: 70\nbaseline: «V103»60,5"),
    "a checkpoint that is no date": key_result("kpi: nps\ntarget: 70\ncheckpoints: {«V103»October: 65}"),
    "a checkpoint that is no number": key_result(
        "kpi: nps\ntarget: 70\ncheckpoints: {2026-10-31: «V103»65%}"
    ),
    "a value by hand that is no number": key_result(
        "title: Calls\ntarget: 70\nvalues: {2026-10-01: «V103»ten}"
    ),
    "a value by hand on no day": key_result("title: Calls\ntarget: 70\nvalues: {«V103»2026-10: 10}"),
    "values that are a list": key_result("title: Calls\ntarget: 70\nvalues: «V103»[10]"),
    "a where that is a text": key_result("kpi: nps\ntarget: 70\nwhere: «V103»North"),
    "a done of yes": key_result("title: Signed\ndone: «V103»yes"),
    "a done of no": key_result("title: Signed\ndone: «V103»no"),
    "a done of true": key_result("title: Signed\ndone: «V103»true"),
    "no milestones": key_result("title: Steps\nmilestones: «V103»[]"),
    "a milestone that is a word": key_result("title: Steps\nmilestones: [«V103»one]"),
    "a milestone done at no date": key_result("title: Steps\nmilestones: [{title: One, done: «V103»soon}]"),
    "a currency in small letters": kpi("unit: «V103»currency:eur"),
    "a duration that is none": kpi("unit: «V103»duration:weeks"),
    "decimals below zero": kpi("decimals: «V103»-1"),
    "decimals that are many": kpi("decimals: «V103»10"),
    "half a decimal": kpi("decimals: «V103»1.5"),
    "days of grace without end": kpi("grace_days: «V103»99999999999"),
    "a cadence that is none": kpi("cadence: «V103»biweekly"),
    "a range without bounds": kpi("healthy: «V103»{}"),
    "a range the wrong way round": kpi("healthy: «V103»{at_least: 90, at_most: 80}"),
    "a range with too many bounds": kpi("healthy: «V103»{between: [80, 90], at_least: 70}"),
    "a range that is a number": kpi("healthy: «V103»88"),
    "an aggregate of slices that is none": kpi("aggregate: «V103»last"),
    "periods that are none": kpi("periods: «V103»school"),
    "a schema of the future": config("schema: «V103»2"),
    "a month that is none": config("cycles: {fiscal_year_start: «V103»13}"),
    "a month with a zero": config("cycles: {fiscal_year_start: «V103»0}"),
    "bounds that contradict each other": config("status: «V103»{basis: gap, on_track: 0.3, at_risk: 0.2}"),
    "a preset with bounds of its own": config("status: «V103»{rule: pace, on_track: 0.3}"),
    "half a rule": config("status: «V103»{basis: gap}"),
    "a person without a mapping": config("people:\n  boss: «V103»Boss\n  ann: {name: Ann, team: sales}"),
    "a person with a name for an id": config("people:\n  boss: {name: Boss}\n  «V103»Ann Moore: {name: Ann}"),
    "somebody who left in a month": config(
        "people:\n  boss: {name: Boss, left: «V103»2026-08}\n  ann: {name: Ann}"
    ),
    "a home page of one KPI": config("home: {kpis: «V103»nps}"),
    "an address of a site with a scheme": config("site: {name: x, url: «V103»ftp://x.example}"),
}
