/** Is the command line of Assay, with its reports and pictures. */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
