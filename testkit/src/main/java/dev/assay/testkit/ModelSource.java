package dev.assay.testkit;

import dev.assay.core.tensor.DType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Gives a parameterised JUnit test models, for those without jqwik: the test has one parameter, a
 * {@code Graph} or a {@link ModelCase}. The same seed gives the same models.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @ModelSource(count = 50, nodes = 5)
 * void holds(ModelCase model) { ... }
 * }</pre>
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(ModelSourceProvider.class)
@ExtendWith(AssayExtension.class)
public @interface ModelSource {
  /** How many models. */
  int count() default 50;

  long seed() default 1;

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
