package dev.assay.generator.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Operand;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormulaSearchTest {
  private static final int EXAMPLES = 60;

  private static final Port X = new Port("x", "T", Set.of(DType.FLOAT32), Occurrence.SINGLE);
  private static final Declaration WINDOWS =
      new Declaration(
          "nobody",
          "Windows",
          1,
          1,
          1,
          List.of(X),
          List.of(new Port("y", "T", Set.of(DType.FLOAT32), Occurrence.SINGLE)),
          List.of(
              new Field("size", Attribute.Kind.INTS, true, Optional.empty()),
              new Field("step", Attribute.Kind.INTS, false, Optional.empty()),
              new Field("edges", Attribute.Kind.INTS, false, Optional.empty()),
              new Field("block", Attribute.Kind.INT, true, Optional.empty())));

  /** Formulas as libraries have them, of a size, a window, a step, what is put around, a block. */
  private enum Formula {
    WINDOWS_THAT_FIT {
      @Override
      long of(long x, long size, long step, long edges, long block) {
        return Math.floorDiv(x + edges - size, step) + 1;
      }
    },
    WINDOWS_THAT_BEGIN {
      @Override
      long of(long x, long size, long step, long edges, long block) {
        return Math.floorDiv(x + step - 1, step);
      }
    },
    SPREAD {
      @Override
      long of(long x, long size, long step, long edges, long block) {
        return (x - 1) * step + size - edges;
      }
    },
    BLOCKS {
      @Override
      long of(long x, long size, long step, long edges, long block) {
        return x / (block * block);
      }
    };

    abstract long of(long x, long size, long step, long edges, long block);

    Dims of(Call call) {
      Dims x = call.input(0).orElseThrow().shape();
      int n = x.rank();
      List<Long> size = list(call, "size", n, 0);
      List<Long> step = list(call, "step", n, 1);
      List<Long> edges = list(call, "edges", 2 * n, 0);
      long block = Objects.requireNonNull(call.attributes().get("block")).integer();
      return Dims.each(
          n,
          k ->
              Dim.dim(
                  of(
                      x.get(k).number(),
                      size.get(k),
                      step.get(k),
                      edges.get(k) + edges.get(n + k),
                      block)));
    }

    private static List<Long> list(Call call, String name, int length, long otherwise) {
      return Optional.ofNullable(call.attributes().get(name))
          .map(Attribute::integers)
          .orElse(Collections.nCopies(length, otherwise));
    }
  }

  private static Call call(Choices choices) {
    int n = choices.between(1, 3);
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("size", Attribute.ofInts(longs(choices, n, 1, 4)));
    attributes.put("block", Attribute.of(choices.between(1L, 4)));
    if (choices.flag()) {
      attributes.put("step", Attribute.ofInts(longs(choices, n, 1, 3)));
    }
    if (choices.flag()) {
      attributes.put("edges", Attribute.ofInts(longs(choices, 2 * n, 0, 3)));
    }
    Dims x = Dims.ofNumbers(longs(choices, n, 1, 30));
    return new Call(List.of(Optional.of(Operand.of(DType.FLOAT32, x))), attributes, 1);
  }

  private static List<Long> longs(Choices choices, int count, long least, long most) {
    List<Long> all = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      all.add(choices.between(least, most));
    }
    return all;
  }

  private static List<CallScene> scenes(long seed) {
    List<CallScene> scenes = new ArrayList<>();
    for (int k = 0; k < EXAMPLES; k++) {
      scenes.add(CallScene.of(WINDOWS, call(Choices.of(seed).fork(k))));
    }
    return scenes;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFoundInSomeCallsIsTheFormulaOfOthers(Formula formula) {
    Work work = Work.of(50_000_000);
    List<CallScene> scenes = scenes(1);
    TermPool pool = TermPool.of(WINDOWS, scenes, 3, 2000, work);
    Dims[] goal = scenes.stream().map(s -> formula.of(s.call())).toArray(Dims[]::new);
    Term found = new FormulaSearch(pool, work).find(goal).orElseThrow();
    for (CallScene s : scenes(2)) {
      assertThat(found.in(s)).as("%s", found).isEqualTo(formula.of(s.call()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSearchThatMayDoNothingFindsNothing(Formula formula) {
    List<CallScene> scenes = scenes(1);
    TermPool pool = TermPool.of(WINDOWS, scenes, 3, 2000, Work.of(50_000_000));
    Dims[] goal = scenes.stream().map(s -> formula.of(s.call())).toArray(Dims[]::new);
    assertThat(new FormulaSearch(pool, Work.of(0)).find(goal)).isEmpty();
  }
}
