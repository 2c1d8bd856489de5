package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Normalisations whose scales have the type of what is scaled. */
final class Normalisations {
  private static final double EPSILON = 1e-5f;

  private Normalisations() {}

  static void addTo(Map<String, Own> all) {
    all.put("BatchNormalization", Normalisations::ofBatch);
    all.put("InstanceNormalization", Normalisations::ofInstance);
    all.put("GroupNormalization", Normalisations::ofGroup);
    all.put("LayerNormalization", Normalisations::ofLayer);
    all.put("RMSNormalization", Normalisations::byRootMeanSquare);
  }

  private static boolean covers(Call<String> c) {
    return c.outputs() == 1
        && c.input(0).size() > 0
        && c.inputs().stream().flatMap(t -> t.stream()).allMatch(t -> t.type() == c.type(0));
  }

  private static double epsilon(Call<String> c) {
    return c.real("epsilon", EPSILON);
  }

  private static List<Term<String>> ofBatch(Call<String> c, TorchScript to) {
    return covers(c) && !c.flag("training_mode", false)
        ? to.one(
            c,
            "batch_norm",
            c.input(0),
            c.input(1),
            c.input(2),
            c.input(3),
            c.input(4),
            false,
            0.0,
            epsilon(c),
            false)
        : FORMULA;
  }

  private static List<Term<String>> ofInstance(Call<String> c, TorchScript to) {
    return covers(c)
        ? to.one(
            c,
            "instance_norm",
            c.input(0),
            c.input(1),
            c.input(2),
            null,
            null,
            true,
            0.0,
            epsilon(c),
            false)
        : FORMULA;
  }

  private static List<Term<String>> ofGroup(Call<String> c, TorchScript to) {
    int groups = c.integer("num_groups", 1);
    return covers(c) && c.input(1).size() == c.input(0).size(1)
        ? to.one(c, "group_norm", c.input(0), groups, c.input(1), c.input(2), epsilon(c), false)
        : FORMULA;
  }

  /** The shape that is normalised at once, where the scale has all of it. */
  private static int[] whole(Call<String> c) {
    Term<String> x = c.input(0);
    int[] shape = Numbers.from(x.shape(), c.axis("axis", -1, x.rank()));
    boolean same = Arrays.equals(shape, c.input(1).shape());
    return same && (!c.has(2) || Arrays.equals(shape, c.input(2).shape())) ? shape : new int[0];
  }

  private static List<Term<String>> ofLayer(Call<String> c, TorchScript to) {
    int[] shape = covers(c) ? whole(c) : new int[0];
    return shape.length == 0
        ? FORMULA
        : to.one(
            c,
            "layer_norm",
            c.input(0),
            shape,
            c.input(1),
            Products.optional(c, 2),
            epsilon(c),
            false);
  }

  private static List<Term<String>> byRootMeanSquare(Call<String> c, TorchScript to) {
    int[] shape = covers(c) ? whole(c) : new int[0];
    return shape.length == 0
        ? FORMULA
        : to.one(c, "rms_norm", c.input(0), shape, c.input(1), epsilon(c));
  }
}
