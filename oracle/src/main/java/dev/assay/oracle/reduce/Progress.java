package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;

/**
 * How far a reduction has come.
 *
 * @param graph the smallest so far
 * @param elements of it, in inputs, constants and what nodes make
 * @param trials how many models were looked at
 */
public record Progress(Graph graph, long nodes, long elements, long trials) {}
