/** Runs models on tract, through its C interface. */
@NullMarked
package dev.assay.backends.tract;

import org.jspecify.annotations.NullMarked;
