package dev.assay.cli;

import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the catalogue has of an operator, over all versions.
 *
 * @param since the versions from which its definitions hold
 * @param ports of the newest
 * @param types the element types that ONNX lets its newest form take or give
 */
record OperatorProfile(
    String domain, String name, List<Integer> since, String ports, List<String> types) {

  static List<OperatorProfile> all() {
    Map<String, List<Operator>> forms = new TreeMap<>();
    for (Operator o : Catalogue.all()) {
      forms.computeIfAbsent(o.domain() + ":" + o.name(), key -> new ArrayList<>()).add(o);
    }
    return forms.values().stream().map(OperatorProfile::of).toList();
  }

  private static OperatorProfile of(List<Operator> forms) {
    List<Integer> since = forms.stream().map(Operator::since).sorted().toList();
    Operator newest =
        forms.stream().max(java.util.Comparator.comparingInt(Operator::since)).orElseThrow();
    return new OperatorProfile(
        newest.domain(), newest.name(), since, ports(newest), types(newest));
  }

  private static String ports(Operator o) {
    return ports(o.inputs()) + " -> " + ports(o.outputs());
  }

  private static String ports(List<Port> ports) {
    return ports.stream()
        .map(p -> p.name() + (p.variadic() ? "*" : p.optional() ? "?" : ""))
        .collect(Collectors.joining(" "));
  }

  private static List<String> types(Operator o) {
    Set<DType> types = EnumSet.noneOf(DType.class);
    Schemas.find(o.domain(), o.name(), Integer.MAX_VALUE)
        .ifPresent(
            schema -> {
              for (Schema.Parameter p : schema.inputs()) {
                types.addAll(schema.types(p));
              }
              for (Schema.Parameter p : schema.outputs()) {
                types.addAll(schema.types(p));
              }
            });
    return types.stream().map(DType::toString).toList();
  }
}
