package dev.assay.core.graph;

/** A named input or output of a graph. */
public record Value(String name, ValueType type) {}
