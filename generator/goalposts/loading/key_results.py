"""The key results of a goal: which type each one is, and its terms."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from typing import Any

from goalposts import problem_codes as codes
from goalposts.key_results import TYPES
from goalposts.key_results.evidence import KeyResultType
from goalposts.key_results.terms import Terms
from goalposts.loading.validation import misread, validate
from goalposts.loading.yaml_text import Mapping, key_place, place
from goalposts.problems import Problem
from goalposts.records.goal import KeyResult
from goalposts.records.ids import slug
from goalposts.records.kpi import Kpi
from goalposts.records.text import did_you_mean


@dataclass
class KeyResultReader:
    """Reads the key results of one goal; `problems` grows while it reads."""

    node: Mapping
    path: str
    kpis: Dict[str, Kpi]
    problems: list[Problem] = field(default_factory=list)

    def read(self, raw: list[dict[str, Any]]) -> tuple[KeyResult, ...]:
        """Return the key results that can be understood, in the order of the file."""
        found = [self._one(index, fields) for index, fields in enumerate(raw)]
        kept: dict[str, KeyResult] = {}
        for result in found:
            if result is None:
                continue
            if result.id in kept:
                where = place(self.node, self.path, "key_results", result.index)
                other = kept[result.id].index + 1
                message = f"has the id `{result.id}`, as has key result {other}"
                hint = f"Give it an id of its own, for example: id: {result.id[:60]}-2"
                self.problems.append(
                    codes.I102.at(where, message, hint, field=f"key_results.{result.index}.id")
                )
                continue
            kept[result.id] = result
        return tuple(kept.values())

    def _one(self, index: int, fields: dict[str, Any]) -> KeyResult | None:
        kind = self._type(index, fields)
        if kind is None:
            return None
        terms, problems = validate(kind.terms, self.node, self.path, at=("key_results", index))
        self.problems.extend(problems)
        if terms is None or not self._has_values(index, kind, terms):
            return None
        kpi = self.kpis.get(terms.kpi) if terms.kpi else None
        title = terms.title or (kpi.title if kpi else terms.kpi)
        name = terms.id or terms.kpi or slug(terms.title or "")
        if not title or not name:
            what = "a title" if not title else "an id that can be made from its title"
            hint = (
                "Add, for example: title: Renewal rate" if not title else "Add, for example: id: renewal-rate"
            )
            where = place(self.node, self.path, "key_results", index)
            problem = codes.G106.at(
                where, f"has no {what.split(' ', 1)[1]}", hint, field=f"key_results.{index}"
            )
            self.problems.append(problem)
            return None
        return KeyResult(name, title, kind.name, terms, index)

    def _type(self, index: int, fields: dict[str, Any]) -> KeyResultType | None:
        given = [(key, kind) for kind in TYPES for key in kind.keys if key in fields]
        if len(given) == 1:
            return given[0][1]
        where = place(self.node, self.path, "key_results", index)
        field_name = f"key_results.{index}"
        every = [key for kind in TYPES for key in kind.keys]
        if given:
            names = " and ".join(f"`{key}`" for key, _ in given)
            where = key_place(self.node, self.path, "key_results", index, given[1][0])
            message = f"has {names}; expected exactly one of them"
            self.problems.append(codes.G104.at(where, message, "Keep one of them.", field=field_name))
            return None
        known = {name for kind in TYPES for name in kind.terms.model_fields}
        for name in fields:
            if name not in known:
                where = key_place(self.node, self.path, "key_results", index, name)
                message = f"`{name[:60]}` is not a field of key results"
                hint = misread(name) or did_you_mean(name, known)
                self.problems.append(codes.V101.at(where, message, hint, field=f"{field_name}.{name[:60]}"))
                return None
        message = "does not say what success is; expected one of " + ", ".join(f"`{key}`" for key in every)
        self.problems.append(codes.G104.at(where, message, "Add, for example: target: 92", field=field_name))
        return None

    def _has_values(self, index: int, kind: KeyResultType, terms: Terms) -> bool:
        by_hand = "values" in terms.model_fields_set
        where = place(self.node, self.path, "key_results", index)
        field_name = f"key_results.{index}"
        if kind.needs_values and terms.kpi is None and not by_hand:
            message = "has neither a `kpi` nor `values`"
            hint = "Add `kpi: <id>`, or values by hand:\nvalues: {2026-10-05: 12}"
        elif terms.kpi is not None and by_hand:
            message = "has a `kpi` and `values`; expected one of them"
            hint = "Keep the KPI, and put the values into its CSV."
        elif not kind.needs_values and (terms.kpi is not None or by_hand):
            message = f"reads values, but a {kind.name.replace('_', '/')} result is not made of values"
            hint = "Remove `kpi` and `values`, or give a `target`."
        elif terms.where and terms.kpi is None:
            message = "has `where` without a `kpi`"
            hint = "Add the KPI whose slice this is."
        else:
            return True
        self.problems.append(codes.G105.at(where, message, hint, field=field_name))
        return False
