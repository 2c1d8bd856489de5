/** Models written into the graphs of frameworks that do not read ONNX. */
@NullMarked
package dev.assay.backends.emitter;

import org.jspecify.annotations.NullMarked;
