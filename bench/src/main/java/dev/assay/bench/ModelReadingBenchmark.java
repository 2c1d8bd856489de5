package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.core.reading.GraphReading;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The readings of models as a campaign makes them, each sample another model. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class ModelReadingBenchmark {
  private static final int MODELS = 500;

  /** How many nodes a model has. */
  @Param({"10"})
  public int nodes;

  private final List<Found> models = new ArrayList<>();
  private int next;

  /** Draws the models and their inputs. */
  @Setup
  public void draw() {
    ModelGenerator generator = new ModelGenerator(ModelOptions.STANDARD.withNodes(nodes));
    InputSearch search = InputSearch.standard();
    for (int seed = 0; seed < MODELS; seed++) {
      Choices choices = Choices.of(seed);
      models.add(search.find(generator.next(choices), choices.fork(1)));
    }
  }

  private Found model() {
    return models.get(next++ % MODELS);
  }

  @Benchmark
  public GraphReading values() {
    Found model = model();
    return GraphReading.values(model.graph(), model.inputs());
  }

  @Benchmark
  public GraphReading valuesAndEnclosures() {
    Found model = model();
    return GraphReading.of(model.graph(), model.inputs());
  }
}
