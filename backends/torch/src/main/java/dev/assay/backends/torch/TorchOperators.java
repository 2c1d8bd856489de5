package dev.assay.backends.torch;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operators of ONNX that LibTorch has functions of its own for, by name. */
final class TorchOperators {
  private TorchOperators() {}

  /** How a node is said; empty where its formula must serve. */
  @FunctionalInterface
  interface Own {
    List<Term<String>> of(Call<String> call, TorchScript to);
  }

  /** The answer of one that does not cover a node. */
  static final List<Term<String>> FORMULA = List.of();

  static final Map<String, Own> ALL;

  static {
    Map<String, Own> all = new TreeMap<>();
    Activations.addTo(all);
    Reductions.addTo(all);
    Movements.addTo(all);
    Selections.addTo(all);
    Products.addTo(all);
    Pools.addTo(all);
    Normalisations.addTo(all);
    Images.addTo(all);
    Losses.addTo(all);
    Spectra.addTo(all);
    ALL = Collections.unmodifiableMap(all);
  }
}
