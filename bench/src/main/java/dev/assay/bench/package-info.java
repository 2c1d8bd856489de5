/** Measures what is hot and compares campaigns with those of the peers. */
@NullMarked
package dev.assay.bench;

import org.jspecify.annotations.NullMarked;
