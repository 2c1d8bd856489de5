package dev.assay.core.expr;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An array of elements: given (an input of the operator), or computed point by point from earlier
 * stages.
 *
 * <pre>{@code
 * Stage row = stage(shape.with(axis, 1), i -> sum(x.dim(axis), k -> x.at(i.with(axis, k))));
 * }</pre>
 */
public final class Stage {

  /** How the elements come about. */
  public enum Kind {
    /** They are there. */
    GIVEN,
    /** They come with the node itself. */
    HELD,
    /** Each by the formula, on its own. */
    POINTWISE,
    /** Each combines the formula's values from the axis' beginning up to its own. */
    SCAN,
    /** Each by the formula, which may read the stages of the same loop at earlier steps. */
    STEP
  }

  private final String name;
  private final Kind kind;
  private final DType type;
  private final Dims shape;
  private final List<Dim.Var> point;
  private final int axis;
  private final @Nullable Prim prim;
  private final @Nullable Loop loop;
  private final @Nullable View view;
  private final @Nullable Tensor held;
  private @Nullable Expr body;
  private @Nullable Stage rounding;

  private record View(Stage source, UnaryOperator<Dims> place) {}

  private Stage(
      String name,
      Kind kind,
      DType type,
      Dims shape,
      List<Dim.Var> point,
      @Nullable Expr body,
      int axis,
      @Nullable Prim prim,
      @Nullable Loop loop,
      @Nullable View view,
      @Nullable Tensor held) {
    this.name = name;
    this.kind = kind;
    this.type = type;
    this.shape = shape;
    this.point = point;
    this.body = body;
    this.axis = axis;
    this.prim = prim;
    this.loop = loop;
    this.view = view;
    this.held = held;
  }

  /** An array that is there. */
  public static Stage given(String name, DType type, Dims shape) {
    return new Stage(name, Kind.GIVEN, type, shape, List.of(), null, -1, null, null, null, null);
  }

  /** An array that comes with the node: weights or a table in its attributes. */
  public static Stage held(Tensor elements) {
    Dims shape = Dims.ofNumbers(elements.shape());
    return new Stage(
        "", Kind.HELD, elements.type(), shape, List.of(), null, -1, null, null, null, elements);
  }

  /** One element by formula. */
  public static Stage stage(Dims shape, Function<Dims, Expr> formula) {
    List<Dim.Var> point = Expr.indices("i", shape);
    Expr body = formula.apply(Dims.of(point));
    return new Stage(
        "", Kind.POINTWISE, body.type(), shape, point, body, -1, null, null, null, null);
  }

  /**
   * One element by formula, which counts as rounded even where it is exact: for a step that
   * implementations take in several of their own.
   */
  public static Stage rounded(Dims shape, Function<Dims, Expr> formula) {
    Stage s = stage(shape, formula);
    s.rounding = s;
    return s;
  }

  /**
   * One element by formula at each point of another stage, which counts as off by a rounding of
   * that one's element: for what others compute by way of numbers of that size.
   */
  public static Stage roundedAs(Stage size, Function<Dims, Expr> formula) {
    Stage s = stage(size.shape, formula);
    s.rounding = size;
    return s;
  }

  /** One element by formula at each point of another stage, in the indices of that stage. */
  public static Stage beside(Stage points, Expr body) {
    return new Stage(
        "",
        Kind.POINTWISE,
        body.type(),
        points.shape,
        points.point,
        body,
        -1,
        null,
        null,
        null,
        null);
  }

  /**
   * Running combinations along an axis, in any order: element i combines the terms at 0 to i. For
   * sums and products, minima and maxima.
   */
  public static Stage scan(Prim prim, Dims shape, int axis, Function<Dims, Expr> term) {
    List<Dim.Var> point = Expr.indices("i", shape);
    Expr body = term.apply(Dims.of(point));
    return new Stage("", Kind.SCAN, body.type(), shape, point, body, axis, prim, null, null, null);
  }

  /** A stage of a loop over axis 0, whose formula may come later. */
  static Stage step(DType type, Dims shape, Loop loop) {
    return new Stage(
        "", Kind.STEP, type, shape, Expr.indices("i", shape), null, 0, null, loop, null, null);
  }

  /** The elements of another stage at other places; nothing is stored. */
  public static Stage view(Stage source, Dims shape, UnaryOperator<Dims> place) {
    View view = new View(source, place);
    return new Stage(
        "", Kind.POINTWISE, source.type, shape, List.of(), null, -1, null, null, view, null);
  }

  /** The same elements without some axes of size 1. */
  public Stage without(List<Integer> axes) {
    return axes.isEmpty() ? this : view(this, shape.without(axes), i -> i.among(axes));
  }

  /** The same elements with one more axis of size 1. */
  public Stage withAxis(int newAxis) {
    Dims wider = shape.among(List.of(newAxis)).with(newAxis, 1);
    return view(this, wider, i -> i.without(List.of(newAxis)));
  }

  /** The name of what is given; empty for what is computed. */
  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public DType type() {
    return type;
  }

  public Dims shape() {
    return shape;
  }

  public int rank() {
    return shape.rank();
  }

  public Dim dim(int ofAxis) {
    return shape.get(ofAxis);
  }

  /** The indices of the formula. */
  public List<Dim.Var> point() {
    return point;
  }

  /** The elements of a held array; null for others. */
  public @Nullable Tensor held() {
    return held;
  }

  /** The formula; null for what is given or held and for a view. */
  public @Nullable Expr body() {
    return body;
  }

  void body(Expr formula) {
    body = formula;
  }

  /** The numbers that each element counts as off by a rounding of, even where it is exact. */
  public Optional<Stage> rounding() {
    return Optional.ofNullable(rounding);
  }

  /** The axis of a scan or of a loop's steps; -1 for others. */
  public int axis() {
    return axis;
  }

  /** What a scan combines by; null for others. */
  public @Nullable Prim prim() {
    return prim;
  }

  /** The loop that this is a stage of; null for others. */
  public @Nullable Loop loop() {
    return loop;
  }

  /** This stage as one that is stored: itself, but for a view. */
  public Stage stored() {
    return view == null ? this : stage(shape, this::at);
  }

  public Expr at(Dims i) {
    return read(i, null);
  }

  public Expr at(Dim... i) {
    return at(Dims.of(i));
  }

  /** The element at a place, or {@code outside} where that is no place of the array. */
  public Expr at(Dims i, Expr outside) {
    return read(i, outside);
  }

  private Expr read(Dims i, @Nullable Expr outside) {
    if (i.rank() != rank()) {
      throw new IllegalArgumentException(
          "a stage of shape " + shape + " is read at " + i.rank() + " indices");
    }
    return view == null
        ? new Expr.Read(this, i, outside)
        : view.source.read(view.place.apply(i), outside);
  }

  /** A broadcast read: trailing axes line up, an axis of size 1 is spread. */
  public Expr spread(Dims i) {
    return at(i.last(rank()).zip(shape, (k, d) -> k.min(d.minus(1))));
  }

  /** Zero in the type of the elements. */
  public Expr zero() {
    return Expr.number(type, 0L);
  }
}
