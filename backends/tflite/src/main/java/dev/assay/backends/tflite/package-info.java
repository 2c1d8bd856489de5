/** Writes models as flat buffers and runs them on TensorFlow Lite. */
@NullMarked
package dev.assay.backends.tflite;

import org.jspecify.annotations.NullMarked;
