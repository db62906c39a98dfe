"""What is wrong with a pack that came as an archive, as a table or as JSON, in words."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    # any file
    "unknown_kind": _(
        "A file that ends in {ending} is not one of a pack. Choose a ZIP of a pack's folder, an "
        "XLSX, a CSV or a JSON file. An old workbook (.xls) has to be saved as .xlsx first."
    ),
    "too_large": _("It has more than {limit} bytes. Take out what does not belong to the pack."),
    "not_zip": _("This archive is broken, or it is none. Pack the folder again."),
    "archive_name": _(
        "The name of this file leads out of the archive. Pack the folder again, with plain names."
    ),
    "archive_link": _("This is a link to another file. Pack the file itself."),
    "archive_encrypted": _("This file is encrypted. Pack the folder without a password."),
    "archive_method": _(
        "This file is packed in a way that is not read here. Pack the folder as a usual ZIP."
    ),
    "archive_overlap": _(
        "This file lies inside another one of the archive, as in a trap. Pack the folder again."
    ),
    "archive_twice": _("This name stands in the archive twice. Pack the folder again."),
    "not_utf8": _(
        "From here on this is not UTF-8 (older Korean files are often CP949). Save it as UTF-8; in "
        "Excel choose “CSV UTF-8”."
    ),
    "nul": _("There is a NUL character here, as in a binary file. Delete it."),
    "not_json": _("This is not JSON: look for a missing quote, comma or bracket just before."),
    "too_many_values": _(
        "It holds more than {limit} values, which is more than any pack. Split it."
    ),
    "too_many_problems": _("More than {limit} things are wrong: this is hardly a pack."),
    # tables
    "not_csv": _("This row cannot be read as CSV. Look for a quotation mark that is not closed."),
    "not_xlsx": _("This is not a workbook that can be read. Save it as .xlsx again."),
    "macros": _(
        "This workbook holds macros or links to other files. Save it as a plain .xlsx without them."
    ),
    "formula": _("There is a formula in this cell. Paste its value instead."),
    "xml_entities": _("This workbook defines entities, as no spreadsheet does. Save it as .xlsx."),
    "no_rows": _("This file holds no questions yet. Write one in each row, and choose it again."),
    "table_empty": _("There is no table on the first sheet. Begin with the template."),
    "table_rows": _("The table has more than {limit} rows. Split it."),
    "table_columns": _(
        "The table has more than {limit} columns. Delete those without a name in the first row."
    ),
    "unknown_column": _(
        "There is no such column. Correct its name, or leave its first cell empty: then it is not "
        "read."
    ),
    "column_twice": _("Two columns have this name. Rename or delete one of them."),
    "missing_column": _("This column is missing. Add it; the template has all of them."),
    "cell_value": _("“{value}” is not what this column takes. The template says what it takes."),
}
