package dev.assay.verify.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an answer about an image must be. The law: it agrees with the plain search on the grid, and
 * where it claims more, over the whole region, no image drawn from that breaks it.
 */
class ImageSafetyTest {
  private static final Path DIGITS = Path.of("../docs/examples/digits");
  private static final int DRAWN = 200;
  private static final int CLASSIFIERS = 6;

  private static Graph digits() {
    return GraphFromOnnx.of(DIGITS.resolve("digits.onnx"));
  }

  private static Image digit(int digit) {
    try {
      return Image.of(Files.readAllBytes(DIGITS.resolve(digit + ".png")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ImageAnswer answer(Graph model, Image image, String manipulation, int layer) {
    try {
      return new ImageSafety(model, image, 1, Manipulation.parse(manipulation), -1, layer, 1)
          .answer(() -> false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pixels:count=2,reach=1,step=0.5",
        "brightness:reach=0.6,step=0.2",
        "contrast:reach=1.2,step=0.4",
        "shift:step=0.5",
        "rotation:reach=20,step=5",
        "occlusion:size=9,step=0.5",
        "scratch:length=13,step=0.5"
      })
  void answersAgreeWithAGridOnDigits(String manipulation) {
    Graph model = digits();
    for (int k = 1; k < 10; k += 4) {
      agrees(model, digit(k), manipulation);
    }
  }

  /** Small classifiers with weights at random: their classes lie close together. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pixels:count=3,reach=0.3,step=0.2+0.1+0.15",
        "brightness:reach=0.5,step=0.25",
        "shift:step=0.5",
        "occlusion:size=2,value=1,step=0.5"
      })
  void answersAgreeWithAGridOnRandomClassifiers(String manipulation) {
    int safe = 0;
    for (int k = 0; k < CLASSIFIERS; k++) {
      Choices choices = Choices.of(k);
      double[] samples = drawn(choices, 16, 0.5, 0.25);
      safe += agrees(classifier(choices), new Image(1, 4, 4, samples), manipulation) ? 1 : 0;
    }
    assertThat(safe).isBetween(1, CLASSIFIERS - 1);
  }

  /** Says whether the grid is safe. */
  private static boolean agrees(Graph model, Image image, String manipulation) {
    ImageAnswer answer = answer(model, image, manipulation, 0);
    Manipulation family = Manipulation.parse(manipulation);
    GridSearch.Count plain = GridSearch.of(model, image, 1, family, -1);
    assertThat(answer.onGrid())
        .as("%s: %s but the plain search found %s", manipulation, answer, plain)
        .isEqualTo(plain.lost() > 0 ? Verdict.VIOLATED : Verdict.HOLDS);
    answer.adversary().ifPresent(a -> assertThat(a.label()).isNotEqualTo(answer.label()));
    if (answer.inRegion() == Verdict.HOLDS) {
      noneDrawnBreaksIt(model, image, family, answer.toString());
    }
    return plain.lost() == 0;
  }

  private static void noneDrawnBreaksIt(Graph model, Image image, Manipulation m, String answer) {
    Subject subject = Subject.of(model, image, 1, -1);
    List<Patch> patches = Patches.of(subject, m);
    Choices choices = Choices.of(1);
    for (int k = 0; k < DRAWN; k++) {
      Patch patch = choices.of(patches);
      double[] p = new double[patch.grid().size()];
      for (int j = 0; j < p.length; j++) {
        double[] grid = patch.grid().get(j);
        p[j] = grid[0] + choices.unit() * (grid[grid.length - 1] - grid[0]);
      }
      double[] scores = subject.scores(subject.rounded(patch.image(p, 1)));
      assertThat(Subject.isLost(scores, subject.label())).as("%s: %s", m, answer).isFalse();
    }
  }

  private static Graph classifier(Choices choices) {
    Map<String, Tensor> constants =
        Map.of(
            "w1", Tensor.of(DType.FLOAT32, new int[] {16, 6}, drawn(choices, 96, 0, 0.5)),
            "b1", Tensor.of(DType.FLOAT32, new int[] {6}, drawn(choices, 6, 0, 0.5)),
            "w2", Tensor.of(DType.FLOAT32, new int[] {6, 3}, drawn(choices, 18, 0, 0.7)));
    List<Node> nodes = new ArrayList<>();
    nodes.add(Node.of("Flatten", List.of("image"), List.of("pixels"), Map.of()));
    nodes.add(Node.of("Gemm", List.of("pixels", "w1", "b1"), List.of("sum"), Map.of()));
    nodes.add(Node.of("Relu", List.of("sum"), List.of("layer"), Map.of()));
    nodes.add(Node.of("MatMul", List.of("layer", "w2"), List.of("scores"), Map.of()));
    return new Graph(
        "classifier",
        Map.of("", 13),
        List.of(new Value("image", TensorType.of(DType.FLOAT32, 1, 1, 4, 4))),
        constants,
        nodes,
        List.of(new Value("scores", TensorType.of(DType.FLOAT32, 1, 3))));
  }

  private static double[] drawn(Choices choices, int count, double middle, double spread) {
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (float) (middle + spread * choices.normal());
    }
    return numbers;
  }

  /** A proof at a layer is one for the image; its obligations are discharged by Z3. */
  @Test
  void aLayerProvesWhatHoldsAtTheImage() {
    int proved = 0;
    for (int k = 1; k < 6; k += 2) {
      ImageAnswer there = answer(digits(), digit(k), "pixels:count=2,reach=0.3,step=0.15", 2);
      ImageAnswer here = answer(digits(), digit(k), "pixels:count=2,reach=0.3,step=0.15", 0);
      assertThat(there.verdict()).isEqualTo(here.verdict());
      LayerAnswer last = there.layers().get(0);
      assertThat(last.value()).isEqualTo("layer2");
      assertThat(last.discharged()).isEqualTo(last.obligations()).isEqualTo(2 * (24 + 16));
      proved += last.safe();
    }
    assertThat(proved).isPositive();
  }

  /** Between two points of a grid that are safe the class may change and come back. */
  @Test
  void aStepThatIsNotMinimalIsFound() {
    // at the ends of the step both scores differ as they should, in its middle they do not
    Map<String, Tensor> constants =
        Map.of(
            "half", Tensor.of(DType.FLOAT32, new int[0], 0.5),
            "quarter", Tensor.of(DType.FLOAT32, new int[] {1, 1}, 0.25));
    Graph model =
        new Graph(
            "tent",
            Map.of("", 13),
            List.of(new Value("image", TensorType.of(DType.FLOAT32, 1, 1))),
            constants,
            List.of(
                Node.of("Sub", List.of("image", "half"), List.of("from"), Map.of()),
                Node.of("Abs", List.of("from"), List.of("far"), Map.of()),
                Node.of(
                    "Concat",
                    List.of("far", "quarter"),
                    List.of("scores"),
                    Map.of("axis", Attribute.of(1)))),
            List.of(new Value("scores", TensorType.of(DType.FLOAT32, 1, 2))));
    Image black = new Image(1, 1, 1, new double[1]);
    ImageAnswer coarse = answer(model, black, "occlusion:size=1,value=1,step=1", 0);
    assertThat(coarse.onGrid()).isEqualTo(Verdict.HOLDS);
    assertThat(coarse.inRegion()).isEqualTo(Verdict.VIOLATED);
    assertThat(coarse.adversary().orElseThrow().isOnGrid()).isFalse();
    ImageAnswer fine = answer(model, black, "occlusion:size=1,value=1,step=0.25", 0);
    assertThat(fine.onGrid()).isEqualTo(Verdict.VIOLATED);
  }

  /** A lead that is lost in the rounding that bounds must allow: over the reals Z3 proves it. */
  @Test
  void whatBoundsLeaveOpenZ3Proves() {
    Map<String, Tensor> constants =
        Map.of(
            "copies", Tensor.of(DType.FLOAT32, new int[] {1, 3}, 1.0, 1.0, 1.0),
            "ones", Tensor.of(DType.FLOAT32, new int[] {3, 1}, 1.0, 1.0, 1.0),
            "lead", Tensor.of(DType.FLOAT32, new int[] {1}, (float) 5e-8),
            "three", Tensor.of(DType.FLOAT32, new int[] {1, 1}, 3.0));
    Graph model =
        new Graph(
            "near",
            Map.of("", 13),
            List.of(new Value("image", TensorType.of(DType.FLOAT32, 1, 1))),
            constants,
            List.of(
                Node.of("MatMul", List.of("image", "copies"), List.of("thrice"), Map.of()),
                Node.of("Gemm", List.of("thrice", "ones", "lead"), List.of("first"), Map.of()),
                Node.of("MatMul", List.of("image", "three"), List.of("second"), Map.of()),
                Node.of(
                    "Concat",
                    List.of("first", "second"),
                    List.of("scores"),
                    Map.of("axis", Attribute.of(1)))),
            List.of(new Value("scores", TensorType.of(DType.FLOAT32, 1, 2))));
    Image black = new Image(1, 1, 1, new double[1]);
    ImageAnswer answer = answer(model, black, "occlusion:size=1,value=0.1,step=0.5", 0);
    assertThat(answer.inRegion()).as(answer.toString()).isEqualTo(Verdict.HOLDS);
    assertThat(answer.searched().solved()).isPositive();
    assertThat(answer.searched().volume() + answer.searched().solved()).isBetween(0.999, 1.001);
  }

  @Test
  void threadsChangeNoAnswer() throws InterruptedException {
    Manipulation family = Manipulation.parse("occlusion:size=10,step=0.5");
    ImageAnswer one = new ImageSafety(digits(), digit(8), 1, family, -1, 0, 1).answer(() -> false);
    ImageAnswer four = new ImageSafety(digits(), digit(8), 1, family, -1, 0, 4).answer(() -> false);
    assertThat(four.searched()).isEqualTo(one.searched());
    assertThat(four.adversary().map(Adversary::manipulation))
        .isEqualTo(one.adversary().map(Adversary::manipulation));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "blur ; there is no such manipulation",
        "shift:far=2 ; there is no such option of shift",
        "pixels:at=20/3 ; ROW/COLUMN from 0/0 to 13/13",
        "brightness:step=0 ; 1 positive numbers",
        "brightness:step=much ; a number",
        "shift:reach ; NAME=VALUE"
      })
  void badFamiliesAreRefused(String manipulation, String why) {
    assertThatThrownBy(() -> answer(digits(), digit(5), manipulation, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("\n  required : ")
        .hasMessageContaining("\n  but      : ");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Image small = new Image(1, 4, 4, new double[16]);
    assertThatThrownBy(() -> answer(digits(), small, "brightness", 0))
        .hasMessageContaining("required : [1, 1, 14, 14]")
        .hasMessageContaining("but      : the image has 1 channel of 4 x 4");
    assertThatThrownBy(() -> answer(digits(), digit(5), "brightness", 3))
        .hasMessageContaining("required : 0, the image, to 2")
        .hasMessageContaining("but      : 3");
  }

  /** A picture that is written is the same when it is read. */
  @Test
  void picturesComeBack() {
    Image five = digit(5);
    assertThat(Image.of(five.png()).samples()).isEqualTo(five.samples());
    Image gray = five.difference(five);
    assertThat(gray.samples()).containsOnly(0.5);
  }
}
