package dev.assay.verify.bounds;

/** The intervals of all units of a network. */
@SuppressWarnings("ArrayRecordComponent")
public record Intervals(double[] low, double[] high) {}
