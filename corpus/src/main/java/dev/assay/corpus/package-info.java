/** Keeps test cases, campaigns, signatures and known bugs on disk. */
@NullMarked
package dev.assay.corpus;

import org.jspecify.annotations.NullMarked;
