package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Model;
import java.util.Arrays;
import java.util.Map;

/**
 * A classifier with the image that it is asked about.
 *
 * @param white what the model takes for white; black is 0
 * @param pixels the image as the model takes it, in its order
 * @param label the class that must stay
 */
@SuppressWarnings("ArrayRecordComponent")
record Subject(Model model, Image image, double white, int[] shape, double[] pixels, int label) {

  /**
   * A model and its image.
   *
   * @param label that must stay; below 0, that of the image
   * @throws IllegalArgumentException if they do not fit
   */
  static Subject of(Graph graph, Image image, double white, int label) {
    Model model = Model.of(graph);
    if (graph.feeds().size() != 1) {
      throw new IllegalArgumentException(
          "the model is no classifier of images\n  required : one input\n  but      : it has "
              + graph.feeds().size());
    }
    int[] shape = model.tensors(new double[model.size()]).values().iterator().next().shape();
    requireFit(shape, image);
    double[] pixels = new double[model.size()];
    for (int k = 0; k < pixels.length; k++) {
      pixels[place(shape, image, k)] = model.inputType().nearest(image.samples()[k] * white);
    }
    Subject asked = new Subject(model, image, white, shape, pixels, label);
    double[] scores = asked.scores(pixels);
    if (label >= scores.length) {
      throw new IllegalArgumentException(
          "no output has the label\n  required : 0 to "
              + (scores.length - 1)
              + "\n  but      : "
              + label);
    }
    int found = greatest(scores);
    if (label >= 0 && label != found) {
      throw new IllegalArgumentException(
          "the image is not of the label\n  required : class "
              + label
              + "\n  but      : the model says class "
              + found
              + " already without a manipulation");
    }
    return new Subject(model, image, white, shape, pixels, found);
  }

  private static void requireFit(int[] shape, Image image) {
    boolean flat = shape.length <= 2;
    int rank = shape.length;
    boolean first = rank > 2 && fits(shape, rank - 2, rank - 1, rank - 3, image);
    boolean last = rank > 2 && fits(shape, rank - 3, rank - 2, rank - 1, image);
    boolean plane = rank == 2 && shape[0] == image.height() && shape[1] == image.width();
    boolean all = Tensor.size(shape) == image.samples().length;
    if (!all || !(first || last || plane || flat)) {
      throw new IllegalArgumentException(
          "the image does not fit the model\n  required : "
              + Arrays.toString(shape)
              + ", as its input has\n  but      : the image has "
              + image.channels()
              + (image.channels() == 1 ? " channel of " : " channels of ")
              + image.height()
              + " x "
              + image.width());
    }
  }

  private static boolean fits(int[] shape, int row, int column, int channel, Image image) {
    return shape[row] == image.height()
        && shape[column] == image.width()
        && shape[channel] == image.channels();
  }

  /** Where the model has the k-th sample of an image: its channels may come last. */
  private static int place(int[] shape, Image image, int k) {
    int rank = shape.length;
    boolean last = rank > 2 && !fits(shape, rank - 2, rank - 1, rank - 3, image);
    int size = image.height() * image.width();
    return last ? k % size * image.channels() + k / size : k;
  }

  int place(int k) {
    return place(shape, image, k);
  }

  /** All channels of a pixel, where the model has them. */
  int[] places(int row, int column) {
    int[] places = new int[image.channels()];
    for (int c = 0; c < places.length; c++) {
      places[c] = place((c * image.height() + row) * image.width() + column);
    }
    return places;
  }

  /** Pixels of the model as a picture. */
  Image picture(double[] of) {
    double[] samples = new double[of.length];
    for (int k = 0; k < samples.length; k++) {
      samples[k] = of[place(k)] / white;
    }
    return image.with(samples);
  }

  /** Whether the label does not stay for another picture. */
  boolean isLostAs(Image other) {
    double[] of = new double[pixels.length];
    for (int k = 0; k < of.length; k++) {
      of[place(k)] = other.samples()[k] * white;
    }
    return isLost(scores(rounded(of)), label);
  }

  DType type() {
    return model.inputType();
  }

  /** Pixels as the model takes them, each rounded to its type. */
  double[] rounded(double[] of) {
    return Arrays.stream(of).map(type()::nearest).toArray();
  }

  Map<String, Tensor> tensors(double[] of) {
    return model.tensors(of);
  }

  double[] scores(double[] of) {
    return GraphReading.values(model.graph(), tensors(of)).outputs().get(0).reals();
  }

  /** Whether the class does not stay: another score is as great. */
  static boolean isLost(double[] scores, int label) {
    for (int k = 0; k < scores.length; k++) {
      if (k != label && !(scores[k] < scores[label])) {
        return true;
      }
    }
    return false;
  }

  static int greatest(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
