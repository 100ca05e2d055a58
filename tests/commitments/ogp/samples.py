"""Small exports of each generation, written for the tests; words and names are made up."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "ogp"
REAL_2016 = REAL / "irm_live_2016.csv"
REAL_2024 = REAL / "eap_commitments_2024.csv"

COLUMNS_2015 = (
    "000 Case No.",
    "Action Plan No.",
    "Country",
    "Commitment Title",
    "Full Text",
    "Lead institution (Responsible Instutitution)",
    "Supporting Institution",
    "Budget Transparency",
    "Open Data",
    "Sub-national governance",
    "OGP",
    "Person Reponsible from Lead Institution",
    "Email",
    "Compound",
    "Cluster",
    "Specificity",
    "GC-PubInt",
    "GC-PubSvc",
    "Value -Info",
    "Value -Tech",
    "Potential Impact",
    "Start",
    "End",
    "Actual Completion",
    "Projected Completion",
    "On time",
    "On schedule",
    "Starred",
)
COLUMNS_2016 = (
    "Country",
    "Action Plan Number",
    "Comm No",
    "Commitment Title",
    "Short Title",
    "Full Text",
    "Start Date",
    "End Date",
    "Lead Institution",
    "Supporting Institution(s)",
    "Contact Name",
    "Contact Email",
    "Open Data",
    "E-government",
    "Specificity",
    "_Specificity",
    "Value -Info",
    "Value -Part",
    "Potential impact",
    "Completion (progress report)",
    "Starred (2015 only)",
    "Year of submission",
    "Report publication year (progress report)",
    "Completion (end of term)",
    "Report publication year (end of term)",
    "Change in completion",
    "",
    "",
)
COLUMNS_2024 = (
    "Commitment Unique Identifier",
    "Country/Locality",
    "Action Plan Number",
    "Commitment Number",
    "National Or Local",
    "Year Of Submission",
    "Action Plan End Year",
    "Commitment Title",
    "Short Title",
    "Full Text",
    "Start Date",
    "End Date",
    "Lead Institution",
    "Supporting Institution(s)",
    "Open Data",
    "Access to information",
    "Verifiable",
    "Potential for Results",
    "Completion (End Of Term)",
    "Report Publication Year (End Of Term)",
    "Early Results",
    "Carried Forward",
    "Action Plan ID",
    "URL",
)

ROW_2015 = {
    "000 Case No.": "1",
    "Action Plan No.": "1",
    "Country": "Ukraine",
    "Commitment Title": "4. A register of permits",
    "Full Text": "The agency opens a register of permits.",
    "Lead institution (Responsible Instutitution)": "Permit Agency",
    "Supporting Institution": "None specified",
    "Budget Transparency": "1",
    "Open Data": "0",
    "Sub-national governance": "0",
    "OGP": "0",
    "Person Reponsible from Lead Institution": "Nobody Real",
    "Email": "nobody@example.org",
    "Compound": "0",
    "Cluster": "1.2",
    "Specificity": "b. medium",
    "GC-PubInt": "1",
    "GC-PubSvc": "1",
    "Value -Info": "1",
    "Value -Tech": "0",
    "Potential Impact": "Moderate",
    "Start": "2012",
    "End": "Mar-13",
    "Actual Completion": "b. Limited",
    "Projected Completion": "c. Substantial",
    "On time": "1",
    "On schedule": "behind schedule",
    "Starred": "0",
}
ROW_2016 = {
    "Country": "Ukraine",
    "Action Plan Number": "1",
    "Comm No": "4",
    "Commitment Title": "4. A register of permits",
    "Short Title": "4. Register of permits",
    "Full Text": "The agency opens<br/>a register of permits &amp; licences.",
    "Start Date": "Not Specified",
    "End Date": "31/12/2013",
    "Lead Institution": "Permit Agency",
    "Supporting Institution(s)": "Ministry of Works, Housing and Roads<br/>other unspecified NGOs",
    "Contact Name": "Nobody Real",
    "Contact Email": "nobody@example.org",
    "Open Data": "1",
    "E-government": "1",
    "Specificity": "c. high",
    "_Specificity": "3",
    "Value -Info": "1",
    "Value -Part": "0",
    "Potential impact": "None",
    "Completion (progress report)": "c. Substantial",
    "Starred (2015 only)": "0",
    "Year of submission": "2012",
    "Report publication year (progress report)": "2014",
    "Completion (end of term)": "Withdrawn",
    "Report publication year (end of term)": "2016",
    "Change in completion": "No Change",
}
ROW_2024 = {
    "Commitment Unique Identifier": "UA0904",
    "Country/Locality": "Ukraine",
    "Action Plan Number": "1",
    "Commitment Number": "4",
    "National Or Local": "National",
    "Year Of Submission": "2012",
    "Action Plan End Year": "2013",
    "Commitment Title": "A register of permits",
    "Short Title": "Register of Permits",
    "Full Text": "The agency opens a register of permits and licences.",
    "Start Date": "NA",
    "End Date": "December 2013",
    "Lead Institution": "Permit Agency.",
    "Supporting Institution(s)": "NA",
    "Open Data": "1",
    "Access to information": "1",
    "Verifiable": "Yes",
    "Potential for Results": "ND",
    "Completion (End Of Term)": "Complete",
    "Report Publication Year (End Of Term)": "2016",
    "Early Results": "ND",
    "Carried Forward": "0",
    "Action Plan ID": "AP_UKR01",
    "URL": "https://opengovpartnership.org/members/ukraine/commitments/ua0904",
}


def as_csv(
    columns: Iterable[str],
    rows: Iterable[Mapping[str, str]],
    *,
    above: Iterable[Iterable[str]] = (),
    delimiter: str = ",",
) -> bytes:
    """An export as bytes; `above` are rows over the header."""
    listed = list(columns)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(above)
    writer.writerow(listed)
    writer.writerows([row.get(column, "") for column in listed] for row in rows)
    return out.getvalue().encode()


def export_2015(*rows: Mapping[str, str]) -> bytes:
    """With a row of group headings above, as OGP's sheet of 2015 had."""
    groups = ["" for _ in COLUMNS_2015]
    groups[7] = "Fiscal Openness"
    return as_csv(COLUMNS_2015, [{**ROW_2015, **row} for row in rows or ({},)], above=[groups])


def export_2016(*rows: Mapping[str, str]) -> bytes:
    """With a row of column numbers above, as OGP's file of 2016 had."""
    numbers = [str(i) for i in range(len(COLUMNS_2016))]
    return as_csv(COLUMNS_2016, [{**ROW_2016, **row} for row in rows or ({},)], above=[numbers])


def export_2024(*rows: Mapping[str, str]) -> bytes:
    """One header row with a byte-order mark, as spreadsheets write."""
    return b"\xef\xbb\xbf" + as_csv(COLUMNS_2024, [{**ROW_2024, **row} for row in rows or ({},)])
