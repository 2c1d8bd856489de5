/** A campaign as a page of HTML. */
@NullMarked
package dev.assay.cli.page;

import org.jspecify.annotations.NullMarked;
