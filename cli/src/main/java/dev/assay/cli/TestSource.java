package dev.assay.cli;

/** Makes the tests of a campaign. One thread at a time uses it. */
interface TestSource extends AutoCloseable {
  /** Test k: the same for the same k, whatever was made before. */
  MadeTest make(long k);

  @Override
  default void close() {}
}
