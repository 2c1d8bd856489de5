/** Runs a backend in a JVM of its own and talks to it over a pipe. */
@NullMarked
package dev.assay.backends.worker;

import org.jspecify.annotations.NullMarked;
