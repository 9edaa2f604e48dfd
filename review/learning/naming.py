"""What models are called: by what they were trained on, so that equal names mean equal answers."""

from __future__ import annotations

import hashlib
import json

import numpy as np

from review.domain.suggestions.model_name import WITH_VECTORS
from review.domain.wording.counted import counted
from review.learning.models.question import question_text
from review.learning.review_models import ReviewModels

_SHORT = 8
"""How many digits of a hash name a model."""


def relevance_name(models: ReviewModels, stage: str) -> str:
    """The name of the order of a stage."""
    model = models.relevance(stage)
    uncalibrated = "" if model.calibrated else ", scores not calibrated yet"
    decisions = counted(len(model.labels), "decision")
    return f"relevance {relevance_sha256(models, stage)[:_SHORT]} ({decisions}{uncalibrated})"


def codes_name(models: ReviewModels) -> str:
    """The name of the models of codes."""
    uncalibrated = "" if models.codes().calibrated else ", scores not calibrated yet"
    sentences = f" {WITH_VECTORS}" if models.vectors else ""
    codings = counted(models.data.acts.number_of_codings, "coding")
    return f"codes {codes_sha256(models)[:_SHORT]} ({codings}{sentences}{uncalibrated})"


def relevance_sha256(models: ReviewModels, stage: str) -> str:
    """The SHA-256 of what the order of a stage was trained on."""
    labels = models.relevance(stage).labels
    named = sorted((models.texts.records[row].record, label) for row, label in labels.items())
    return _digest(stage, question_text(models.theory_map, stage), models.records_digest, named)


def codes_sha256(models: ReviewModels) -> str:
    """The SHA-256 of what the models of codes were trained on."""
    codes = models.codes()
    cells = np.argwhere(codes.known >= 0).tolist()
    values = codes.known[codes.known >= 0].tolist()
    drawn = np.flatnonzero(codes.model.drawn).tolist()
    encoder = [models.vectors.encoder.sha256] if models.vectors else []
    return _digest(codes.codes, codes.texts_digest, cells, values, drawn, *encoder)


def source_types_sha256(models: ReviewModels) -> str:
    """The SHA-256 of what the model of source types was trained on."""
    types = models.source_types()
    return _digest(types.types, sorted(models.data.source_types.items()), models.records_digest)


def _digest(*values: object) -> str:
    """The SHA-256 of the values, in hexadecimal."""
    digest = hashlib.sha256()
    for value in values:
        digest.update(json.dumps(value).encode())
    return digest.hexdigest()
