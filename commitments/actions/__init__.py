"""Every change of a commitment and its parts that has consequences, by noun."""

from commitments.actions.carrying import carry_commitment
from commitments.actions.commitment import (
    publish_commitment,
    return_commitment,
    submit_commitment,
    withdraw_commitment,
)
from commitments.actions.entry import create_commitment, save_commitment
from commitments.actions.parts import create_part, move_part, remove_part, save_part

__all__ = [
    "carry_commitment",
    "create_commitment",
    "create_part",
    "move_part",
    "publish_commitment",
    "remove_part",
    "return_commitment",
    "save_commitment",
    "save_part",
    "submit_commitment",
    "withdraw_commitment",
]
