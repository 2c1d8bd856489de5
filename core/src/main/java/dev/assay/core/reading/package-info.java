/** The readings of a definition: what its formulas come to. */
@NullMarked
package dev.assay.core.reading;

import org.jspecify.annotations.NullMarked;
