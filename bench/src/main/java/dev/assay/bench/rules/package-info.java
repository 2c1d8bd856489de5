/** Measures rules that are inferred from calls. */
@NullMarked
package dev.assay.bench.rules;

import org.jspecify.annotations.NullMarked;
