/** The language of meanings: sizes, elements as formulas, and stages. */
@NullMarked
package dev.assay.core.expr;

import org.jspecify.annotations.NullMarked;
