"""The words of spreadsheets: what columns and values are called, in English and Italian.

`NAMES` and `VALUES` are taken in every file, with or without a mapping. `HEADINGS` and `PERSONAL` are
for a drafted mapping only, which a person looks through. Names are written as `cells.key` makes them.
"""

from __future__ import annotations

NAMES: dict[str, str] = {
    "movimento": "movement",
    "causale": "movement",
    "matricola": "operator",
    "numero operatori": "count",
    "sede": "site",
    "a sede": "to_site",
    "sede di destinazione": "to_site",
    "commessa": "contract",
    "rapporto": "engagement",
    "rapporto di lavoro": "engagement",
    "decorrenza": "effective_on",
    "data decorrenza": "effective_on",
    "data di decorrenza": "effective_on",
    "ultimo giorno": "last_day",
    "ultimo giorno di lavoro": "last_day",
    "motivo": "reason",
    "nota": "note",
}
"""Other names of our own columns."""

VALUES: dict[str, dict[str, str]] = {
    "movement": {
        "assunzione": "hire",
        "trasferimento": "transfer",
        "variazione": "reassign",
        "variazione orario": "reassign",
        "cambio commessa": "reassign",
        "cessazione": "leave",
    },
    "reason": {
        "dimissioni": "resigned",
        "dimissioni volontarie": "resigned",
        "licenziamento": "dismissed",
        "pensionamento": "retired",
        "fine contratto": "contract-ended",
        "scadenza contratto": "contract-ended",
        "esubero": "redundant",
        "altro": "other",
    },
    "engagement": {
        "tempo indeterminato": "permanent",
        "tempo determinato": "fixed-term",
        "somministrazione": "agency",
        "distacco": "seconded",
        "altro": "other",
    },
}
"""Other words for our own values, by column."""

LEAVING: dict[str, str] = {
    word: reason for word, reason in VALUES["reason"].items() if reason != "other"
}
"""Why somebody leaves, by words that are a movement, too: who resigns is a leaver."""

HEADINGS: dict[str, str] = {
    "tipo movimento": "movement",
    "evento": "movement",
    "event": "movement",
    "type": "movement",
    "codice operatore": "operator",
    "cod operatore": "operator",
    "codice dipendente": "operator",
    "dipendente": "operator",
    "employee": "operator",
    "employee id": "operator",
    "id operatore": "operator",
    "staff id": "operator",
    "quantità": "count",
    "numero": "count",
    "n operatori": "count",
    "teste": "count",
    "heads": "count",
    "sede di lavoro": "site",
    "sede operativa": "site",
    "sito": "site",
    "da sede": "site",
    "sede di partenza": "site",
    "location": "site",
    "office": "site",
    "workplace": "site",
    "nuova sede": "to_site",
    "sede di arrivo": "to_site",
    "destinazione": "to_site",
    "new site": "to_site",
    "destination": "to_site",
    "contratto": "contract",
    "codice commessa": "contract",
    "account": "contract",
    "client contract": "contract",
    "fte %": "fte",
    "% fte": "fte",
    "part time %": "fte",
    "ore settimanali": "fte",
    "orario": "fte",
    "ore": "fte",
    "hours": "fte",
    "weekly hours": "fte",
    "tipo contratto": "engagement",
    "tipo rapporto": "engagement",
    "tipologia contrattuale": "engagement",
    "employment type": "engagement",
    "data effetto": "effective_on",
    "data inizio": "effective_on",
    "dal": "effective_on",
    "data": "effective_on",
    "date": "effective_on",
    "effective date": "effective_on",
    "start date": "effective_on",
    "data ultimo giorno": "last_day",
    "last working day": "last_day",
    "motivazione": "reason",
    "motivo cessazione": "reason",
    "leaving reason": "reason",
    "note": "note",
    "notes": "note",
    "osservazioni": "note",
    "remarks": "note",
}
"""What such columns are often called."""

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("gennaio", "gen", "january", "jan"),
            ("febbraio", "feb", "february"),
            ("marzo", "mar", "march"),
            ("aprile", "apr", "april"),
            ("maggio", "mag", "may"),
            ("giugno", "giu", "june", "jun"),
            ("luglio", "lug", "july", "jul"),
            ("agosto", "ago", "august", "aug"),
            ("settembre", "set", "sett", "september", "sep", "sept"),
            ("ottobre", "ott", "october", "oct"),
            ("novembre", "nov", "november"),
            ("dicembre", "dic", "december", "dec"),
        ),
        1,
    )
    for name in names
}
"""What months are called."""

PERSONAL = frozenset(
    {
        *("cognome", "nome", "cognome e nome", "nome e cognome", "nominativo", "name", "full name"),
        *("surname", "first name", "last name", "codice fiscale", "cf", "tax code", "iban"),
        *("e mail", "email", "mail", "telefono", "cellulare", "phone", "indirizzo", "address"),
        *(
            "data di nascita",
            "data nascita",
            "date of birth",
            "luogo di nascita",
            "sesso",
            "gender",
        ),
        *("responsabile", "manager", "team leader", "tl"),
    }
)
"""What columns are often called that hold personal data: never stored, never printed."""

NUMBERS = frozenset({"#", "n.", "n°", "nr", "nr.", "no."})
"""What a column is called that numbers the rows of a list."""

TOTALS = ("totale", "totali", "total", "totals", "subtotale", "subtotal", "somma", "grand total")
"""How a line begins that adds up those before it."""
