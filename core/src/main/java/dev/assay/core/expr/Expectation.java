package dev.assay.core.expr;

/**
 * A condition on data: false at the points at which a behaviour occurs.
 *
 * @param why what holds where the condition does
 */
public record Expectation(Behaviour behaviour, Stage truth, String why) {}
