package dev.assay.verify.check;

import dev.assay.core.graph.Graph;
import dev.assay.verify.property.Property;

/**
 * What a certificate is to prove: a property of a model, each with the SHA-256 of where it was read
 * from, in hexadecimal digits.
 */
public record Statement(Graph graph, String model, Property property, String claim) {}
