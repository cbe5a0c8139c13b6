"""The base of every record that people write: strict, frozen, documented field by field."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Fields(BaseModel):
    """Fields as they stand in a file. Unknown ones are errors; nothing can be set later."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        # most builds read files of few kinds: what checks a model is made when the first one is read
        defer_build=True,
        # `schema` and `copy` are names of pydantic's own methods; ours are told apart by aliases
        protected_namespaces=(),
        allow_inf_nan=False,
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:
        """Return the mapping without known fields that were left empty: an empty field is one not given."""
        if not isinstance(value, dict) or all(part is not None for part in value.values()):
            return value
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: part for name, part in value.items() if part is not None or name not in known}
