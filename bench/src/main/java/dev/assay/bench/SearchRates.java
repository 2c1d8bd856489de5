package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.Doubt;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prints how often the input search ends on tensors free of NaN and infinity, and on such as leave
 * nothing open besides, by which way, and how much time of a processor it takes: models of every
 * operator and type.
 *
 * <pre>java -cp 'target/assay/bench/*:target/assay/lib/*' dev.assay.bench.SearchRates MODELS</pre>
 *
 * <p>With a second argument it names the operators at which it gave up, the most frequent last.
 */
public final class SearchRates {
  private static final List<Integer> NODES = List.of(10, 20, 30);
  private static final int WARM_UP = 300;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private SearchRates() {}

  public static void main(String[] args) {
    int models = Integer.parseInt(args[0]);
    PrintStream out = System.out;
    out.println(
        "| nodes | models | no NaN, no infinity | and nothing open | first draw | redraws |"
            + " gradient | fallback | none | readings | median | 90 % | 99 % |");
    out.println(
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    Rates.of(NODES.get(0), WARM_UP);
    for (int nodes : NODES) {
      Rates rates = Rates.of(nodes, models);
      out.println(rates.row(nodes));
      if (args.length > 1) {
        rates.givenUp.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .forEach(e -> out.printf("%6d  %s%n", e.getValue(), e.getKey()));
      }
    }
  }

  private static final class Rates {
    private final long[] nanos;
    private final Map<Found.How, Integer> ways = new EnumMap<>(Found.How.class);
    private final Map<String, Integer> givenUp = new TreeMap<>();
    private long finite;
    private long readings;

    private Rates(int models) {
      nanos = new long[models];
    }

    static Rates of(int nodes, int models) {
      Rates rates = new Rates(models);
      ModelGenerator generator = new ModelGenerator(ModelOptions.STANDARD.withNodes(nodes));
      for (int k = 0; k < models; k++) {
        Choices choices = Choices.of(k);
        rates.add(k, generator.next(choices.fork(0)), choices.fork(1));
      }
      Arrays.sort(rates.nanos);
      return rates;
    }

    private void add(int k, Model model, Choices choices) {
      long start = CLOCK.getCurrentThreadCpuTime();
      Found found = InputSearch.standard().find(model, choices);
      nanos[k] = CLOCK.getCurrentThreadCpuTime() - start;
      ways.merge(found.how(), 1, Integer::sum);
      readings += found.readings();
      GraphReading reading = GraphReading.values(found.graph(), found.inputs());
      finite += found.isGood() || isFinite(reading) ? 1 : 0;
      if (!found.isGood()) {
        givenUp.merge(fault(reading), 1, Integer::sum);
      }
    }

    /** The first node at fault, and what it does wrong. */
    private static String fault(GraphReading reading) {
      for (Node node : reading.steps()) {
        if (!node.outputs().stream().allMatch(o -> o.isEmpty() || isFinite(reading.value(o)))) {
          return node.operator() + " is not finite";
        }
        Optional<Doubt> doubt =
            reading.unspecified().stream().filter(d -> d.node().equals(node)).findFirst();
        if (doubt.isPresent()) {
          return node.operator() + ", not so: " + doubt.get().why();
        }
      }
      return "none";
    }

    private static boolean isFinite(GraphReading reading) {
      return reading.values().values().stream().allMatch(Rates::isFinite);
    }

    private static boolean isFinite(Tensor t) {
      return !t.type().isFloat() || Arrays.stream(t.reals()).allMatch(Double::isFinite);
    }

    private String row(int nodes) {
      return String.format(
          Locale.ROOT,
          "| %d | %d | %s | %s | %s | %s | %s | %s | %s | %.1f | %.2f ms | %.2f ms | %.2f ms |",
          nodes,
          nanos.length,
          share(finite),
          share(nanos.length - count(Found.How.NONE)),
          share(count(Found.How.DRAWN)),
          share(count(Found.How.REDRAWN)),
          share(count(Found.How.DESCENDED)),
          share(count(Found.How.MENDED)),
          share(count(Found.How.NONE)),
          readings / (double) nanos.length,
          milliseconds(0.5),
          milliseconds(0.9),
          milliseconds(0.99));
    }

    private int count(Found.How how) {
      return ways.getOrDefault(how, 0);
    }

    private String share(long count) {
      return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / nanos.length);
    }

    private double milliseconds(double part) {
      return nanos[(int) (part * (nanos.length - 1))] / 1e6;
    }
  }
}
