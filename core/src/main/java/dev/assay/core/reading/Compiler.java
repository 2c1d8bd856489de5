package dev.assay.core.reading;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles the formula of one stage: each expression becomes a node that fills a column for a batch
 * of points, and does so again only when an index below it has moved, so that whatever does not
 * hang on a fold's index is evaluated once outside of the fold.
 */
final class Compiler {
  private final Machine machine;
  private final Domain domain;
  private final Batch batch;
  private final Reads reads;
  private final Map<Expr, ElementNode> elements = new IdentityHashMap<>();
  private final Map<Dim, IndexNode> indices = new IdentityHashMap<>();

  Compiler(Machine machine, Batch batch) {
    this.machine = machine;
    this.domain = machine.domain();
    this.batch = batch;
    this.reads = new Reads(this);
  }

  Machine machine() {
    return machine;
  }

  Domain domain() {
    return domain;
  }

  Batch batch() {
    return batch;
  }

  /** The node of an expression; the same node for the same object. */
  ElementNode element(Expr e) {
    ElementNode known = elements.get(e);
    if (known == null) {
      known = compile(e);
      elements.put(e, known);
    }
    return known;
  }

  private ElementNode compile(Expr e) {
    if (e instanceof Expr.Const c) {
      return constant(c);
    }
    if (e instanceof Expr.Index i) {
      return index(i);
    }
    if (e instanceof Expr.Read r) {
      return reads.compile(r);
    }
    return e instanceof Expr.Apply a ? apply(a) : fold((Expr.Fold) e);
  }

  private ElementNode constant(Expr.Const c) {
    Lane out = domain.lane(c.type(), batch.width);
    domain.constant(out, c.real(), c.integer(), batch.width);
    return new ElementNode(new Slot[0], out) {
      @Override
      void evaluate() {}
    };
  }

  private ElementNode index(Expr.Index e) {
    IndexNode index = index(e.dim());
    int[] values = new int[batch.width];
    return new ElementNode(withPoints(index.moves), domain.lane(e.type(), batch.width)) {
      @Override
      void evaluate() {
        index.get();
        if (index.isVector) {
          int[] highs = index.highs;
          domain.index(out, index.values, highs == null ? index.values : highs, batch.n);
        } else {
          Arrays.fill(values, 0, batch.n, index.value);
          domain.index(out, values, values, batch.n);
        }
      }
    };
  }

  private ElementNode apply(Expr.Apply e) {
    if (e.prim() == Prim.ADD && e.type().isFloat()) {
      List<Expr> summands = new ArrayList<>();
      flatten(e, summands);
      if (summands.stream().anyMatch(Compiler::isSum)) {
        Domain.Folder folder = domain.folder(Prim.ADD, e.type(), batch.width);
        if (folder.takesProducts()) {
          return sum(e, summands, folder);
        }
      }
    }
    ElementNode[] args = new ElementNode[e.args().size()];
    Lane[] columns = new Lane[args.length];
    Slot[][] moves = new Slot[args.length][];
    for (int k = 0; k < args.length; k++) {
      args[k] = element(e.args().get(k));
      columns[k] = args[k].out;
      moves[k] = args[k].moves;
    }
    return new ElementNode(withPoints(moves), domain.lane(e.type(), batch.width)) {
      @Override
      void evaluate() {
        for (ElementNode a : args) {
          a.get();
        }
        domain.apply(e.prim(), out, columns, batch.n);
      }
    };
  }

  private static void flatten(Expr e, List<Expr> summands) {
    if (e instanceof Expr.Apply a && a.prim() == Prim.ADD) {
      a.args().forEach(arg -> flatten(arg, summands));
    } else {
      summands.add(e);
    }
  }

  private static boolean isSum(Expr e) {
    return e instanceof Expr.Fold f && f.prim() == Prim.ADD;
  }

  private ElementNode sum(Expr.Apply e, List<Expr> summands, Domain.Folder folder) {
    List<FoldNode> folds =
        summands.stream()
            .filter(Compiler::isSum)
            .map(s -> (Expr.Fold) s)
            .sorted(Comparator.comparing(f -> isProduct(f.body()) ? 0 : 1))
            .map(f -> fold(f, folder))
            .toList();
    List<ElementNode> singles =
        summands.stream().filter(s -> !isSum(s)).map(this::element).toList();
    Slot[] moves =
        withPoints(
            Stream.concat(folds.stream(), singles.stream())
                .map(part -> part.moves)
                .toArray(Slot[][]::new));
    return new SumNode(moves, domain.lane(e.type(), batch.width), folder, folds, singles, batch);
  }

  private static boolean isProduct(Expr e) {
    return e instanceof Expr.Apply a && a.prim() == Prim.MUL;
  }

  private ElementNode fold(Expr.Fold e) {
    return fold(e, domain.folder(e.prim(), e.type(), batch.width));
  }

  private FoldNode fold(Expr.Fold e, Domain.Folder folder) {
    Slot[] over = e.over().stream().map(batch::slot).toArray(Slot[]::new);
    int[] extents = e.over().stream().mapToInt(v -> extent(v).number()).toArray();
    ElementNode body = element(e.body());
    FoldNode.Body step = FoldNode.Body.of(folder, body, batch);
    if (e.prim() == Prim.ADD && e.body() instanceof Expr.Apply product) {
      step = contraction(product, folder, step);
    }
    Set<Slot> moves = new LinkedHashSet<>(Arrays.asList(withPoints(body.moves)));
    Arrays.asList(over).forEach(moves::remove);
    Lane out = domain.lane(e.type(), batch.width);
    return new FoldNode(moves.toArray(new Slot[0]), out, over, extents, folder, step, batch);
  }

  private static Dim extent(Dim.Var index) {
    return Objects.requireNonNull(index.extent());
  }

  /**
   * Products go to a folder that takes them; of values, those of two plain reads are added up in a
   * loop of their own.
   */
  private FoldNode.Body contraction(
      Expr.Apply product, Domain.Folder folder, FoldNode.Body otherwise) {
    if (product.prim() != Prim.MUL) {
      return otherwise;
    }
    if (folder.takesProducts()) {
      ElementNode x = element(product.args().get(0));
      ElementNode y = element(product.args().get(1));
      return () -> folder.step(x.get(), y.get(), batch.n);
    }
    double[] sums = folder.sums();
    if (sums != null
        && element(product.args().get(0)) instanceof ReadNode a
        && element(product.args().get(1)) instanceof ReadNode b
        && a.isSeparable()
        && b.isSeparable()) {
      return new Contraction(sums, a, b, batch);
    }
    return otherwise;
  }

  // ---- indices

  IndexNode index(Dim d) {
    IndexNode known = indices.get(d);
    if (known == null) {
      known = compile(d);
      indices.put(d, known);
    }
    return known;
  }

  private IndexNode compile(Dim d) {
    if (d instanceof Dim.Const c) {
      IndexNode node = new IndexArithmetic.Fixed(c.value());
      return node;
    }
    if (d instanceof Dim.Var v) {
      return new IndexArithmetic.Running(batch.slot(v));
    }
    if (d instanceof Dim.Element e) {
      return new IndexArithmetic.FromData(element(e.value()), batch);
    }
    Dim.Apply a = (Dim.Apply) d;
    IndexNode left = index(a.left());
    IndexNode right = index(a.right());
    return new IndexArithmetic.Combined(a.op(), left, right, union(left.moves, right.moves), batch);
  }

  // ---- what a node hangs on

  /** The slots and the batch itself: for nodes that fill columns. */
  Slot[] withPoints(Slot[]... moves) {
    return union(union(moves), new Slot[] {batch.points});
  }

  // A handful of slots each: a search along an array is faster than a set.
  static Slot[] union(Slot[]... moves) {
    int most = 0;
    for (Slot[] m : moves) {
      most += m.length;
    }
    Slot[] all = new Slot[most];
    int count = 0;
    for (Slot[] m : moves) {
      for (Slot s : m) {
        if (!contains(all, count, s)) {
          all[count++] = s;
        }
      }
    }
    return count == most ? all : Arrays.copyOf(all, count);
  }

  private static boolean contains(Slot[] slots, int count, Slot wanted) {
    for (int k = 0; k < count; k++) {
      if (slots[k] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** The parts of a sum, each with its sign. */
  static List<Term> terms(Dim d) {
    List<Term> terms = new ArrayList<>();
    split(d, 1, terms);
    return terms;
  }

  private static void split(Dim d, int sign, List<Term> terms) {
    if (d instanceof Dim.Apply a && (a.op() == Dim.Op.ADD || a.op() == Dim.Op.SUB)) {
      split(a.left(), sign, terms);
      split(a.right(), a.op() == Dim.Op.ADD ? sign : -sign, terms);
    } else {
      terms.add(new Term(d, sign));
    }
  }

  /** A part of a sum. */
  record Term(Dim dim, int sign) {}
}
