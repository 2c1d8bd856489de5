/** Calls systems under test through their C interfaces. */
@NullMarked
package dev.assay.backends.foreign;

import org.jspecify.annotations.NullMarked;
