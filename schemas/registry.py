"""All tables of the contract, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from schemas.columns import TableSchema
from schemas.data_dictionary import DATA_DICTIONARY
from schemas.households import HOUSEHOLDS
from schemas.members import MEMBERS
from schemas.mother_child import MOTHER_CHILD
from schemas.pages import PAGES
from schemas.quarantine import QUARANTINE
from schemas.readings import READINGS
from schemas.recaps import RECAPS
from schemas.schooling import SCHOOLING
from schemas.villages import VILLAGE_HOUSEHOLDS, VILLAGE_SCHOOLING

TABLES: Mapping[str, TableSchema] = MappingProxyType(
    {
        schema.name: schema
        for schema in (
            READINGS,
            PAGES,
            HOUSEHOLDS,
            MEMBERS,
            SCHOOLING,
            VILLAGE_HOUSEHOLDS,
            VILLAGE_SCHOOLING,
            RECAPS,
            MOTHER_CHILD,
            QUARANTINE,
            DATA_DICTIONARY,
        )
    }
)
"""Every table that is published, in the contract's order."""
