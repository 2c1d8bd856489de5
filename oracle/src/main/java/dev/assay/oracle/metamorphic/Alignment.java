package dev.assay.oracle.metamorphic;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Stage;
import dev.assay.core.reading.NodeReading;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a node can be run slice by slice along an axis of its result, read off its formula: every
 * element at index i of that axis hangs, of some inputs, on elements at the same index i of one
 * axis only, and of the others on elements at places that do not hang on i.
 */
final class Alignment {
  private final Map<Stage, Integer> axes = new IdentityHashMap<>();
  private final Set<Stage> whole = Collections.newSetFromMap(new IdentityHashMap<>());

  private Alignment() {}

  /** The axis of each input, by place, along which it can be cut too; others are read whole. */
  static Optional<Map<Integer, Integer>> of(NodeReading node, int output, int axis) {
    Alignment a = new Alignment();
    Stage result = Objects.requireNonNull(node.outputs().get(output));
    if (!a.follow(result, axis)) {
      return Optional.empty();
    }
    Map<Integer, Integer> inputs = new HashMap<>();
    for (Map.Entry<Stage, Integer> given : node.given().entrySet()) {
      Integer cut = a.axes.get(given.getKey());
      if (cut != null && a.whole.contains(given.getKey())) {
        return Optional.empty();
      }
      if (cut != null) {
        inputs.put(given.getValue(), cut);
      }
    }
    return inputs.isEmpty() ? Optional.empty() : Optional.of(inputs);
  }

  private boolean follow(Stage s, int axis) {
    Integer known = axes.putIfAbsent(s, axis);
    if (known != null) {
      return known == axis;
    }
    Expr body = s.body();
    if (s.kind() == Stage.Kind.GIVEN) {
      return true;
    }
    return body != null && s.axis() != axis && follow(body, s.point().get(axis));
  }

  private boolean follow(Expr e, Dim.Var at) {
    if (e instanceof Expr.Index i) {
      return !hangs(i.dim(), at);
    }
    if (e instanceof Expr.Read r) {
      return read(r, at) && (r.outside() == null || follow(r.outside(), at));
    }
    if (e instanceof Expr.Apply a) {
      return a.args().stream().allMatch(arg -> follow(arg, at));
    }
    return e instanceof Expr.Const || e instanceof Expr.Fold f && follow(f.body(), at);
  }

  private boolean read(Expr.Read r, Dim.Var at) {
    int aligned = -1;
    List<Dim> places = r.at().list();
    for (int axis = 0; axis < places.size(); axis++) {
      Dim d = places.get(axis);
      if (d == at) {
        if (aligned >= 0 || !r.stage().dim(axis).equals(at.extent())) {
          return false;
        }
        aligned = axis;
      } else if (!byData(d, at)) {
        return false;
      }
    }
    if (aligned >= 0) {
      return follow(r.stage(), aligned);
    }
    readWhole(r.stage());
    return true;
  }

  /** Whether a place hangs on the index through data only, if at all. */
  private boolean byData(Dim d, Dim.Var at) {
    if (d instanceof Dim.Element e) {
      return follow(e.value(), at);
    }
    return d != at
        && (!(d instanceof Dim.Apply a) || byData(a.left(), at) && byData(a.right(), at));
  }

  private static boolean hangs(Dim d, Dim.Var at) {
    return d == at
        || d instanceof Dim.Element
        || d instanceof Dim.Apply a && (hangs(a.left(), at) || hangs(a.right(), at));
  }

  private void readWhole(Stage s) {
    if (!whole.add(s)) {
      return;
    }
    Loop loop = s.loop();
    List<Stage> together = loop == null ? List.of(s) : loop.stages();
    for (Stage t : together) {
      if (t.body() != null) {
        readWhole(t.body());
      }
    }
  }

  private void readWhole(Expr e) {
    if (e instanceof Expr.Read r) {
      readWhole(r.stage());
      r.at().list().forEach(this::readWhole);
      if (r.outside() != null) {
        readWhole(r.outside());
      }
    } else if (e instanceof Expr.Apply a) {
      a.args().forEach(this::readWhole);
    } else if (e instanceof Expr.Fold f) {
      readWhole(f.body());
    } else if (e instanceof Expr.Index i) {
      readWhole(i.dim());
    }
  }

  private void readWhole(Dim d) {
    if (d instanceof Dim.Element e) {
      readWhole(e.value());
    } else if (d instanceof Dim.Apply a) {
      readWhole(a.left());
      readWhole(a.right());
    }
  }
}
