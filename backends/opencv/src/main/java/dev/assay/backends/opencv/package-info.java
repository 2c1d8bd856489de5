/** Runs models on OpenCV's DNN module. */
@NullMarked
package dev.assay.backends.opencv;

import org.jspecify.annotations.NullMarked;
