package dev.assay.core.text;

import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says a set of element types in few words: whole families by their name. */
public final class TypeSummary {
  private static final Map<String, Predicate<DType>> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("float*", DType.FLOATS::contains);
    FAMILIES.put("float8*", DType::isFloat8);
    FAMILIES.put("float6*", TypeSummary::isFloat6);
    FAMILIES.put("int*", t -> t.isInteger() && t.isSigned() && t.bits() >= 8);
    FAMILIES.put("uint*", t -> t.isInteger() && !t.isSigned() && t.bits() >= 8);
    FAMILIES.put("int4 uint4 int2 uint2", t -> t.isInteger() && t.bits() < 8);
  }

  /** What ONNX had before operator set 28, and most operators still have. */
  private static final Set<DType> MOST =
      DType.ANY.stream().filter(t -> !isFloat6(t)).collect(Collectors.toUnmodifiableSet());

  private TypeSummary() {}

  private static boolean isFloat6(DType t) {
    return t.isFloat() && t.bits() == 6;
  }

  public static String of(Set<DType> types) {
    if (types.equals(DType.ANY)) {
      return "all";
    }
    if (types.equals(MOST)) {
      return "all but float6*";
    }
    Set<DType> left = EnumSet.noneOf(DType.class);
    left.addAll(types);
    List<String> words = new ArrayList<>();
    FAMILIES.forEach(
        (name, family) -> {
          Set<DType> whole = DType.ANY.stream().filter(family).collect(Collectors.toSet());
          if (left.containsAll(whole)) {
            words.add(name);
            left.removeAll(whole);
          }
        });
    left.forEach(t -> words.add(t.toString()));
    return String.join(" ", words);
  }
}
