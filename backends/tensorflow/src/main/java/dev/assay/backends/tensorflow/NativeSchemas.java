package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.*;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schema.Field;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.KernelDef;
import org.tensorflow.proto.KernelList;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.OpDef.AttrDef;

/**
 * TensorFlow's own operators in the form of ONNX's schemas. Left out are those that have a state or
 * steer the flow, take or give what is no tensor of a type that we hold, or have no kernel for
 * CPUs.
 */
final class NativeSchemas {
  private static final Set<String> FLOW =
      Set.of("Switch", "Merge", "Enter", "Exit", "NextIteration", "LoopCond");

  private final OpDef operator;
  private final Map<String, List<String>> constraints = new LinkedHashMap<>();
  private final Set<String> implied = new HashSet<>();

  private NativeSchemas(OpDef operator) {
    this.operator = operator;
  }

  static List<Schema> of(Registry registry) {
    Set<String> runnable = runnable();
    return registry.operators().values().stream()
        .filter(o -> runnable.contains(o.getName()) && isPlain(o))
        .flatMap(o -> new NativeSchemas(o).schema().stream())
        .toList();
  }

  /** The operators that have a kernel for CPUs. */
  private static Set<String> runnable() {
    TF_Status status = TF_NewStatus();
    try {
      byte[] bytes = Registry.bytes(TF_GetAllRegisteredKernels(status));
      Set<String> names = new HashSet<>();
      for (KernelDef k : KernelList.parseFrom(bytes).getKernelList()) {
        if (k.getDeviceType().equals("CPU")) {
          names.add(k.getOp());
        }
      }
      return names;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow lists its kernels in another form", e);
    } finally {
      TF_DeleteStatus(status);
    }
  }

  private static boolean isPlain(OpDef o) {
    return !o.getName().startsWith("_")
        && !FLOW.contains(o.getName())
        && !o.getIsStateful()
        && !o.hasDeprecation()
        && o.getInputArgCount() > 0
        && o.getOutputArgCount() > 0
        && isManyAtMostLast(o.getInputArgList())
        && isManyAtMostLast(o.getOutputArgList())
        && o.getOutputArgList().stream().allMatch(a -> a.getTypeListAttr().isEmpty());
  }

  private static boolean isMany(ArgDef a) {
    return !a.getNumberAttr().isEmpty() || !a.getTypeListAttr().isEmpty();
  }

  private static boolean isManyAtMostLast(List<ArgDef> args) {
    return args.subList(0, args.size() - 1).stream().noneMatch(NativeSchemas::isMany)
        && args.stream().noneMatch(ArgDef::getIsRef);
  }

  /** Empty where an input or output is no tensor that we hold, or an attribute no kind of ours. */
  private Optional<Schema> schema() {
    List<Parameter> inputs = parameters(operator.getInputArgList(), true);
    List<Parameter> outputs = parameters(operator.getOutputArgList(), false);
    Map<String, Field> fields = new LinkedHashMap<>();
    for (AttrDef a : operator.getAttrList()) {
      if (implied.contains(a.getName())) {
        continue;
      }
      Optional<Field> field = field(a);
      if (field.isEmpty() && !a.hasDefaultValue()) {
        return Optional.empty();
      }
      field.ifPresent(f -> fields.put(f.name(), f));
    }
    boolean holds =
        inputs.stream().noneMatch(p -> p.types().isEmpty())
            && outputs.stream().noneMatch(p -> p.types().isEmpty());
    return Optional.of(
            new Schema(
                Registry.DOMAIN,
                operator.getName(),
                1,
                false,
                least(inputs),
                Math.max(1, least(outputs)),
                inputs,
                outputs,
                fields,
                constraints))
        .filter(s -> holds);
  }

  private static int least(List<Parameter> parameters) {
    return (int) parameters.stream().filter(p -> p.occurrence() == Occurrence.SINGLE).count();
  }

  private List<Parameter> parameters(List<ArgDef> args, boolean isInput) {
    List<Parameter> all = new ArrayList<>();
    for (ArgDef a : args) {
      implied.add(a.getNumberAttr());
      implied.add(a.getTypeListAttr());
      if (isInput) {
        implied.add(a.getTypeAttr());
      }
      Set<DType> types = types(a);
      String variable = a.getTypeAttr();
      if (!variable.isEmpty()) {
        constraints.put(variable, types.stream().map(NativeSchemas::text).toList());
      } else if (a.getTypeListAttr().isEmpty()) {
        variable = types.stream().map(NativeSchemas::text).findFirst().orElse("");
      } else {
        variable = a.getTypeListAttr();
        constraints.put(variable, types.stream().map(NativeSchemas::text).toList());
      }
      all.add(
          new Parameter(
              a.getName(),
              variable,
              types,
              isMany(a) ? Occurrence.VARIADIC : Occurrence.SINGLE,
              a.getTypeListAttr().isEmpty()));
    }
    return all;
  }

  private static String text(DType type) {
    return "tensor(" + type.label() + ")";
  }

  private Set<DType> types(ArgDef a) {
    if (a.getType() != DataType.DT_INVALID) {
      return held(List.of(a.getType())::contains);
    }
    String name = a.getTypeAttr().isEmpty() ? a.getTypeListAttr() : a.getTypeAttr();
    Collection<DataType> allowed =
        operator.getAttrList().stream()
            .filter(d -> d.getName().equals(name))
            .flatMap(d -> d.getAllowedValues().getList().getTypeList().stream())
            .toList();
    return held(t -> allowed.isEmpty() || allowed.contains(t));
  }

  private static Set<DType> held(Predicate<DataType> wanted) {
    Set<DType> types = EnumSet.noneOf(DType.class);
    Types.HELD.stream().filter(t -> wanted.test(Types.of(t))).forEach(types::add);
    return types;
  }

  private static Optional<Field> field(AttrDef a) {
    Optional<Attribute.Kind> kind =
        Optional.ofNullable(
            switch (a.getType()) {
              case "int", "bool", "type" -> Attribute.Kind.INT;
              case "float" -> Attribute.Kind.FLOAT;
              case "string" -> Attribute.Kind.STRING;
              case "tensor" -> Attribute.Kind.TENSOR;
              case "shape", "list(int)", "list(bool)", "list(type)" -> Attribute.Kind.INTS;
              case "list(float)" -> Attribute.Kind.FLOATS;
              case "list(string)" -> Attribute.Kind.STRINGS;
              default -> null;
            });
    return kind.map(
        k ->
            new Field(
                a.getName(),
                k.name(),
                !a.hasDefaultValue(),
                a.hasDefaultValue() ? otherwise(a) : Optional.empty()));
  }

  /** What holds where a node gives none; empty where no value of ours says it. */
  private static Optional<Attribute> otherwise(AttrDef a) {
    AttrValue v = a.getDefaultValue();
    AttrValue.ListValue list = v.getList();
    return switch (a.getType()) {
      case "int" -> Optional.of(Attribute.of(v.getI()));
      case "bool" -> Optional.of(Attribute.of(v.getB() ? 1 : 0));
      case "float" -> Optional.of(Attribute.of((double) v.getF()));
      case "string" -> Optional.of(Attribute.of(v.getS().toStringUtf8()));
      case "type" ->
          held(v.getType()::equals).stream().findFirst().map(t -> Attribute.of(t.onnx()));
      case "list(int)" -> Optional.of(Attribute.ofInts(list.getIList()));
      case "list(float)" ->
          Optional.of(Attribute.ofFloats(list.getFList().stream().map(f -> (double) f).toList()));
      default -> Optional.empty();
    };
  }
}
