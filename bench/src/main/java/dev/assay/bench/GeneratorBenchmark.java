package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
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

/** Models of every operator and type, the solver included, and the search of their inputs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class GeneratorBenchmark {
  /** How many nodes a model has. */
  @Param({"1", "10", "40"})
  public int nodes;

  private ModelGenerator models;
  private InputSearch search;
  private long seed;

  @Setup
  public void open() {
    models = new ModelGenerator(ModelOptions.STANDARD.withNodes(nodes));
    search = InputSearch.standard();
    seed = 0;
  }

  @Benchmark
  public Model model() {
    return models.next(Choices.of(seed++));
  }

  @Benchmark
  public Found modelWithInputs() {
    Choices choices = Choices.of(seed++);
    return search.find(models.next(choices), choices.fork(1));
  }
}
