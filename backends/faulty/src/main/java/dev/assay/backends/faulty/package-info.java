/** Runs models as the reference does, but for bugs planted on purpose. */
@NullMarked
package dev.assay.backends.faulty;

import org.jspecify.annotations.NullMarked;
