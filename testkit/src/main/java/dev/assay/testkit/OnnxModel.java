package dev.assay.testkit;

import dev.assay.core.tensor.DType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which models jqwik draws for a parameter of type {@code Graph} or {@link ModelCase}.
 *
 * <pre>{@code
 * @Property
 * void holds(@ForAll @OnnxModel(nodes = 5, ops = {"Relu", "Clip"}) ModelCase model) { ... }
 * }</pre>
 */
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnnxModel {
  /** How many nodes a model has at most. */
  int nodes() default 8;

  /** The only operators that models use, by name; none for all of ONNX's but the random ones. */
  String[] ops() default {};

  /** The only element types that models use; none for all. */
  DType[] types() default {};

  /** The version of ONNX's operators; 0 for any that Assay draws. */
  int opset() default 0;

  /** How many elements a tensor has at most. */
  int elements() default 256;
}
