/** Cuts a model that shows something down to one that shows the same and little else. */
@NullMarked
package dev.assay.oracle.reduce;

import org.jspecify.annotations.NullMarked;
