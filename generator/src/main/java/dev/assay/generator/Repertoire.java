package dev.assay.generator;

import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators of one opset that models may use, in the order of the catalogue. */
record Repertoire(List<Operator> operators, Pairs pairs) {

  static Repertoire of(ModelOptions options, int opset) {
    Map<String, Operator> all = new LinkedHashMap<>();
    Map<String, Operator> standard = new LinkedHashMap<>();
    for (Operator o : Catalogue.all()) {
      int version = o.domain().isEmpty() ? opset : newest(o.domain());
      Optional<Operator> holds = Catalogue.find(o.domain(), o.name(), version);
      holds
          .filter(options.operators())
          .ifPresent(
              h -> {
                all.put(h.domain() + ":" + h.name(), h);
                if (h.domain().isEmpty()) {
                  standard.put(h.name(), h);
                }
              });
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "the options leave no operator to draw\n  required : one operator at least\n  but      : "
              + options);
    }
    return new Repertoire(List.copyOf(all.values()), Pairs.among(standard));
  }

  /** The newest version of a domain that the catalogue has. */
  static int newest(String domain) {
    return Catalogue.all().stream()
        .filter(o -> o.domain().equals(domain))
        .mapToInt(Operator::since)
        .max()
        .orElse(1);
  }
}
