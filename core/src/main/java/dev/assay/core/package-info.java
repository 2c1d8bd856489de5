/** Graphs, tensors, and the operators with their readings. */
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
