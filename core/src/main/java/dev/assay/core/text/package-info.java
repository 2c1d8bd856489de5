/** The text reading: each operator printed as a person would write it. */
@NullMarked
package dev.assay.core.text;

import org.jspecify.annotations.NullMarked;
