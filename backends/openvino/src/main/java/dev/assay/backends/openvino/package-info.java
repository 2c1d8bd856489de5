/** Runs models on OpenVINO, through its C interface. */
@NullMarked
package dev.assay.backends.openvino;

import org.jspecify.annotations.NullMarked;
