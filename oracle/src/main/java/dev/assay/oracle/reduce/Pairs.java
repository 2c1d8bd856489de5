package dev.assay.oracle.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes two edits at once that are of no use alone, as a number of groups with its channels. */
final class Pairs implements Surgery {
  /** The pairs of so many edits take a second to read. */
  private static final int MOST = 120;

  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    List<Edit> edits = new ArrayList<>(Cuts.each(draft, false));
    edits.addAll(Settings.of(draft));
    int count = Math.min(MOST, edits.size());
    return IntStream.range(0, count)
        .boxed()
        .flatMap(j -> IntStream.range(j + 1, count).mapToObj(k -> edits.get(j).and(edits.get(k))));
  }
}
