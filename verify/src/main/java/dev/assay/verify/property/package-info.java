/** What is claimed of a model: boxes of inputs and what must not come out. */
@NullMarked
package dev.assay.verify.property;

import org.jspecify.annotations.NullMarked;
