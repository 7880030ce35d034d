"""What the nets ask: every command of the reference, on two ledgers of which all is made up.

A line is typed as in a shell, without `rientro` before it. Lines that record are typed one after
another, each a day later than the one before. LAST stands for the ledger's last position.
"""

from __future__ import annotations

LONG = " ".join(f"Sentence {number} of a long promise that nobody shortens." for number in range(9))

FILES = {
    "wave.csv": """\
movement,operator,count,site,to_site,contract,fte,effective_on,reason
hire,,3,IT-CTA,,C-SALES,0.5,2019-03-04,
transfer,OP-1,,AL-TIR,IT-CTA,,,2019-03-05,
reassign,OP-2,,,,-,0.75,2019-03-06,
leave,OP-3,,AL-TIR,,,,2019-03-07,retired
""",
    "bad.csv": """\
movement,operator,count,site,to_site,contract,fte,effective_on,reason
hire,OP-90,,IT-CTA,,C-SALES,2,2019-03-04,
jump,OP-1,,AL-TIR,IT-CTA,,,2019-03-05,
leave,OP-3,,AL-TIR,,,,2019-99-07,retired
""",
    "volumes.csv": (
        "contract;month;place;volume;unit\n"
        "C-SALES;2019-04;IT-CTA;7900,5;\nC-SALES;2019-04;AL;2100;\nC-HOME;04/2019;IT;12;hours\n"
    ),
    "bad-volumes.csv": (
        "contract,month,place,volume,unit,reason\n"
        "C-SALES,2019-05,IT,8.150,,\nC-SALES,2019-13,IT,1,,\nC-HOME,2019-04,IT,13,,\n"
    ),
    "terms.toml": """\
title = "A made-up protocol"
review_on = 2020-03-01
[[commitment]]
code = "new"
text = "at least 80 % of the outsourced volumes of new contracts in Italy"
work = "outsourced"
contracts = "new"
judged = "each"
place = "IT"
measure = "volume"
floor = "80"
months = 12
""",
    "nothing.csv": "movement,operator,count,site,to_site,contract,fte,effective_on,reason\n",
    "quality.csv": """\
contract,site,indicator,period,numerator,denominator,given,reason
C-SALES,IT-CTA,answer-seconds,2019-02,3250,50,,
C-SALES,AL-TIR,answer-seconds,02/2019,1400,20,,
C-SALES,AL-TIR,b2,2019-02,2,3,,
""",
    "not-a-ledger.db": "This is a letter.\n",
    "statement.txt": LONG,
}
"""Files that lie in the folder in which everything is typed."""

MADE_UP = (
    "init --name made-up",
    "contract sign C-SALES --client Alfa --supplier Beta --service Sales --on 2019-01-01",
    "contract sign C-HOME --client 'Alfa Casa' --on 2019-01-01",
    "contract sign C-OLD --client Gamma --supplier Beta --on 2019-01-01",
    (
        "site open AL-TIR --country AL --name 'Beta Tiranë' --city Tiranë --employer Beta "
        "--on 2019-01-01"
    ),
    (
        "site open RO-CLJ --country RO --region RO-CJ --city Cluj-Napoca --employer Beta "
        "--on 2019-01-01"
    ),
    (
        "site open IT-CTA --country IT --region IT-82 --city Catania --name '東京支社 Catania' "
        "--employer Beta --on 2019-01-01"
    ),
    "site open IT-MIL --country IT --on 2019-01-01",
    "site open IT-MIL --country IT --on 2019-01-01",
    (
        "hire OP-1 OP-2 OP-3 OP-4 --at AL-TIR --contract C-SALES --on 2019-01-07 --batch first "
        "--source 'List of January'"
    ),
    "hire --count 6 --at RO-CLJ --on 2019-01-07 --batch cluj",
    "hire OP-5 --at IT-CTA --contract C-HOME --fte 0.5 --on 2019-01-14",
    "hire OP-5 --at IT-CTA --contract C-HOME --fte 0.5 --on 2019-01-14",
    "hire OP-6 --at IT-MIL --contract C-OLD --on 2019-01-14",
    (
        f"plan announce P-1 --target 6 --from AL RO-CLJ --to IT --baseline 2019-01-31 "
        f"--deadline 2019-04-30 --client Alfa --supplier Beta --source 'Board of January' "
        f"--statement '{LONG}' --on 2019-01-20"
    ),
    (
        "plan announce P-2 --target 1 --from site:RO-CLJ --to IT-CTA --contract C-SALES C-HOME "
        "--baseline 2019-01-31 --deadline 2019-02-10 --on 2019-01-20"
    ),
    (
        "plan announce P-3 --target 40 --from AL --to country:IT --baseline 2019-01-31 "
        "--deadline 2019-12-31 --on 2019-01-20"
    ),
    "transfer --count 2 --from RO-CLJ --to IT-CTA --contract C-SALES --on 2019-02-04",
    "transfer OP-6 --to IT-CTA --no-contract --on 2019-02-05",
    "reassign OP-5 --contract C-SALES --fte 1 --on 2019-02-11",
    "reassign OP-1 OP-2 --fte 0.8 --on 2019-02-11 --dry-run",
    "reassign OP-1 OP-2 --fte 0.8 --on 2019-02-11",
    "import wave.csv --dry-run",
    "import wave.csv --batch wave --source 'Supplier in March'",
    "import wave.csv",
    "import nothing.csv",
    "leave OP-6 --reason resigned --on 2019-03-11",
    "leave --count 1 --from RO-CLJ --on 2019-03-11 --batch leavers",
    "downsize RO-CLJ --count 2 --reason 'The work went home' --on 2019-03-18",
    "void OP-5 --reason 'Another operator was meant'",
    "void OP-2 --back-to 2019-02-11 --reason 'The file was of last year' --dry-run",
    "void OP-2 --back-to 2019-02-11 --reason 'The file was of last year'",
    "void --batch leavers --reason 'Sent twice'",
    "reassign OP-2 --fte 0.6 --on 2019-03-20",
    "site attest IT-CTA --heads 8 --source 'Badges of March' --on 2019-03-31",
    "site attest RO-CLJ --heads 1 --source 'Ministry' --on 2019-03-31",
    "void --position LAST --reason 'Counted on another day'",
    "plan revise P-1 --target 5 --reason 'Two posts stay' --on 2019-04-02",
    "plan revise P-1 --deadline 2019-06-30 --reason 'Training takes longer' --on 2019-05-06",
    "plan withdraw P-3 --reason 'Never agreed' --on 2019-04-10",
    "contract end C-OLD --reason 'Not renewed' --on 2019-04-01",
    "contract end C-SALES --reason 'Lost' --on 2019-06-01",
    "void --position LAST --reason 'Renewed in time'",
    "site close IT-MIL --reason 'The lease has ended' --on 2019-05-01",
    "void --position LAST --reason 'The lease runs on'",
    "site close IT-MIL --reason 'Sold' --on 2019-06-01",
    "hire OP-7 --at AL-TIR --on 2019-05-06",
    "transfer OP-7 --to IT-CTA --contract C-HOME --on 2019-05-13 --source 'E-mail' --batch last",
    "hire --count 1 --at IT-CTA --on 2019-07-01 --dry-run",
    "hire --count 3 --at RO-CLJ --contract C-HOME --fte 0.3333 --on 2019-06-03",
    "hire OP-9 --at RO-CLJ --engagement agency --note 'Until the end of the year' --on 2019-06-03",
    "reassign OP-9 --engagement permanent --fte 0 --on 2019-06-10",
    "erase --position LAST --reason 'Asked for by the operator'",
    "erase --position 74 --reason 'Asked for by the operator' --dry-run",
    "erase --position 74 --reason 'Asked for by the operator'",
    "site change IT-CTA --employer Delta --on 2019-07-01 --reason 'Beta sold it' --dry-run",
    "site change IT-CTA --employer Delta --on 2019-07-01 --reason 'Beta sold it'",
    "site correct AL-TIR --city Tirana --reason 'Written as in Italian' --dry-run",
    "site correct AL-TIR --city Tirana --reason 'Written as in Italian'",
    "contract change C-HOME --supplier Delta --on 2019-07-01 --reason 'A merger'",
    "contract correct C-HOME --service 'Sales at home' --reason 'It was left out'",
    (
        "contract sign C-NEW --client Alfa --supplier Delta --succeeds C-SALES "
        "--agreed-on 2019-06-20 --on 2019-07-01"
    ),
    "plan revise P-1 --add-contract C-HOME --drop-from AL --reason 'As agreed' --on 2019-07-01",
    "plan correct P-1 --source 'Minutes of January' --reason 'Another paper was named'",
    "contract sign C-ERR --client Alfa --on 2019-07-01",
    "void --position LAST --reason 'Never signed'",
    "transfer OP-4 --to IT-CTA --fte 0.5 --on 2019-07-08 --until 2019-07-12",
    "transfer OP-4 --to IT-CTA --fte 0.5 --on 2019-07-08 --until 2019-07-12",
    "reassign --at IT-CTA --from-contract C-HOME --all --engagement permanent --on 2019-07-15",
    "reassign --at RO-CLJ --count 2 --fte 0 --note 'For a year' --on 2019-07-15",
    "void --last --reason 'Two others were meant'",
    "void --last --reason 'Once more'",
    "contract change C-NEW --supplier Gamma --on 2019-08-01 --reason 'Sold on'",
    "void --position LAST --reason 'Not sold'",
    "volume report C-SALES --month 2019-05 --unit contacts --in IT=8150 AL=1850 --source Dialler",
    "volume report C-SALES --month 2019-05 --in AL=1850 IT=8150",
    "volume report C-SALES --month 2019-05 --in IT=8050 AL=1950 --reason 'Dialler log' --dry-run",
    "volume report C-SALES --month 2019-05 --in IT=8050 AL=1950 --reason 'Dialler log'",
    "void --position LAST --reason 'Another log'",
    "volume import volumes.csv --dry-run",
    "volume import volumes.csv --batch volumes --source 'Supplier in June'",
    "volume import volumes.csv",
    "protocol draft P-2019 --terms terms.toml --on 2019-02-01",
    "protocol sign P-2019 --terms terms.toml --source 'The signed text' --on 2019-03-01",
    "protocol join P-2019 Alfa 'Alfa Case' --on 2019-03-01",
    "protocol turnover P-2019 --share 65 --year 2018 --source 'A newspaper'",
    "protocol turnover P-2019 Alfa --share 4.25 --source 'A guess'",
    "protocol leave P-2019 'Alfa Case' --on 2019-04-01 --reason 'It never joined'",
    "protocol end P-2019 --on 2020-01-01 --reason 'A law came'",
    "void --position LAST --reason 'It goes on'",
    ("contract sign C-CARE --client Alfa --supplier Beta --agreed-on 2019-03-10 --on 2019-04-01"),
    "volume report C-CARE --month 2019-04 --unit contacts --in IT=79 AL=21",
    "volume report C-CARE --month 2019-05 --in IT=82 AL=18",
    "volume report C-CARE --month 2019-05 --in IT-CTA=80 AL=20 --reason 'Counted again'",
    "quality define --shipped agcom",
    "quality define --shipped agcom",
    "quality target answer-seconds --value 70 --source 'Own standard' --on 2019-01-01",
    "quality target answer-seconds --value 60 --contract C-HOME --source 'Annex' --on 2019-02-01",
    (
        "quality report C-SALES --indicator answer-seconds --period 2019-01 --site IT-CTA "
        "--numerator 4250 --denominator 50"
    ),
    (
        "quality report C-SALES --indicator answer-seconds --period 2019-01 --site IT-CTA "
        "--numerator 4000 --denominator 50 --reason 'Counted again'"
    ),
    "quality report C-HOME --indicator answer-seconds --period 2019-Q1 --given 55",
    "quality import quality.csv --dry-run",
    "quality import quality.csv --batch march-quality",
    "void --position LAST --reason 'Another site'",
    "rule adopt --shipped it-24-bis --dry-run",
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    (
        "notice file N-1 --rule IT-24BIS-2017 --to labour --country AL --contract C-SALES C-HOME "
        "--workers 3 --from 2019-01-01 --filed 2018-12-07 --number 2018/9 --receipt wave.csv"
    ),
    (
        "notice file N-1 --rule IT-24BIS-2017 --to mise --country AL --workers 3 --from 2019-01-01 "
        "--filed 2018-12-10"
    ),
    (
        "notice file N-2 --rule IT-24BIS-2017 --to garante --country AL --workers 3 --from 2019-01-01 "
        "--filed 2018-12-10"
    ),
    "void --position LAST --reason 'Filed by somebody else'",
)
"""How the made-up ledger comes about, with what is said about it on the way."""

GROUPINGS = ("country", "region", "city", "site", "employer", "contract", "client", "supplier")

MADE_UP_QUESTIONS = {
    "commitments": (
        "volume list",
        "volume list C-SALES --since 2019-05 --on 2019-05-31",
        "volume list --known-at 2019-01-01",
        "volume import --template",
        "protocol list",
        "protocol show P-2019",
        "protocol show P-2019 --known-at 2019-01-01",
        "contract list --agreed-since 2019-01-01",
        "shares --on 2019-05-31",
        "shares --by client --months 1 --on 2019-05-31",
        "shares --by total --measure fte --in IT --on 2019-05-31",
        "shares --history --months 2 --on 2019-05-31",
        "shares --on 2018-12-01",
        "shares --in IT-CTA --on 2018-12-31",
        "commitments --on 2019-05-31",
        "commitments P-2019 --signatory Alfa --on 2019-06-30",
        "commitments P-2019 --on 2019-02-15",
        "commitments --history --signatory Alfa --on 2019-05-31",
        "commitments --known-at 2019-06-05",
        "review P-2019 --on 2019-05-31",
        "review P-2019 --on 2019-05-31 --strict",
    ),
    "figures": (
        *(f"headcount --by {by} --on 2019-05-31" for by in GROUPINGS),
        "headcount",
        "headcount --known-at 2019-07-09",
        "headcount --on 2018-12-31",
        "bridge --since 2019-01-31 --on 2019-05-31",
        "bridge --by site --since 2019-01-31 --on 2019-05-31",
        "bridge --by contract --since 2018-12-31",
        "bridge --since 2018-12-01 --on 2018-12-31",
        "flows",
        "flows --by country --since 2019-02-28 --on 2019-05-31",
        "flows --on 2018-12-31",
        "headcount --by engagement",
        "headcount --by contract --by country --on 2019-05-31",
        "headcount --by site --country IT --contract - --on 2019-05-31",
        "headcount --every quarter --since 2018-12-31 --on 2019-05-31",
        "headcount --site NOWHERE",
        "bridge --by site --by contract --since 2019-01-31 --on 2019-05-31",
        "bridge --client Alfa --since 2019-01-31 --on 2019-05-31",
        "bridge --every month --since 2019-01-31 --on 2019-03-31",
        "turnover --since 2019-01-31 --on 2019-05-31",
        "turnover --every quarter --by contract --since 2018-12-31 --on 2019-05-31",
        "flows --country AL",
        "whereabouts --since 2019-01-31 --on 2019-05-31",
        "whereabouts --by country --since 2019-01-31",
        "whereabouts --since 2018-12-01 --on 2018-12-31",
        "restatement --known-at 2019-06-20 --on 2019-03-31",
        "restatement --by site --known-at 2019-06-20 --against 2019-07-02 --on 2019-03-31",
        "restatement --by contract --known-at 2019-06-20 --since 2019-01-31 --on 2019-03-31",
        "restatement --known-at 2019-07-20 --on 2018-12-31",
        "restatement --known-at 2019-06-20 --on 2019-03-31 --plan P-1",
        "restatement --known-at 2019-06-20 --on 2019-03-31 --by site --country IT",
    ),
    "plans": (
        "progress --on 2019-05-31",
        "progress P-1 --on 2019-03-05",
        "progress P-1 --on 2019-03-31",
        "progress P-2 --on 2019-02-08",
        "progress P-3 --on 2019-02-28",
        "progress P-2 --operators --on 2019-05-31",
        "progress --known-at 2019-06-02 --on 2019-05-31",
        "progress P-2 --history --on 2019-02-08",
        "progress P-2 --history --on 2019-01-20",
        "plan list",
        "plan list --known-at 2019-06-05",
        *(f"plan show {plan}" for plan in ("P-1", "P-2", "P-3")),
    ),
    "places": (
        "site list",
        "site list --known-at 2019-06-02",
        "site show IT-CTA --on 2019-03-31",
        "site show IT-MIL",
        "contract list",
        "contract list --known-at 2019-06-02",
        "contract show C-HOME --on 2019-07-02",
        "contract show C-HOME --known-at 2019-06-02",
    ),
    "operators": (
        "operator list --on 2019-05-31",
        "operator list --at IT-CTA --on 2019-03-31",
        "operator list --at IT-MIL",
        "operator list --employer Beta --contract C-SALES --on 2019-03-31",
        "operator list --on 2018-12-31",
        "operator show OP-2",
        "operator show OP-5 --known-at 2019-06-14",
    ),
    "log": (
        "log",
        "log --site IT-MIL",
        "log --operator OP-2",
        "log --batch wave",
        "log --operator OP-22",
        "batch list",
        "batch list --known-at 2018-12-31",
        "batch show wave",
        "batch show waves",
        "log --contract C-HOME --since 2019-02-01 --reverse --limit 3",
        "log --stream plan:P-1",
        "log --stream plan:P1",
        "log --late --days 150",
        "log --recorded-by nobody",
        "log --known-at 2019-06-05",
    ),
    "quality": (
        "quality --since 2019-01 --on 2019-03-31",
        "quality --by site --contract C-SALES --since 2019-02 --on 2019-02-28",
        "quality --by client --in IT-CTA --since 2019-01 --on 2019-03-31",
        "quality --by country --since 2018-01 --on 2018-12-31",
        "quality list",
        "quality list --known-at 2019-06-05",
        "quality indicators",
        "quality import --template",
        "rule list",
        "rule list --on 2016-06-01",
        "rule show IT-24BIS-2017",
        "rule show IT-1",
        "union show EU --on 2020-02-01",
        "union show US",
        "notice list",
        "notices --on 2019-05-31",
        "notices --all --since 2019-03-01 --on 2019-05-31",
        "notices --on 2019-05-31 --known-at 2019-06-05",
    ),
    "audit": ("audit replay", "audit replay --until 30", "audit checkpoints"),
    "care": ("doctor", "import --template"),
}
"""What is asked of the made-up ledger."""

DEMO_QUESTIONS = {
    "figures": (
        *(f"headcount --by {by} --on 2018-09-30" for by in GROUPINGS),
        "headcount --on 2018-07-31",
        "bridge --since 2018-05-08 --on 2018-09-30",
        "bridge --by contract --since 2018-05-08 --on 2018-09-30",
        "flows --since 2018-05-08 --on 2018-09-30",
        "restatement --known-at 2018-09-30 --on 2018-09-30",
        "restatement --known-at 2018-09-30 --since 2018-05-08 --on 2018-09-30",
    ),
    "plans": (
        "progress FW-2018 --on 2018-06-30",
        "progress FW-2018 --on 2018-07-31",
        "progress FW-2018 --on 2018-09-30",
        "progress FW-2018 --history --on 2018-05-12",
        "progress FW-2018 --history",
        "forecast FW-2018 --on 2018-07-31 --past-only",
        "forecast FW-2018 --on 2018-07-31 --runs 1000 --seed 7",
        "forecast FW-2018 --on 2018-09-30 --weeks 12",
        "plan list",
        "plan show FW-2018",
    ),
    "places": ("site list", "site show IT-CAG --on 2018-09-30", "contract list"),
    "operators": ("operator list --on 2018-09-30", "operator show RO-IAS-0001"),
    "commitments": (
        "shares --on 2018-09-30",
        "shares --measure heads --in IT --on 2018-09-30",
        "commitments --on 2018-09-30",
        "review PROT-2017 --on 2018-09-30",
    ),
    "log": ("log --batch 2018-09-leavers", "log --site RO-BUC", "log"),
    "audit": ("audit replay", "audit replay --until 240"),
    "care": ("doctor",),
}
"""What is asked of the demonstration."""

EXPORTS = (
    *(f"export events --as {form}" for form in ("jsonl", "cloudevents")),
    *(f"export movements --as {form}" for form in ("csv", "jsonl", "hledger", "ledger")),
    "export movements --known-at 2019-06-05",
    "export quality --as csv",
    "export texts",
    *(f"export volumes --as {form}" for form in ("csv", "jsonl")),
)
"""What is written for other tools, as it is; it has a form of its own."""

REFUSED = (
    "serve --host 0.0.0.0",
    "forecast",
    "forecast P-1 --on 2019-03-01",
    "forecast P-3 --on 2019-05-31",
    "forecast P-9",
    "forecast P-1 --weeks 7",
    "shares --in NOWHERE",
    "shares --months 0",
    "commitments PROTS",
    "commitments --signatory Alpha",
    "review NOTHING",
    "review P-2019 --known-at 2019-06-05",
    "headcount --on 2019-99-99",
    "headcount --by colour",
    "headcount --nothing",
    "headcount --on 2019-01-01 --ledger other.db",
    "bridge --since 2019-02-01 --on 2019-01-01",
    "restatement --known-at 2019-06-20 --against 2019-06-10",
    "heads",
    "site",
    "site show NOWHERE",
    "site show IT-CTA extra",
    "site open IT-ROM --country IT --region RO-B --on 2019-01-01",
    "site open IT-ROM --country ZZ --on 2019-01-01",
    "site open RO-CLJ --country RO --on 2019-06-01",
    "site close RO-CLJ --reason Over --on 2019-12-31",
    "contract end C-NONE --reason Over --on 2019-12-31",
    "plan show P-9",
    "protocol show P-9",
    "protocol join P-2019 Alfa --on 2019-02-28",
    "volume report C-SALES --month 2019-05 --in IT=1",
    "volume report C-SALES --month 2019-05 --in IT=8.150",
    "volume import bad-volumes.csv",
    "contract show C-9",
    "site change IT-CTA --on 2019-07-01 --reason Why",
    "site change IT-CTA --employer Beta --on 2019-06-01 --reason Earlier",
    "site correct IT-CTA --country RO --reason Why",
    "contract sign C-NEXT --client Alfa --succeeds C-9 --on 2019-07-01",
    "contract correct C-SALES --succeeds C-NEW --reason Circle",
    "plan revise P-1 --add-contract C-9 --reason Why --on 2019-07-02",
    "plan revise P-1 --drop-from RO-NONE --reason Why --on 2019-07-02",
    "plan correct P-1 --baseline 2019-12-31 --reason Why",
    (
        "plan announce P-9 --target 0 --from RO --to IT --baseline 2019-01-01 --deadline 2019-02-01 "
        "--on 2019-01-01"
    ),
    "plan announce --from RO --to IT P-9 --target 1",
    "plan revise P-1 --reason Why --on 2019-06-01",
    "plan revise P-3 --target 3 --reason Why --on 2019-06-01",
    "operator show OP-99",
    "hire OP-8 --at NOWHERE --on 2019-06-01",
    "hire OP-8 --count 2 --at IT-CTA --on 2019-06-01",
    "hire --at IT-CTA --on 2019-06-01",
    "hire OP-8 --at IT-CTA --fte 2 --on 2019-06-01",
    "hire anna@example.org --at IT-CTA --on 2019-06-01",
    "hire OP-8 --at IT-CTA --contract C-OLD --on 2019-06-01",
    "hire OP-1 --at IT-CTA --on 2019-06-01",
    "transfer OP-1 --to IT-CTA --on 2019-06-01",
    "transfer --count 2 --to IT-CTA --on 2019-06-01",
    "transfer --count 200 --from RO-CLJ --to IT-CTA --on 2019-06-30",
    "transfer OP-4 --to IT-CTA --on 2019-01-01",
    "reassign --fte 1 --on 2019-06-01",
    "reassign OP-1 --on 2019-06-01",
    "reassign OP-1 --contract C-HOME --no-contract --on 2019-06-01",
    "void OP-1 --batch wave --reason Why",
    "void --batch first --back-to 2019-01-01 --reason Why",
    "void --position 1 --reason Why",
    "void OP-4 --last --reason Why",
    "--by nobody void --last --reason Why",
    "transfer OP-1 --to AL-TIR --on 2019-08-02 --until 2019-08-01",
    "reassign OP-4 --at AL-TIR --fte 0.5 --on 2019-08-02",
    "reassign --at IT-MIL --all --fte 0.5 --on 2019-05-01",
    "reassign --at AL-TIR --from-contract C-HOME --all --fte 0.5 --on 2019-08-01",
    "void --position 9999 --reason Why",
    "void --position 80 --reason Why",
    "import",
    "import bad.csv",
    "quality",
    "quality --since 2019-01 list",
    "quality report C-SALES --indicator calls --period 2019-05 --numerator 1 --denominator 2",
    (
        "quality report C-SALES --indicator answer-seconds --period 2019-01 --site IT-CTA "
        "--numerator 1 --denominator 2"
    ),
    "quality report C-SALES --indicator b2 --period 2019-05 --numerator 1.000 --denominator 2",
    "rule adopt",
    "rule adopt --shipped us",
    (
        "notice file N-9 --rule IT-24BIS-2017 --to mayor --country AL --workers 3 "
        "--from 2019-01-01 --filed 2018-12-10"
    ),
    "import missing.csv",
    "log --days 3",
    "export events --to events.xlsx",
    "audit replay --until 9999",
    "audit checkpoint --key statement.txt",
    "audit prove 5",
    "audit prove",
    "init --name made-up",
    "init --name x --from events.jsonl",
    "--ledger missing.db headcount",
    "--ledger not-a-ledger.db headcount",
    "db roles",
)
"""What is not done, and how that is said; asked of the made-up ledger."""

PROVING = (
    "audit checkpoint",
    "audit checkpoint --to first.checkpoint --key net.key",
    "audit checkpoint --key net.key",
    "audit checkpoints",
    "audit checkpoints --number 1",
    "audit checkpoints --number 7",
    "audit prove 5",
    "audit prove 5 --to 5.tlog-proof",
    "audit prove --operator OP-2 --to proofs",
    "audit check-proof 5.tlog-proof --event 5.tlog-proof.event --public-key net.key.pub",
    "audit check-proof 5.tlog-proof --event statement.txt --public-key net.key.pub",
    "audit verify first.checkpoint --public-key net.key.pub",
    "audit verify first.checkpoint",
    "hire OP-8 --at IT-CTA --on 2019-08-01",
    "audit verify first.checkpoint --public-key net.key.pub",
    "audit prove 70 --checkpoint first.checkpoint",
    "audit verify statement.txt --public-key net.key.pub",
    "export events --to events.jsonl",
    "audit verify first.checkpoint --public-key net.key.pub --events events.jsonl",
    "audit bundle --to made-up.zip",
    "audit bundle --to made-up.zip",
    "audit guard",
    "audit checkpoint --key net.key --after first.checkpoint --for-witness net.request",
    "audit cosign first.checkpoint --key witness.key --remember net.seen",
    (
        "audit cosign first.checkpoint --key witness.key --remember net.seen "
        "--public-key net.key.pub --to net.cosigned"
    ),
    "audit cosign net.request --key witness.key --remember net.seen",
    "audit cosign first.checkpoint --key witness.key --remember net.seen",
    "audit verify net.cosigned --public-key net.key.pub --witness witness.key.pub",
    "audit verify first.checkpoint --public-key net.key.pub --witness witness.key.pub",
    "audit verify net.cosigned --public-key net.key.pub",
    "audit verify first.checkpoint --events statement.txt",
    "audit verify first.checkpoint --public-key net.key.pub --events made-up.zip",
    "batch sign wave --key net.key",
    "batch sign wave --key net.key",
    "batch show wave",
    "batch list",
    "audit replay",
    "audit prove 5 --public-key net.key.pub",
    "audit keygen --to other.key --name 'other one'",
    "audit keygen --to other.key",
    "audit checkpoint --key other.key",
    "audit checkpoints",
    "export movements --to movements.csv",
    "report P-1 --on 2019-05-31 --to p-1.html",
    "report P-1 --on 2019-05-31 --to p-1.html",
    "report P-1 --to movements.csv",
    "report P-9",
    "copy --to copied.db",
    "copy --to copied.db",
    "db rebuild",
    "db upgrade",
    "db set-aside --position 5 --reason Why",
    "--ledger again.db init --from events.jsonl",
    "--ledger again.db audit replay",
)
"""What the keeper of the made-up ledger does after that, one after another."""

TAMPERED = (
    "audit replay",
    "audit replay --until 40",
    "audit verify first.checkpoint --public-key net.key.pub",
    "audit checkpoint",
    "audit guard",
    "doctor",
    "log",
    "db rebuild",
    "headcount --on 2019-05-31",
)
"""What is said when somebody has changed an event behind the program's back."""
