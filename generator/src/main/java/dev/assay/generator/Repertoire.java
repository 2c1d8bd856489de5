package dev.assay.generator;

import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators of one opset that models may use, in the order in which they are known.
 *
 * @param asked the motifs that the options ask for
 * @param versions of each domain: of another than ONNX's own the newest that an operator needs and
 *     that came no later than the opset; what ONNX deprecates in these is drawn only where the
 *     options leave nothing else
 * @param readers of a value of each type: those operators that have an input for it
 */
record Repertoire(
    List<Operator> operators,
    Motifs motifs,
    Motifs asked,
    Map<String, Integer> versions,
    Map<DType, List<Operator>> readers) {

  /** What ONNX calls the domain of classical machine learning. */
  private static final String FEATURES = "ai.onnx.ml";

  /** The opset that came together with version 5 of that domain, in ONNX 1.16. */
  private static final int WITH_FEATURES_5 = 21;

  static Repertoire of(ModelOptions options, int opset) {
    Map<String, Integer> versions = versions(options, opset);
    List<Operator> all = holding(options, versions);
    List<Operator> kept = all.stream().filter(o -> !isDeprecated(o, versions)).toList();
    List<Operator> operators = kept.isEmpty() ? all : kept;
    Map<String, Operator> standard = new HashMap<>();
    operators.stream().filter(o -> o.domain().isEmpty()).forEach(o -> standard.put(o.name(), o));
    return new Repertoire(
        operators,
        Motifs.among(standard),
        Motifs.of(options.motifs(), standard),
        versions,
        readers(operators, versions));
  }

  private static Map<DType, List<Operator>> readers(
      List<Operator> operators, Map<String, Integer> versions) {
    Map<DType, List<Operator>> readers = new EnumMap<>(DType.class);
    for (DType type : DType.values()) {
      readers.put(
          type,
          operators.stream()
              .filter(o -> Signature.of(o, version(versions, o)).reads(type, o.inputs().size()))
              .toList());
    }
    return readers;
  }

  private static int version(Map<String, Integer> versions, Operator operator) {
    return versions.getOrDefault(operator.domain(), 1);
  }

  /** Those operators that have an input for a type. */
  List<Operator> readers(DType type) {
    return readers.getOrDefault(type, List.of());
  }

  private static List<Operator> holding(ModelOptions options, Map<String, Integer> versions) {
    return options.known().drawn().stream()
        .flatMap(
            o ->
                options
                    .known()
                    .find(o.domain(), o.name(), versions.getOrDefault(o.domain(), 1))
                    .stream())
        .filter(options.operators())
        .distinct()
        .toList();
  }

  private static Map<String, Integer> versions(ModelOptions options, int opset) {
    Map<String, Integer> versions = new HashMap<>();
    options.known().drawn().stream()
        .filter(options.operators())
        .forEach(o -> versions.merge(o.domain(), o.since(), Math::max));
    if (opset < WITH_FEATURES_5) {
      versions.computeIfPresent(FEATURES, (domain, newest) -> older(options, newest));
    }
    versions.put("", opset);
    return Map.copyOf(versions);
  }

  /** The newest version before 5 that an operator needs; if there is none, the newest. */
  private static int older(ModelOptions options, int newest) {
    return options.known().drawn().stream()
        .filter(options.operators())
        .filter(o -> o.domain().equals(FEATURES) && o.since() < 5)
        .mapToInt(Operator::since)
        .max()
        .orElse(newest);
  }

  private static boolean isDeprecated(Operator operator, Map<String, Integer> versions) {
    return Schemas.of(operator, version(versions, operator)).filter(Schema::deprecated).isPresent();
  }

  /** The version of the operator's domain in a model. */
  int version(Operator operator) {
    return version(operator.domain());
  }

  /** The version of a domain in a model. */
  int version(String domain) {
    return versions.getOrDefault(domain, 1);
  }
}
