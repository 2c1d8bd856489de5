/** Benchmarks of proofs. */
@NullMarked
package dev.assay.bench.verify;

import org.jspecify.annotations.NullMarked;
