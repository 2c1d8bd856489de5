package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Finding;
import dev.assay.oracle.Symptom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is wrong with a case that is to be reduced: the first backend that does something wrong, on
 * which inputs, and what it looks like. The one that the case was kept for comes first.
 *
 * @param slowest how long the slower of the backend's levels took at the second time, when its
 *     process had run before
 */
record FirstLook(Accused accused, Symptom symptom, Map<String, Tensor> inputs, Duration slowest) {

  /**
   * Runs a case.
   *
   * @throws IllegalArgumentException if nothing is wrong, or not every time
   */
  static FirstLook of(GivenCase given, List<Runner> runners) throws InterruptedException {
    Optional<String> kept = given.note().flatMap(CaseNote::finding).map(Finding::backend);
    List<Integer> order =
        IntStream.range(0, runners.size())
            .boxed()
            .sorted(
                Comparator.comparing(
                    k -> !kept.equals(Optional.of(runners.get(k).spec().toString()))))
            .toList();
    for (Map<String, Tensor> inputs : given.data()) {
      for (int k : order) {
        Accused accused = Accused.of(runners, k);
        Optional<Accused.Sighting> first = accused.look(given.trial(inputs));
        if (first.isPresent()) {
          Optional<Accused.Sighting> second = accused.look(given.trial(inputs));
          Symptom symptom = first.get().symptom();
          if (second.filter(s -> symptom.isKeptIn(s.symptom())).isEmpty()) {
            throw unsteady(accused, symptom, second.map(Accused.Sighting::symptom));
          }
          Duration warm = second.get().slowest();
          return new FirstLook(accused, symptom, inputs, warm);
        }
      }
    }
    throw new IllegalArgumentException(
        "nothing is wrong with the case\n  required : a finding on one of the backends\n  but      : "
            + runners.stream().map(r -> r.spec().toString()).toList()
            + " do nothing wrong on "
            + given.path());
  }

  private static IllegalArgumentException unsteady(
      Accused accused, Symptom first, Optional<Symptom> second) {
    return new IllegalArgumentException(
        "the finding does not come every time\n  required : the same symptom twice\n  but      : "
            + first
            + "\n  then     : "
            + second.map(Symptom::toString).orElse("nothing wrong")
            + "\n  backend  : "
            + accused.runner().spec());
  }
}
