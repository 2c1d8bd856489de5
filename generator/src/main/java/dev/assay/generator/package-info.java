/** Draws valid models and numerically sound inputs for them. */
@NullMarked
package dev.assay.generator;

import org.jspecify.annotations.NullMarked;
