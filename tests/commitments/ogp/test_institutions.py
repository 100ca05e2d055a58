"""Lists of institutions taken apart."""

import pytest

from commitments.ogp.institutions import kind_of, names_of, normalised_name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ministry of Finance", ("Ministry of Finance",)),
        ("Ministry of Labour, Health and Social Affairs", ("Ministry of Labour, Health and Social Affairs",)),
        (
            "Ministry of Culture, Ministry of Regional Development, Construction and Communal Services",
            ("Ministry of Culture", "Ministry of Regional Development, Construction and Communal Services"),
        ),
        ("Ministry of Finance, Public Property Agency", ("Ministry of Finance", "Public Property Agency")),
        ("World Bank, USAID", ("World Bank", "USAID")),
        (
            "Ministry of Justice<br/>World Bank; Parliament",
            ("Ministry of Justice", "World Bank", "Parliament"),
        ),
        (
            "State Property Fund Ministry of Justice Ministry of Digital Transformation",
            ("State Property Fund", "Ministry of Justice", "Ministry of Digital Transformation"),
        ),
        ("Academy of the Ministry of Justice", ("Academy of the Ministry of Justice",)),
        (
            "NGO Watch (by agreement) Transparency Fund (upon consent)",
            ("Watch", "Transparency Fund"),
        ),
        ("Institute for Freedom of<br/>Information (IFI)", ("Institute for Freedom of Information (IFI)",)),
        (
            "Ministry of Justice, other unspecified NGOs and international organisations",
            ("Ministry of Justice",),
        ),
        ("Parliament; Citizens: Nobody Real; Somebody Else", ("Parliament",)),
        ("UNDP; Nobody Real, City Council Member", ("UNDP",)),
        ("Ministry of Justice, Ministry of Justice.", ("Ministry of Justice",)),
        ("None Specified", ()),
        ("Unclear", ()),
        ("", ()),
    ],
)
def test_names_of(cell: str, names: tuple[str, ...]) -> None:
    assert names_of(cell) == names


def test_names_are_compared_without_country_and_marks() -> None:
    assert normalised_name("The Ministry of Justice of Georgia") == normalised_name("Ministry of Justice.")
    assert normalised_name("Ministry of Justice") != normalised_name("Ministry of Finance")


@pytest.mark.parametrize(
    ("name", "lead", "kind"),
    [
        ("Ministry of Justice", False, "government"),
        ("State Agency on Science", False, "public_body"),
        ("World Bank", True, "international"),
        ("Watch NGO", False, "cso"),
        ("Academy of Sciences", False, "academia"),
        ("EKENG CJSC", True, "business"),
        ("PSH", True, "public_body"),
        ("ARAZA", False, "cso"),
    ],
)
def test_kind_of(name: str, lead: bool, kind: str) -> None:
    assert kind_of(name, lead=lead) == kind
