"""Records that contradict themselves or others, series that cannot be read, each with marks."""

from __future__ import annotations

from tests.support.repository import (
    CSV,
    GOAL,
    PEOPLE,
    Files,
    Place,
    config,
    goal,
    key_result,
    kpi,
    team,
)

SERIES: dict[str, Files] = {
    "semicolons": {CSV: "«C101»date;value\n2026-10;61\n"},
    "tabs": {CSV: "«C101»date\tvalue\n2026-10\t61\n"},
    "bars": {CSV: "«C101»date|value\n2026-10|61\n"},
    "a quote that is not closed": {
        CSV: 'date,value,note\n2026-09,60,x\n2026-10,61,«C101»"open\n2026-11,62,y\n'
    },
    "text after a quote": {CSV: 'date,value,note\n2026-09,60,«C101»"a"b\n'},
    "line ends of CR alone": {CSV: "date,value«C101»\r2026-10,61\r"},
    "an empty file": {CSV: "«C102»"},
    "a file of blank lines": {CSV: "«C102»\n\n\n"},
    "no date column": {CSV: "«C102»month,value\n2026-10,61\n"},
    "no value column": {CSV: "«C102»date,score\n2026-10,61\n"},
    "a date column in capitals": {CSV: "«C102»Date,value\n2026-10,61\n"},
    "a value column in the plural": {CSV: "date,«C102»values\n2026-10,61\n"},
    "a note column in capitals": {CSV: "date,value,«C102»Note\n2026-10,61,x\n"},
    "a column twice": {CSV: "date,value,region,«C102»region\n2026-10,61,a,b\n"},
    "a column twice but for capitals": {CSV: "date,value,region,«C102»Region\n2026-10,61,a,b\n"},
    "a column without a name": {CSV: "date,value,«C102»\n2026-10,61,x\n"},
    "a column of spaces": {CSV: "date,value,«C102»  \n2026-10,61,x\n"},
    "spaces around a column": {CSV: "date,«C102» value\n2026-10,61\n"},
    "too many columns": {CSV: "«F103»date,value," + ",".join(f"c{n}" for n in range(1000)) + "\n"},
    "too many cells": {CSV: "date,value\n2026-10,1,«C103»234\n"},
    "too few cells": {CSV: "date,value,note\n2026-10,«C103»61\n"},
    "a conflict": {CSV: "date,value\n«F108»<<<<<<< HEAD\n2026-10,61\n=======\n2026-10,62\n>>>>>>> plans\n"},
    "a NUL": {CSV: "date,value\n2026-10,6«F104»\x001\n"},
    "a date that is a word": {CSV: "date,value\n«C104»October,61\n"},
    "a date that is missing": {CSV: "date,value\n«C104»,61\n"},
    "a day that does not exist": {CSV: "date,value\n«C104»2026-02-30,61\n"},
    "a month that does not exist": {CSV: "date,value\n«C104»2026-13,61\n"},
    "a quarter that does not exist": {CSV: "date,value\n«C104»2026-Q5,61\n"},
    "a half that does not exist": {CSV: "date,value\n«C104»2026-H3,61\n"},
    "a week that does not exist": {CSV: "date,value\n«C104»2026-W54,61\n"},
    "a weekday": {CSV: "date,value\n«C104»2026-W01-1,61\n"},
    "a split year of two years": {CSV: "date,value\n«C104»2015/17,61\n"},
    "a range of years backwards": {CSV: "date,value\n«C104»2005/2003,61\n"},
    "a date with slashes": {CSV: "date,value\n«C104»10/31/2026,61\n"},
    "a date with a space before it": {CSV: "date,value\n«C104» 2026-10,61\n"},
    "a date of the year 9999": {CSV: "date,value\n«C104»9999-12-31,61\n"},
    "a date of the year 1": {CSV: "date,value\n«C104»0001,61\n"},
    "a date of the year 0": {CSV: "date,value\n«C104»0000-01,61\n"},
    "a value with a percent sign": {CSV: "date,value\n2026-10,«C105»61%\n"},
    "a value with a thousands comma": {CSV: 'date,value\n2026-10,«C105»"1,234"\n'},
    "a value with a decimal comma": {CSV: 'date,value\n2026-10,«C105»"61,5"\n'},
    "a value with an underscore": {CSV: "date,value\n2026-10,«C105»1_000\n"},
    "a value with a long minus": {CSV: "date,value\n2026-10,«C105»\u22125\n"},
    "a value with a plus": {CSV: "date,value\n2026-10,«C105»+5\n"},
    "a value with a currency": {CSV: "date,value\n2026-10,«C105»$5\n"},
    "a value that is a word": {CSV: "date,value\n2026-10,«C105»n/a\n"},
    "a value that is not a number": {CSV: "date,value\n2026-10,«C105»NaN\n"},
    "a value without end": {CSV: "date,value\n2026-10,«C105»inf\n"},
    "a value that overflows": {CSV: "date,value\n2026-10,«C105»1e400\n"},
    "a value in full-width digits": {CSV: "date,value\n2026-10,«C105»６１\n"},
    "a value of a space": {CSV: "date,value\n2026-09,60\n2026-10,«C105» \n"},
    "a target that is a word": {CSV: "date,value,target\n2026-10,61,«C105»high\n"},
    "two wrong cells": {CSV: "date,value\n«C104»Oct,«C105»x\n"},
    "the same month twice": {CSV: "date,value\n2026-09,60\n2026-10,61\n«C106»2026-10,62\n"},
    "the same week twice": {CSV: "date,value\n2026-W40,60\n«C106»2026-w40,62\n", **kpi("cadence: weekly")},
    "the same slice twice": {CSV: "date,value,region\n2026-09,60,\n2026-10,61,N\n«C106»2026-10,62,N\n"},
    "a cell after a text with a comma": {CSV: 'date,note,value\n2026-10,"a, b",«C105»x\n'},
    "a row after a text of two lines": {CSV: 'date,value,note\n2026-09,60,"a\nb"\n2026-10,«C105»x,\n'},
    "a series alone": {"kpis/churn.csv": "«K101»date,value\n"},
    "a series below a folder alone": {"kpis/sales/churn.csv": "«K101»date,value\n"},
    "a definition alone": kpi("«K102»title: Churn", path="kpis/churn.md"),
}

PEOPLE_FILES: dict[str, Files] = {
    "an unknown column of people": {PEOPLE: "id,name,«C102»email\nbob,Bob,b@x.example\n"},
    "people without names": {PEOPLE: "«C102»id,team\nbob,sales\n"},
    "people with semicolons": {PEOPLE: "«C101»id;name\nbob;Bob\n"},
    "a person with a bad id": {PEOPLE: "id,name\n«V103»Bob Smith,Bob\n"},
    "a person without a name": {PEOPLE: "id,name\n«V102»bob,\n"},
    "a person who left at no date": {PEOPLE: "id,name,left\nbob,Bob,«V103»August\n"},
    "a ragged row of people": {PEOPLE: "id,name\nbob,«C103»\n".replace("bob,«C103»", "«C103»bob")},
}

DATES: dict[str, Files] = {
    "no dates": {GOAL: goal("-cycle")[GOAL].replace("---\n", "---\n«G101»", 1)},
    "a start alone": {GOAL: goal("-cycle\nstart: 2026-10-01")[GOAL].replace("---\n", "---\n«G101»", 1)},
    "an unknown cycle": goal("cycle: «G102»2026-Q5"),
    "a cycle of a week": goal("cycle: «G102»2026-W47"),
    "a cycle of a word": goal("cycle: «G102»spring-push"),
    "a cycle of the year 9999": goal("cycle: «G102»9999"),
    "a due day before the start": goal("start: «G103»2027-01-01\ndue: 2026-12-31"),
    "a due day before the cycle": goal("due: «G103»2026-09-30"),
    "a custom cycle backwards": config(
        "cycles: {custom: {push: {start: «G103»2026-05-31, due: 2026-03-01}}}"
    ),
    "no type of a key result": key_result("«G104»kpi: nps"),
    "two types of a key result": key_result("kpi: nps\ntarget: 70\n«G104»at_least: 60"),
    "two bounds of a key result": key_result("kpi: nps\nabove: 60\n«G104»below: 70"),
    "no values of a key result": key_result("«G105»title: Calls\ntarget: 70"),
    "a KPI and values": key_result("«G105»kpi: nps\nvalues: {2026-10-01: 1}\ntarget: 70"),
    "a KPI of milestones": key_result("«G105»kpi: nps\nmilestones: [{title: One}]"),
    "a slice without a KPI": key_result(
        "«G105»title: Calls\nvalues: {2026-10-01: 1}\nwhere: {a: b}\ntarget: 7"
    ),
    "no name of a key result": key_result("«G106»values: {2026-10-01: 1}\ntarget: 70"),
    "no id of a key result": key_result("«G106»title: 目标\nvalues: {2026-10-01: 1}\ntarget: 70"),
    "the same key result twice": goal(
        "key_results:\n  - {kpi: nps, target: 70}\n  - «I102»{kpi: nps, target: 80}"
    ),
}

CLASHES: dict[str, tuple[Files, list[Place]]] = {
    "two goals of one name": (
        {"goals/g.md": goal("team: sales")[GOAL]},
        [("I101", GOAL, 2, 1)],
    ),
    "two KPIs of one name": (
        kpi(path="kpis/a/nps.md") | {"kpis/a/nps.csv": "date,value\n2026-09,60\n2026-10,61\n"},
        [("I101", "kpis/nps.md", 2, 1)],
    ),
    "a person in both lists": ({PEOPLE: "id,name\nann,Ann\n"}, [("I101", PEOPLE, 2, None)]),
    "a team named like a person": (
        team("title: Boss", path="goals/boss/index.md"),
        [("I101", "goals/boss/index.md", 2, 1)],
    ),
    "an id that another file has": (
        goal("id: g", path="goals/sales/h.md"),
        [("I101", "goals/sales/h.md", 9, 5)],
    ),
}

REFERENCES: dict[str, Files] = {
    "an unknown owner": goal("owner: «R102»bob"),
    "a team as an owner": goal("owner: «R102»sales"),
    "an unknown contributor": goal("contributors: [sales, «R103»bob]"),
    "an unknown stakeholder": goal("stakeholders: [«R103»cfo]"),
    "an unknown reporter": goal("check_ins: [{date: 2026-10-05, by: «R103»bob}]"),
    "a team as a reporter": goal("check_ins: [{date: 2026-10-05, by: «R103»sales}]"),
    "an unknown owner of a key result": key_result("kpi: nps\ntarget: 70\nowner: «R103»bob"),
    "an unknown owner of a KPI": kpi("owner: «R103»bob"),
    "an unknown lead": team("lead: «R103»bob"),
    "an unknown team of a goal": goal("team: «R104»sails"),
    "an unknown team of a KPI": kpi("team: «R104»sails"),
    "an unknown parent": team("parent: «R104»company"),
    "an unknown team of a person": config(
        "people:\n  boss: {name: Boss}\n  ann: {name: Ann, team: «R104»sails}"
    ),
    "an unknown KPI": key_result("kpi: «R101»nsp\ntarget: 70"),
    "an unknown KPI of the home page": config("home: {kpis: [nps, «R101»churn]}"),
    "an unknown goal": goal("supports: [top, «R105»bottom]"),
    "an unknown goal in a mapping": goal("supports: [top, {to: «R105»bottom, weight: 2}]"),
    "an unknown key result": goal("supports: [«R105»top#score]"),
    "a goal that supports itself": goal("supports: [top, «R107»g]"),
    "an unknown column": key_result("kpi: nps\nwhere: {«R109»regoin: North}\ntarget: 70"),
    "an unknown value": key_result("kpi: nps\nwhere: {region: «R109»north}\ntarget: 70\nbaseline: 58"),
    "a former id in use": goal("aliases: [«R110»top]"),
    "a former id twice": goal("aliases: [old, «R110»old]"),
    "a link to no file": goal(body="See «R112»[it](nowhere.md).\n"),
    "a link out of the repository": goal(body="See «R112»[it](../../../etc/passwd).\n"),
    "an image that is not there": goal(body="«R112»![plan](plan.png)\n"),
    "a dangerous link": goal(body="Größe: «R113»[it](javascript:alert(1)).\n"),
    "a dangerous link with a blank": goal(body="«R112»[it](<java\tscript:alert(1)>)\n"),
    "a link of data": goal(body="«R113»[it](data:text/html,x)\n"),
    "an image from elsewhere": goal(body="«R114»![it](https://x.example/a.png)\n"),
    "a link in a check-in": goal("check_ins: [{date: 2026-10-05, note: «R112»'[x](no.md)'}]"),
    "a file in links": goal("links: [{title: Plan, url: «R112»plan.md}]"),
    "a broken link of the introduction": {
        "goals/index.md": "---\ntitle: Hi\n---\nOne.\n\nSee «R112»[it](no.md).\n"
    },
    "a broken link of a team": team(body="«R112»[it](no.md)\n"),
    "a broken link of a KPI": kpi(body="«R112»[it](no.md)\n"),
    "a broken link by reference": goal(body="See «R112»[it][1].\n\n[1]: no.md\n"),
    "an unknown status rule": config("status: {rule: «S101»paec}"),
    "an unknown language": config("site: {name: x, language: «S102»klingon}"),
    "a setting of MkDocs that is ours": config("mkdocs: {«S103»site_dir: public}"),
}

ALONE: dict[str, tuple[Files, list[Place]]] = {
    "a person of people.csv in no team": (
        {PEOPLE: "id,name,team\nbob,Bob,sails\n"},
        [("R104", PEOPLE, 2, None)],
    ),
}
