/** Judges the outputs of backends, finds what is to blame and reduces what was found. */
@NullMarked
package dev.assay.oracle;

import org.jspecify.annotations.NullMarked;
