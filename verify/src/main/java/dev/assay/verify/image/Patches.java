package dev.assay.verify.image;

import dev.assay.core.reading.GraphGradient;
import dev.assay.core.reading.GraphReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The images of a family of manipulations, as patches. */
final class Patches {
  private static final int[][] WAYS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

  private final Subject subject;
  private final Manipulation manipulation;
  private final int height;
  private final int width;

  private Patches(Subject subject, Manipulation manipulation) {
    this.subject = subject;
    this.manipulation = manipulation;
    this.height = subject.image().height();
    this.width = subject.image().width();
  }

  static List<Patch> of(Subject subject, Manipulation manipulation) {
    Patches patches = new Patches(subject, manipulation);
    return switch (manipulation.kind()) {
      case PIXELS -> List.of(patches.pixels());
      case BRIGHTNESS -> List.of(patches.all("brightness", k -> subject.white()));
      case CONTRAST -> List.of(patches.all("contrast", patches::fromGray));
      case SCRATCH -> patches.scratches();
      case OCCLUSION -> patches.occlusions();
      case SHIFT -> patches.shifts();
      case ROTATION -> patches.rotations();
    };
  }

  private double fromGray(int k) {
    return subject.pixels()[k] - subject.white() / 2;
  }

  // ---- one continuous family

  private Patch pixels() {
    List<Integer> chosen = manipulation.text("at").isEmpty() ? mostSensitive() : said();
    double[][] directions = new double[chosen.size()][subject.pixels().length];
    for (int j = 0; j < directions.length; j++) {
      for (int k : places(chosen.get(j))) {
        directions[j][k] = subject.white();
      }
    }
    List<String> names = chosen.stream().map(p -> p / width + "/" + p % width).toList();
    return continuous("pixels " + String.join(" ", names), directions, around(directions.length));
  }

  private Patch all(String name, IntFunction<Double> direction) {
    double[][] directions = new double[1][subject.pixels().length];
    for (int k = 0; k < directions[0].length; k++) {
      directions[0][k] = direction.apply(k);
    }
    return continuous(name, directions, around(1));
  }

  private Patch continuous(String name, double[][] directions, List<double[]> grid) {
    for (int j = 0; j < directions.length; j++) {
      directions[j] = subject.rounded(directions[j]);
    }
    return Patch.of(name, subject.pixels(), directions, grid);
  }

  private int[] places(int pixel) {
    return subject.places(pixel / width, pixel % width);
  }

  /** The pixels on which the label hangs most near the image. */
  private List<Integer> mostSensitive() {
    GraphReading reading =
        GraphReading.values(subject.model().graph(), subject.tensors(subject.pixels()));
    String input = subject.model().graph().feeds().get(0).name();
    double[] scores = reading.outputs().get(0).reals();
    double[] seed = new double[scores.length];
    for (int k = 0; k < seed.length; k++) {
      seed[k] = k == subject.label() ? seed.length - 1 : -1;
    }
    Map<String, double[]> seeds = Map.of(subject.model().outputs().get(0), seed);
    double[] slopes = GraphGradient.of(reading, seeds, Set.of(input), 0.01).adjoint(input);
    return IntStream.range(0, height * width)
        .boxed()
        .sorted(Comparator.comparingDouble(p -> -slope(places(p), slopes)))
        .limit(manipulation.whole("count"))
        .toList();
  }

  private static double slope(int[] places, double[] slopes) {
    return IntStream.of(places).mapToDouble(k -> Math.abs(slopes[k])).sum();
  }

  private List<Integer> said() {
    List<Integer> pixels = new ArrayList<>();
    for (String at : manipulation.text("at").split("\\+")) {
      String[] parts = at.split("/");
      int row = parts.length == 2 ? coordinate(parts[0]) : -1;
      int column = parts.length == 2 ? coordinate(parts[1]) : -1;
      if (row < 0 || row >= height || column < 0 || column >= width) {
        throw Manipulation.wrong(
            "at=" + at, "ROW/COLUMN from 0/0 to " + (height - 1) + "/" + (width - 1));
      }
      pixels.add(row * width + column);
    }
    return pixels;
  }

  private static int coordinate(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
  }

  // ---- laid over the image, anywhere

  private List<Patch> scratches() {
    int length = manipulation.whole("length");
    List<Patch> patches = new ArrayList<>();
    for (int[] way : WAYS) {
      for (int k = 0; k < height * width; k++) {
        int row = k / width;
        int column = k % width;
        int lastRow = row + (length - 1) * way[0];
        int lastColumn = column + (length - 1) * way[1];
        if (lastRow < height && lastColumn < width && lastColumn >= 0) {
          List<int[]> line = new ArrayList<>();
          for (int s = 0; s < length; s++) {
            line.add(subject.places(row + s * way[0], column + s * way[1]));
          }
          over(
              "scratch from " + row + "/" + column + " to " + lastRow + "/" + lastColumn,
              line,
              patches);
        }
      }
    }
    return patches;
  }

  private List<Patch> occlusions() {
    int size = manipulation.whole("size");
    List<Patch> patches = new ArrayList<>();
    for (int row = 0; row + size <= height; row++) {
      for (int column = 0; column + size <= width; column++) {
        List<int[]> square = new ArrayList<>();
        for (int k = 0; k < size * size; k++) {
          square.add(subject.places(row + k / size, column + k % size));
        }
        over("square at " + row + "/" + column, square, patches);
      }
    }
    return patches;
  }

  /** Some places take a value more and more; nothing where they have it already. */
  private void over(String name, List<int[]> places, List<Patch> patches) {
    double value =
        subject.type().nearest(manipulation.number("value").doubleValue() * subject.white());
    double[] direction = new double[subject.pixels().length];
    boolean changes = false;
    for (int[] channels : places) {
      for (int k : channels) {
        direction[k] = value - subject.pixels()[k];
        changes |= direction[k] != 0;
      }
    }
    if (changes) {
      List<double[]> grid = List.of(steps(BigDecimal.ZERO, BigDecimal.ONE, step(1).get(0)));
      patches.add(continuous(name, new double[][] {direction}, grid));
    }
  }

  // ---- moved

  private List<Patch> shifts() {
    int reach = manipulation.whole("reach");
    List<double[]> grid =
        step(2).stream().map(s -> steps(BigDecimal.ZERO, BigDecimal.ONE, s)).toList();
    List<Patch> patches = new ArrayList<>();
    for (int down = -reach; down < reach; down++) {
      for (int right = -reach; right < reach; right++) {
        double[] base = moved(down, right);
        double[] lower = moved(down + 1, right);
        double[] further = moved(down, right + 1);
        double[] both = moved(down + 1, right + 1);
        double[][] directions = new double[2][base.length];
        double[] cross = new double[base.length];
        for (int k = 0; k < base.length; k++) {
          directions[0][k] = lower[k] - base[k];
          directions[1][k] = further[k] - base[k];
          cross[k] = both[k] - lower[k] - further[k] + base[k];
        }
        directions[0] = subject.rounded(directions[0]);
        directions[1] = subject.rounded(directions[1]);
        String name = "shift by " + down + "/" + right + " and on";
        patches.add(new Patch(name, base, directions, subject.rounded(cross), grid, true));
      }
    }
    return patches;
  }

  private double[] moved(int down, int right) {
    return sampled((row, column) -> new double[] {row - down, column - right});
  }

  private List<Patch> rotations() {
    BigDecimal reach = manipulation.positives("reach", 1).get(0);
    List<Patch> patches = new ArrayList<>();
    for (double degrees : steps(reach.negate(), reach, step(1).get(0))) {
      double cos = Math.cos(Math.toRadians(degrees));
      double sin = Math.sin(Math.toRadians(degrees));
      double[] turned =
          sampled(
              (row, column) -> {
                double y = row - (height - 1) / 2.0;
                double x = column - (width - 1) / 2.0;
                return new double[] {
                  cos * y + sin * x + (height - 1) / 2.0, cos * x - sin * y + (width - 1) / 2.0
                };
              });
      patches.add(Patch.alone("rotation by " + degrees, turned));
    }
    return patches;
  }

  /** From where in the image a pixel comes. */
  private interface Source {
    double[] of(int row, int column);
  }

  private double[] sampled(Source source) {
    double[] image = new double[subject.pixels().length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double[] from = source.of(row, column);
        int[] places = subject.places(row, column);
        for (int c = 0; c < places.length; c++) {
          image[places[c]] = sample(c, from[0], from[1]);
        }
      }
    }
    return subject.rounded(image);
  }

  /** Between four pixels, in proportion; what is outside is black. */
  private double sample(int channel, double y, double x) {
    int row = (int) Math.floor(y);
    int column = (int) Math.floor(x);
    double down = y - row;
    double right = x - column;
    return (1 - down) * (1 - right) * pixel(channel, row, column)
        + (1 - down) * right * pixel(channel, row, column + 1)
        + down * (1 - right) * pixel(channel, row + 1, column)
        + down * right * pixel(channel, row + 1, column + 1);
  }

  private double pixel(int channel, int row, int column) {
    return row < 0 || row >= height || column < 0 || column >= width
        ? 0
        : subject.pixels()[subject.places(row, column)[channel]];
  }

  // ---- grids

  private List<BigDecimal> step(int dimensions) {
    return manipulation.positives("step", dimensions);
  }

  /** As far to both sides as the reach says, in each dimension. */
  private List<double[]> around(int dimensions) {
    List<BigDecimal> reach = manipulation.positives("reach", dimensions);
    List<BigDecimal> step = step(dimensions);
    return IntStream.range(0, dimensions)
        .mapToObj(j -> steps(reach.get(j).negate(), reach.get(j), step.get(j)))
        .toList();
  }

  /** From one end in steps to the other, which is the last step in any case. */
  private double[] steps(BigDecimal low, BigDecimal high, BigDecimal step) {
    List<Double> numbers = new ArrayList<>();
    for (BigDecimal x = low; x.compareTo(high) < 0; x = x.add(step)) {
      numbers.add(subject.type().nearest(x.doubleValue()));
    }
    numbers.add(subject.type().nearest(high.doubleValue()));
    return numbers.stream().mapToDouble(Double::doubleValue).distinct().toArray();
  }
}
