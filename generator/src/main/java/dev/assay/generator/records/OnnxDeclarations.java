package dev.assay.generator.records;

import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Declarations as ONNX's schemas have them, of its own operators and of those that others add. */
public final class OnnxDeclarations {
  private OnnxDeclarations() {}

  /** What is declared of an operator in a version of its domain. */
  public static Optional<Declaration> find(String domain, String name, int version) {
    return Schemas.find(domain, name, version).map(s -> of(s, version));
  }

  /** What is declared of all operators that hold in a version of a domain. */
  public static List<Declaration> all(String domain, int version) {
    return Schemas.all(domain, version).stream().map(s -> of(s, version)).toList();
  }

  /** What a schema declares, of an operator that is called in a version of its domain. */
  public static Declaration of(Schema s, int version) {
    return new Declaration(
        s.domain(),
        s.name(),
        version,
        s.leastInputs(),
        s.leastOutputs(),
        ports(s.inputs()),
        ports(s.outputs()),
        s.attributes().values().stream().flatMap(f -> field(f).stream()).toList());
  }

  private static List<Declaration.Port> ports(List<Schema.Parameter> parameters) {
    List<Declaration.Port> ports = new ArrayList<>();
    for (Schema.Parameter p : parameters) {
      boolean shares = p.homogeneous() && !p.type().contains("(");
      ports.add(
          new Declaration.Port(
              p.name(),
              shares ? p.type() : "type of " + p.name(),
              p.types(),
              switch (p.occurrence()) {
                case SINGLE -> Declaration.Occurrence.SINGLE;
                case OPTIONAL -> Declaration.Occurrence.OPTIONAL;
                case VARIADIC -> Declaration.Occurrence.VARIADIC;
              }));
    }
    return ports;
  }

  /** Empty for a kind that no call has, such as a sparse tensor. */
  private static Optional<Declaration.Field> field(Schema.Field f) {
    return Arrays.stream(Attribute.Kind.values())
        .filter(k -> k.name().equals(f.kind()))
        .findFirst()
        .map(kind -> new Declaration.Field(f.name(), kind, f.required(), f.otherwise()));
  }
}
