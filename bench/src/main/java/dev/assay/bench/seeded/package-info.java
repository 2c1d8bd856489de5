/** Faults put into models by a seed, and which judges see them. */
@NullMarked
package dev.assay.bench.seeded;

import org.jspecify.annotations.NullMarked;
