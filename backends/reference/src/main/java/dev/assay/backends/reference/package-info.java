/** Runs models by the value reading of the operators. */
@NullMarked
package dev.assay.backends.reference;

import org.jspecify.annotations.NullMarked;
