/** Safety of image classifiers under manipulations, by exhausting a region: what DLV promises. */
@NullMarked
package dev.assay.verify.image;

import org.jspecify.annotations.NullMarked;
