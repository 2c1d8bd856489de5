package dev.assay.backends.torch;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.graph.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorHandleOptional;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.global.torch.DispatchKey;
import org.bytedeco.pytorch.global.torch.Tag;
import org.jspecify.annotations.Nullable;

/** LibTorch's own operators, as its dispatcher lists them. */
final class Aten {
  /** The domain in which they stand as nodes of a model. */
  static final String DOMAIN = "aten";

  private static final String PREFIX = "aten::";

  /** One without operators. */
  static final Aten NONE = new Aten(Map.of());

  private final Map<String, AtenOperator> operators;

  private Aten(Map<String, AtenOperator> operators) {
    this.operators = Collections.unmodifiableMap(new TreeMap<>(operators));
  }

  /** Asks LibTorch. */
  static Aten read() {
    Map<String, AtenOperator> all = new TreeMap<>();
    try (PointerScope scope = new PointerScope()) {
      OperatorName names = Dispatcher.singleton().getAllOpNames();
      for (long k = 0; k < names.limit(); k++) {
        OperatorName name = names.getPointer(OperatorName.class, k);
        OperatorHandleOptional handle = Dispatcher.singleton().findSchema(name);
        if (text(name.name()).startsWith(PREFIX) && handle.has_value()) {
          AtenOperator o = operator(handle.get());
          all.put(o.name(), o);
        }
      }
    }
    return new Aten(all);
  }

  /** All of them, by name. */
  Map<String, AtenOperator> operators() {
    return operators;
  }

  AtenOperator get(String name) {
    AtenOperator operator = operators.get(name);
    if (operator == null) {
      throw new NotEmittedException("LibTorch has no operator " + name);
    }
    return operator;
  }

  private static AtenOperator operator(OperatorHandle handle) {
    FunctionSchema schema = handle.schema();
    String overload = text(schema.overload_name());
    String name = text(schema.name()).substring(PREFIX.length());
    return new AtenOperator(
        overload.isEmpty() ? name : name + "." + overload,
        list(schema.arguments()).stream().map(Aten::argument).toList(),
        list(schema.returns()).stream().map(Aten::type).toList(),
        !schema.is_mutable() && !handle.hasTag(Tag.nondeterministic_seeded),
        handle.hasComputedKernelForDispatchKey(DispatchKey.CPU));
  }

  /** The elements of a vector of LibTorch's, of which an empty one is no pointer. */
  private static List<Argument> list(@Nullable Argument first) {
    List<Argument> all = new ArrayList<>();
    for (long k = 0; first != null && k < first.limit(); k++) {
      all.add(first.getPointer(Argument.class, k));
    }
    return all;
  }

  private static AtenOperator.Argument argument(Argument a) {
    boolean given = a.default_value().has_value();
    return new AtenOperator.Argument(
        text(a.name()), type(a), given, given ? value(a.default_value().get()) : Optional.empty());
  }

  private static String type(Argument a) {
    return text(a.real_type().get().str());
  }

  private static Optional<Attribute> value(IValue v) {
    if (v.isBool()) {
      return Optional.of(Attribute.of(v.toBool() ? 1 : 0));
    }
    if (v.isInt()) {
      return Optional.of(Attribute.of(v.toInt()));
    }
    if (v.isDouble()) {
      return Optional.of(Attribute.of(v.toDouble()));
    }
    if (v.isString()) {
      return Optional.of(Attribute.of(text(v.toStringRef())));
    }
    return v.isIntList()
        ? Optional.of(Attribute.ofInts(Arrays.stream(v.toIntVector().get()).boxed().toList()))
        : Optional.empty();
  }

  /** A text of LibTorch's, of which an empty one is no pointer. */
  private static String text(@Nullable BytePointer pointer) {
    return pointer == null ? "" : pointer.getString();
  }
}
