package dev.assay.verify.robustness;

import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An input in the box of a case that comes true.
 *
 * @param exact the input in exact decimals, in the box
 * @param point what the model is given: the same, rounded to its type
 * @param inReals whether it does in exact arithmetic
 * @param inFloats whether it does when the model runs
 * @param outputs what the model gave when it ran
 */
@SuppressWarnings("ArrayRecordComponent")
public record Witness(
    List<BigDecimal> exact,
    double[] point,
    boolean inReals,
    boolean inFloats,
    Optional<List<Tensor>> outputs) {}
