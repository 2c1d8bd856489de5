package dev.assay.bench.digits;

import dev.assay.core.Choices;
import dev.assay.core.onnx.OnnxFromGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Draws digits, trains a classifier of them and writes it, with a picture of each digit that it did
 * not learn from: {@code FOLDER}. The same fonts give the same bytes.
 */
public final class DigitsTraining {
  private static final int STEPS = 2500;
  private static final int BATCH = 60;
  private static final int TESTED = 2000;
  private static final double RATE = 0.004;
  private static final double NOISE = 0.15;

  private DigitsTraining() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Choices choices = Choices.of(1);
    Classifier classifier = new Classifier(choices);
    for (int step = 0; step < STEPS; step++) {
      double[][] images = new double[BATCH][];
      int[] digits = new int[BATCH];
      for (int k = 0; k < BATCH; k++) {
        DrawnDigit drawn = DrawnDigit.of(k % Classifier.CLASSES, choices);
        digits[k] = drawn.digit();
        images[k] = noisy(drawn.pixels(), choices);
      }
      classifier.learn(images, digits, RATE * (1 - (double) step / STEPS));
    }
    Files.write(folder.resolve("digits.onnx"), OnnxFromGraph.of(classifier.graph(1)));
    System.out.printf("%d of %d drawn anew are right%n", right(classifier), TESTED);
    Choices samples = Choices.of(3);
    for (int digit = 0; digit < Classifier.CLASSES; digit++) {
      Path file = folder.resolve(digit + ".png");
      ImageIO.write(DrawnDigit.of(digit, samples).image(), "png", file.toFile());
    }
  }

  private static double[] noisy(double[] pixels, Choices choices) {
    double[] noisy = new double[pixels.length];
    for (int k = 0; k < noisy.length; k++) {
      noisy[k] = (float) Math.max(0, Math.min(1, pixels[k] + NOISE * choices.normal()));
    }
    return noisy;
  }

  private static int right(Classifier classifier) {
    Choices choices = Choices.of(2);
    double[][] images = new double[TESTED][];
    for (int k = 0; k < TESTED; k++) {
      images[k] = DrawnDigit.of(k % Classifier.CLASSES, choices).pixels();
    }
    int[] classes = classifier.classes(images);
    int right = 0;
    for (int k = 0; k < TESTED; k++) {
      right += classes[k] == k % Classifier.CLASSES ? 1 : 0;
    }
    return right;
  }
}
