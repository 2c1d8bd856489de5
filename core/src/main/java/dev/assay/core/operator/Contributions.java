package dev.assay.core.operator;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The operators that ONNX Runtime adds to ONNX's, nearly all of which its optimiser makes of them:
 * an optimised model is read with these. They are composed of ONNX's operators by {@link Call}.
 */
final class Contributions {
  private static final String DOMAIN = "com.microsoft";

  private Contributions() {}

  /** An operator of ONNX Runtime's own domain, which has had one version so far. */
  static Operator contributed(String name, String ports, Consumer<Draft> meaning) {
    return Operator.operator(DOMAIN, name, 1, ports, meaning);
  }

  static final List<Operator> ALL =
      Stream.of(
              ChannelsLast.ALL,
              FusedActivations.ALL,
              FusedAttentions.ALL,
              FusedProducts.ALL,
              QuantisedFunctions.ALL,
              QuantisedMatrices.ALL,
              SkipNormalisations.ALL)
          .flatMap(List::stream)
          .toList();
}
