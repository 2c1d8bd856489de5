/** Finds the backends, fetches their releases into the cache and starts their workers. */
@NullMarked
package dev.assay.backends.install;

import org.jspecify.annotations.NullMarked;
