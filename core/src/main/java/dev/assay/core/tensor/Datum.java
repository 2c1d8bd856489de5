package dev.assay.core.tensor;

/** What a value of a model holds when it runs. */
public sealed interface Datum permits Tensor, Sequence, Maybe {}
