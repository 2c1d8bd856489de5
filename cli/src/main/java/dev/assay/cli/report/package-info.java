/**
 * What others read of a finding: issues for its maintainers, results for continuous integration.
 */
@NullMarked
package dev.assay.cli.report;

import org.jspecify.annotations.NullMarked;
