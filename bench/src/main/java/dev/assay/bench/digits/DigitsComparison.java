package dev.assay.bench.digits;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.verify.image.GridSearch;
import dev.assay.verify.image.Image;
import dev.assay.verify.image.ImageAnswer;
import dev.assay.verify.image.ImageSafety;
import dev.assay.verify.image.Manipulation;
import dev.assay.verify.robustness.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Compares the search that proves with the plain one on drawn digits: {@code FOLDER IMAGES
 * SECONDS}, the folder that {@link DigitsTraining} writes. A line for each family of manipulations,
 * as a table in Markdown; its exit code is the number of answers that disagree.
 */
public final class DigitsComparison {
  private static final List<String> FAMILIES =
      List.of(
          "pixels:count=2,reach=0.5,step=0.05",
          "pixels:count=3,reach=1,step=0.2",
          "brightness:reach=0.5,step=0.05",
          "contrast:reach=0.8,step=0.05",
          "shift:reach=1,step=0.25",
          "rotation:reach=20,step=1",
          "occlusion:size=3,step=0.25",
          "scratch:length=5,step=0.25");

  private final double seconds;
  private int disagreeing;

  private DigitsComparison(double seconds) {
    this.seconds = seconds;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Graph model = GraphFromOnnx.of(Path.of(args[0]).resolve("digits.onnx"));
    DigitsComparison comparison = new DigitsComparison(Double.parseDouble(args[2]));
    List<Image> images = images(Integer.parseInt(args[1]));
    for (String family : FAMILIES) {
      comparison.compare(model, images, family);
    }
    System.exit(comparison.disagreeing);
  }

  private static List<Image> images(int count) throws IOException {
    Choices choices = Choices.of(4);
    List<Image> images = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(DrawnDigit.of(k % Classifier.CLASSES, choices).image(), "png", png);
      images.add(Image.of(png.toByteArray()));
    }
    return images;
  }

  private void compare(Graph model, List<Image> images, String text) throws InterruptedException {
    Manipulation family = Manipulation.parse(text);
    int safe = 0;
    int safeOnGrid = 0;
    int adversarial = 0;
    int unknown = 0;
    int agreeing = 0;
    long points = 0;
    double proofs = 0;
    double plain = 0;
    for (Image image : images) {
      long start = System.nanoTime();
      ImageAnswer answer =
          new ImageSafety(model, image, 1, family, -1, 0, 1)
              .answer(() -> System.nanoTime() - start > seconds * 1e9);
      long middle = System.nanoTime();
      GridSearch.Count count = GridSearch.of(model, image, 1, family, -1);
      proofs += (middle - start) / 1e9;
      plain += (System.nanoTime() - middle) / 1e9;
      points += count.points();
      safe += answer.inRegion() == Verdict.HOLDS ? 1 : 0;
      safeOnGrid += answer.onGrid() == Verdict.HOLDS ? 1 : 0;
      adversarial += answer.onGrid() == Verdict.VIOLATED ? 1 : 0;
      unknown += answer.onGrid() == Verdict.UNKNOWN ? 1 : 0;
      Verdict truth = count.lost() > 0 ? Verdict.VIOLATED : Verdict.HOLDS;
      agreeing += answer.onGrid() == truth ? 1 : 0;
      disagreeing += answer.onGrid() == truth || answer.onGrid() == Verdict.UNKNOWN ? 0 : 1;
    }
    System.out.printf(
        "| `%s` | %,d | %d | %d | %d | %d | %d of %d | %.1f s | %.1f s |%n",
        text,
        points,
        safeOnGrid,
        safe,
        adversarial,
        unknown,
        agreeing,
        images.size(),
        proofs,
        plain);
  }
}
