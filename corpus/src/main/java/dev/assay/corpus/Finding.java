package dev.assay.corpus;

/**
 * What a backend did wrong on a test.
 *
 * @param backend as it was named, options included
 * @param version of the system under test
 */
public record Finding(String backend, String version, String verdict, String detail) {}
