/** What a search proved, as a file that others can check. */
@NullMarked
package dev.assay.verify.certificate;

import org.jspecify.annotations.NullMarked;
