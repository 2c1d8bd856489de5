/**
 * Makes the classifier of drawn digits that docs/examples/digits holds, and measures proofs on it.
 */
@NullMarked
package dev.assay.bench.digits;

import org.jspecify.annotations.NullMarked;
