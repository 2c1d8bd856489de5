package dev.assay.testkit;

import static dev.assay.testkit.Onnx.assertThatModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Claims hold of what is right, and say of what is wrong what it is. */
final class ModelAssertTest {
  private static final Tensor GIVEN = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, 2, 3, 4);
  private static final Tensor DOUBLED = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 2.0, 4, 6, 8);

  /** y = x + x, for the most part. */
  private static ModelCase sum(String operator, Map<String, Attribute> attributes, String... xs) {
    TensorType type = TensorType.of(DType.FLOAT32, 2, 2);
    Graph graph =
        new Graph(
            "sum",
            Map.of("", 17),
            List.of(new Value("x", type)),
            Map.of(),
            List.of(Node.of(operator, List.of(xs), List.of("y"), attributes)),
            List.of(new Value("y", type)));
    return new ModelCase(graph, Map.of("x", GIVEN));
  }

  private static final ModelCase SUM = sum("Add", Map.of(), "x", "x");

  private static UnaryOperator<Graph> into(ModelCase other) {
    return graph -> other.graph();
  }

  private static Path folder(String test) {
    return Path.of("target/assay-cases/" + ModelAssertTest.class.getName() + "." + test);
  }

  @Test
  void aModelSurvivesWhatComputesTheSame() {
    assertThatModel(SUM).survives(g -> g).survives(into(sum("Sum", Map.of(), "x", "x")));
  }

  @Test
  void aWrongElementIsSaidAndTheCaseKept() {
    assertThatThrownBy(() -> assertThatModel(SUM).survives(into(sum("Mul", Map.of(), "x", "x"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("y[", "required : ", "but      : ", "Mul(x, x)");
    Path folder = folder("aWrongElementIsSaidAndTheCaseKept");
    assertThat(ModelCase.read(folder)).isEqualTo(SUM);
    assertThat(folder.resolve("transformed.onnx")).exists();
  }

  @Test
  void anInvalidModelDoesNotSurvive() {
    assertThatThrownBy(() -> assertThatModel(SUM).survives(into(sum("Add", Map.of(), "x", "z"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the transformed model is invalid");
  }

  @Test
  void aTransformationThatThrowsIsTold() {
    assertThatThrownBy(
            () ->
                assertThatModel(SUM)
                    .survives(
                        g -> {
                          throw new UnsupportedOperationException("no rule for Add");
                        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("the transformation fails", "no rule for Add")
        .hasCauseInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void outputsStayInTheEnclosureOrNot() {
    assertThatModel(SUM).staysWithinEnclosure(List.of(DOUBLED));
    assertThatThrownBy(() -> assertThatModel(SUM).staysWithinEnclosure(List.of(GIVEN)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("required : ");
  }

  @Test
  void levelsAgreeOrTheFolderReplays() {
    assertThatModel(SUM).agreesAcross("reference", "faulty:fault=wrong-type", "faulty");
    ModelCase softmax = sum("Softmax", Map.of("axis", Attribute.of(0)), "x");
    assertThatThrownBy(
            () -> assertThatModel(softmax).agreesAcross("reference", "faulty:fault=last-axis"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("on       : faulty:fault=last-axis")
        .hasMessageContaining(
            "assay replay "
                + folder("levelsAgreeOrTheFolderReplays")
                + " --backend faulty:fault=last-axis");
    assertThat(Files.exists(folder("levelsAgreeOrTheFolderReplays").resolve("assay.json")))
        .isTrue();
  }

  @Test
  void aBackendThatIsNotThereIsToldFromOneThatIsWrong() {
    assertThatThrownBy(() -> assertThatModel(SUM).agreesAcross("reference", "nosuch:opt=all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "[faulty, reference, small]", "nosuch:opt=all", "assay-backend-NAME");
  }
}
