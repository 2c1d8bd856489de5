package dev.assay.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.GraphShape;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.elk.graph.ElkNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures show all of a model, and nothing lies upon anything else. */
final class ModelPictureTest {
  private static final int MODELS = 12;
  private static final double NEXT_TO = 0.01;

  private static final TensorType ROW = TensorType.of(DType.FLOAT32, 2);

  private static final Node GUILTY =
      Node.of("Softmax", List.of("v"), List.of("then"), Map.of("axis", Attribute.of(0)));

  private static Graph body(Node... nodes) {
    String result = nodes[nodes.length - 1].outputs().get(0);
    Tensor two = Tensor.of(DType.FLOAT32, new int[] {}, 2.0);
    return new Graph(
        "b",
        Map.of(),
        List.of(),
        Map.of("two", two),
        List.of(nodes),
        List.of(new Value(result, ROW)));
  }

  private static Graph branches() {
    Graph then = body(Node.of("Mul", List.of("x", "two"), List.of("v"), Map.of()), GUILTY);
    Graph other = body(Node.of("Neg", List.of("x"), List.of("else"), Map.of()));
    return new Graph(
        "a < b & \"c\"",
        Map.of("", 17),
        List.of(new Value("c", TensorType.of(DType.BOOL)), new Value("x", ROW)),
        Map.of(),
        List.of(
            Node.of(
                "If",
                List.of("c"),
                List.of("y"),
                Map.of("then_branch", Attribute.of(then), "else_branch", Attribute.of(other)))),
        List.of(new Value("y", ROW)));
  }

  private static GraphReading branchesOnInputs() {
    return GraphReading.values(
        branches(),
        Map.of(
            "c",
            Tensor.of(DType.BOOL, new int[] {}, 1L),
            "x",
            Tensor.of(DType.FLOAT32, new int[] {2}, -0.5, 123456.0)));
  }

  static Stream<GraphReading> models() {
    ModelGenerator generator = new ModelGenerator(ModelOptions.STANDARD.withNodes(8));
    Stream<GraphReading> drawn =
        IntStream.range(0, MODELS)
            .mapToObj(
                k -> {
                  Model model = generator.next(Choices.of(k));
                  Found found = InputSearch.standard().find(model, Choices.of(k).fork(1));
                  return GraphReading.values(found.graph(), found.inputs());
                });
    Stream<GraphReading> shapes =
        Stream.of(GraphShape.values())
            .map(shape -> shape.example(17))
            .map(found -> GraphReading.values(found.graph(), found.inputs()));
    return Stream.of(drawn, shapes, Stream.of(branchesOnInputs())).flatMap(s -> s);
  }

  private static List<Node> all(Graph graph) {
    List<Node> all = new ArrayList<>(graph.nodes());
    graph.nodes().forEach(n -> n.bodies().values().forEach(b -> all.addAll(all(b))));
    return all;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document document, String tag, String style) {
    NodeList list = document.getElementsByTagName(tag);
    return IntStream.range(0, list.getLength())
        .mapToObj(k -> (Element) list.item(k))
        .filter(e -> e.getAttribute("class").equals(style))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyNodeIsThere(GraphReading reading) throws Exception {
    Graph graph = reading.graph();
    String svg = ModelPicture.of(graph, Captions.ranges(reading), Set.of());
    assertThat(ModelPicture.of(graph, Captions.ranges(reading), Set.of())).isEqualTo(svg);
    Document document = parsed(svg);
    assertThat(elements(document, "rect", "box")).hasSize(all(graph).size());
    assertThat(elements(document, "text", "t").stream().map(Element::getTextContent))
        .containsAll(all(graph).stream().map(Node::operator).toList())
        .containsAll(graph.inputs().stream().map(Value::name).toList())
        .containsAll(graph.outputs().stream().map(Value::name).toList());
    assertThat(elements(document, "path", "edge")).hasSameSizeAs(elements(document, "path", "tip"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void nothingLiesUponAnythingElse(GraphReading reading) {
    apart(ModelLayout.of(reading.graph(), Captions.ranges(reading), Set.of()));
  }

  private static void apart(ElkNode within) {
    List<ElkNode> boxes = within.getChildren();
    for (ElkNode a : boxes) {
      assertThat(a.getX() + a.getWidth()).isLessThanOrEqualTo(within.getWidth());
      assertThat(a.getY() + a.getHeight()).isLessThanOrEqualTo(within.getHeight());
      for (ElkNode b : boxes) {
        assertThat(a == b || isBeside(a, b)).as("%s and %s", a.getLabels(), b.getLabels()).isTrue();
      }
      apart(a);
    }
  }

  private static boolean isBeside(ElkNode a, ElkNode b) {
    return a.getX() + a.getWidth() <= b.getX() + NEXT_TO
        || b.getX() + b.getWidth() <= a.getX() + NEXT_TO
        || a.getY() + a.getHeight() <= b.getY() + NEXT_TO
        || b.getY() + b.getHeight() <= a.getY() + NEXT_TO;
  }

  @Test
  void bodiesAreDrawnWithWhatTheyHaveInTheFirstTurn() throws Exception {
    GraphReading reading = branchesOnInputs();
    Document document =
        parsed(ModelPicture.of(reading.graph(), Captions.ranges(reading), Set.of(GUILTY)));
    assertThat(elements(document, "rect", "body")).hasSize(2);
    assertThat(elements(document, "rect", "guilty")).hasSize(1);
    assertThat(elements(document, "text", "e").stream().map(Element::getTextContent))
        .contains("float32[2]", "-1, 246900", "0, 1", "bool[]", "true");
    assertThat(elements(document, "text", "d").stream().map(Element::getTextContent))
        .contains("axis=0", "two: float32[] = 2");
  }

  @Test
  void theTextMarksTheGuiltyNodeInItsBody() {
    GraphReading reading = branchesOnInputs();
    assertThat(ModelText.of(reading.graph(), Captions.ranges(reading), Set.of(GUILTY)))
        .contains("    then_branch:\n")
        .containsPattern("(?m)^    > then = Softmax\\(v\\) \\{axis=0} +float32\\[2] = 0, 1$")
        .containsPattern("(?m)^  input x +float32\\[2] = -0.5, 123500$");
    assertThat(ModelText.of(reading.graph(), Captions.declared(), Set.of()))
        .contains("output y")
        .doesNotContain(">");
  }
}
