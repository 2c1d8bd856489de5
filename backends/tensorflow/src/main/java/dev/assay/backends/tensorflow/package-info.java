/** TensorFlow as a backend. */
@NullMarked
package dev.assay.backends.tensorflow;

import org.jspecify.annotations.NullMarked;
