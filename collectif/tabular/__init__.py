"""Reading the tables people upload: CSV, Excel and LibreOffice, within bounds, with errors they understand."""

from .model import Limits, Row, TableData, TabularError, column_name
from .reading import read_table

__all__ = ["Limits", "Row", "TableData", "TabularError", "column_name", "read_table"]
