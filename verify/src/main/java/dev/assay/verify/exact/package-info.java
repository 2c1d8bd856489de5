/** Rational numbers, for what must not be rounded. */
@NullMarked
package dev.assay.verify.exact;

import org.jspecify.annotations.NullMarked;
