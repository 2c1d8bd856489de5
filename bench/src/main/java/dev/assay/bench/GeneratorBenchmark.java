package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.generator.Found;
import dev.assay.generator.Gear;
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
  @Param({"5", "10", "20", "40"})
  public int nodes;

  /** How sizes come about. */
  @Param public Gear gear;

  private static final Choices CAMPAIGN = Choices.of(1);

  private ModelGenerator models;
  private InputSearch search;
  private long number;

  @Setup
  public void open() {
    models = new ModelGenerator(ModelOptions.STANDARD.withNodes(nodes).withGear(gear));
    search = InputSearch.standard();
    number = 0;
  }

  @Benchmark
  public Model model() {
    return models.at(CAMPAIGN, number++);
  }

  @Benchmark
  public Found modelWithInputs() {
    Choices choices = Choices.of(number);
    return search.find(models.at(CAMPAIGN, number++), choices);
  }
}
