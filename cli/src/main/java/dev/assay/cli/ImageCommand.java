package dev.assay.cli;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.verify.image.Image;
import dev.assay.verify.image.ImageAnswer;
import dev.assay.verify.image.ImageSafety;
import dev.assay.verify.image.Manipulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that no manipulation of an image changes its class, or finds one that does. */
@Command(
    name = "image",
    customSynopsis = "assay verify image --model M --image I --manipulation F [OPTIONS]",
    sortOptions = false,
    header = "Prove that no manipulation of an image changes its class, or find one that does.",
    description = {
      "",
      "A family of manipulations spans a region of images, with a grid of steps over it. The grid"
          + " is exhausted, and what lies between its points is proved where it can be:"
          + " docs/verify.md says how to read the answer.",
      ""
    },
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Manipulations|@, with what each takes unless told otherwise",
      "  pixels:count=2,reach=0.2,step=0.1   some pixels, each on its own; at=3/4+5/6 says which",
      "  scratch:length=4,value=1,step=0.25  a line of pixels, anywhere, drawn more and more",
      "  brightness:reach=0.2,step=0.05      all pixels lighter or darker",
      "  contrast:reach=0.2,step=0.05        all pixels further from middle gray, or nearer",
      "  shift:reach=1,step=0.5              moved, by pixels and parts of pixels",
      "  rotation:reach=10,step=1            turned, in degrees: no claim between the steps",
      "  occlusion:size=3,value=0,step=0.25  a square, anywhere, laid over more and more",
      "A step for each dimension: step=0.1+0.05.",
      "",
      "@|bold Examples|@",
      "  assay verify image --model digits.onnx --image 5.png --manipulation brightness",
      "  assay verify image --model digits.onnx --image 5.png"
          + " --manipulation pixels:count=3,reach=0.5,step=0.1 --layer 1",
      "  assay verify image --model net.onnx --image cat.png --white 255"
          + " --manipulation occlusion:size=5,step=1 --threads 4 --json",
      "",
      "Exit code: 0 safe, 1 an adversarial image found, 2 wrong usage or bad input, 3 Assay itself"
          + " failed, 4 unknown."
    },
    mixinStandardHelpOptions = true)
final class ImageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "M",
      required = true,
      description = "An .onnx file: a classifier of images, whose greatest output is the class.")
  private Path model = Path.of("");

  @Option(
      names = "--image",
      paramLabel = "I",
      required = true,
      description = "A picture of the size that the model takes.")
  private Path image = Path.of("");

  @Option(
      names = "--manipulation",
      paramLabel = "F",
      required = true,
      description = "A family of manipulations: KIND or KIND:OPTION=VALUE,...")
  private String manipulation = "";

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "The class that must stay (default: that of the image).")
  private int label = -1;

  @Option(
      names = "--layer",
      paramLabel = "K",
      description =
          "Try the claim first on what the family may bring about at this layer; 0 is the image"
              + " (default: 0).")
  private int layer;

  @Option(
      names = "--white",
      paramLabel = "W",
      description = "What the model takes for white; black is 0 (default: 1).")
  private double white = 1;

  @Mixin private ProofOptions proof = new ProofOptions();

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "Where an adversarial image is tried out (default: onnxruntime).")
  private String backend = "onnxruntime";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where an adversarial image is written to (default: assay-out).")
  private Path out = Path.of("assay-out");

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  private volatile boolean asked;

  @Override
  public Integer call() throws InterruptedException {
    Manipulation family = Manipulation.parse(manipulation);
    Graph graph = GraphFromOnnx.of(model);
    Image picture = Image.of(bytes(image));
    ImageSafety safety =
        new ImageSafety(graph, picture, white, family, label, layer, proof.threads());
    long start = System.nanoTime();
    try (WitnessReplay replay =
        new WitnessReplay(backend, OnnxFromGraph.of(graph), spec.commandLine().getErr())) {
      ImageReport report = new ImageReport(spec.commandLine(), picture, family, out, replay);
      return GentleEnd.during(
          () -> {
            ImageAnswer answer =
                safety.answer(() -> asked || System.nanoTime() - start > proof.timeout().toNanos());
            return report.tell(answer, (System.nanoTime() - start) / 1e9, json);
          },
          () -> asked = true,
          () -> {});
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
