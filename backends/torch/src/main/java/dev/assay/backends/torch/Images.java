package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Pictures resized and sampled. */
final class Images {
  private static final Map<String, Integer> MODES =
      Map.of("linear", 0, "bilinear", 0, "nearest", 1, "cubic", 2, "bicubic", 2);
  private static final List<String> MARGINS = List.of("zeros", "border", "reflection");
  private static final List<String> LINEAR =
      List.of("upsample_linear1d", "upsample_bilinear2d", "upsample_trilinear3d");

  private Images() {}

  static void addTo(Map<String, Own> all) {
    all.put("Resize", Images::resize);
    all.put("GridSample", Images::gridSample);
    all.put("AffineGrid", Images::affineGrid);
    all.put("Col2Im", Images::columns);
  }

  /** To sizes, where they alone say the scales; other forms differ in how they round. */
  private static List<Term<String>> resize(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    String places = c.word("coordinate_transformation_mode", "half_pixel");
    boolean corners = places.equals("align_corners");
    int axes = x.rank() - 2;
    boolean plain =
        c.has(3)
            && axes >= 1
            && axes <= 3
            && x.type().isFloat()
            && x.size() > 0
            && !c.has("axes")
            && !c.flag("antialias", false)
            && !c.flag("exclude_outside", false)
            && c.word("keep_aspect_ratio_policy", "stretch").equals("stretch")
            && (corners || places.equals("half_pixel"))
            && Arrays.equals(Arrays.copyOf(c.shape(0), 2), Arrays.copyOf(x.shape(), 2));
    int[] sizes = plain ? Numbers.from(c.shape(0), 2) : new int[0];
    String mode = c.word("mode", "nearest");
    if (plain && mode.equals("linear")) {
      return to.one(c, LINEAR.get(axes - 1), x, sizes, corners);
    }
    boolean theirs = axes == 2 && c.real("cubic_coeff_a", -0.75) == -0.75;
    return plain && mode.equals("cubic") && theirs
        ? to.one(c, "upsample_bicubic2d", x, sizes, corners)
        : FORMULA;
  }

  private static List<Term<String>> gridSample(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    int mode = Objects.requireNonNull(MODES.get(c.word("mode", "linear")));
    int margin = MARGINS.indexOf(c.word("padding_mode", "zeros"));
    boolean theirs = x.rank() == 4 || x.rank() == 5 && mode < 2;
    return theirs && x.type().isFloat() && x.type() == c.input(1).type() && x.size() > 0
        ? to.one(c, "grid_sampler", x, c.input(1), mode, margin, c.flag("align_corners", false))
        : FORMULA;
  }

  private static List<Term<String>> affineGrid(Call<String> c, TorchScript to) {
    int[] size = Numbers.of(c.data(1));
    return to.one(c, "affine_grid_generator", c.input(0), size, c.flag("align_corners", false));
  }

  private static List<Term<String>> columns(Call<String> c, TorchScript to) {
    int[] image = Numbers.of(c.data(1));
    int[] block = Numbers.of(c.data(2));
    int[] pads = c.integers("pads", new int[2 * image.length]);
    int[] before = Arrays.copyOf(pads, image.length);
    int[] ones = Numbers.repeat(image.length, 1);
    boolean even = Arrays.equals(before, Numbers.from(pads, image.length));
    return image.length == 2 && even && c.input(0).size() > 0 && c.type(0).isFloat()
        ? to.one(
            c,
            "col2im",
            c.input(0),
            image,
            block,
            c.integers("dilations", ones),
            before,
            c.integers("strides", ones))
        : FORMULA;
  }
}
