"""Every text that people translate has a name, once."""

from ogp_portal.audit.labels import FIELDS, MODELS, NOT_TRANSLATED_HERE, field_name, split_column, texts_of
from ogp_portal.languages.fields import translated_fields, translated_models


def test_every_translated_field_of_every_model_has_a_name() -> None:
    models = {m._meta.label_lower: m for m in translated_models() if m._meta.app_config is not None}
    listed = {label: set(texts_of(label)) for label in models if label not in NOT_TRANSLATED_HERE}
    assert listed == {
        label: set(translated_fields(model))
        for label, model in models.items()
        if label not in NOT_TRANSLATED_HERE
    }


def test_every_model_with_named_fields_has_a_name_itself() -> None:
    assert set(FIELDS) <= set(MODELS)


def test_the_texts_of_a_commitment_stand_in_the_order_of_the_template() -> None:
    assert texts_of("commitments.commitment")[:4] == ("title", "short_title", "summary", "problem")
    assert field_name("commitments.commitment", "lead") == "Lead institution"


def test_a_column_is_parted_into_field_and_language() -> None:
    assert split_column("commitments.commitment", "title_ka") == ("title", "ka")
    assert split_column("commitments.commitment", "done_so_far_en") == ("done_so_far", "en")
    assert split_column("commitments.commitment", "lead_id") == ("lead", "")
    assert split_column("commitments.commitment", "starts_text") == ("starts_text", "")
