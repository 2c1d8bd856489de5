/** Walks the formulas of a model element by element, with numbers that an algebra makes. */
@NullMarked
package dev.assay.verify.trace;

import org.jspecify.annotations.NullMarked;
