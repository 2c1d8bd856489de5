package dev.assay.oracle.reduce;

import java.util.stream.Stream;

/** Calls operators in a plainer way: see {@link Settings}. */
final class PlainerCalls implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return Settings.of(specimen.draft()).stream();
  }
}
