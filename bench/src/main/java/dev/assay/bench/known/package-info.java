/** Known bugs of released systems, and which of them replaying finds. */
@NullMarked
package dev.assay.bench.known;

import org.jspecify.annotations.NullMarked;
