/** Bounds of what a model computes over a box of inputs, rounded outwards. */
@NullMarked
package dev.assay.verify.bounds;

import org.jspecify.annotations.NullMarked;
