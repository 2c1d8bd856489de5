/** Models as pictures, laid out by ELK. */
@NullMarked
package dev.assay.cli.picture;

import org.jspecify.annotations.NullMarked;
