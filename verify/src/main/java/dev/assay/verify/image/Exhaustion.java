package dev.assay.verify.image;

import dev.assay.verify.exact.Rational;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The search that exhausts a space: a cell of the grid that bounds prove is done with all that it
 * holds; others are halved, down to a rung: a cell between neighbouring points of the grid.
 *
 * <p>Of a rung that is not proved, each corner is proved or tried. Then comes what lies between
 * them: the manipulations that lead from one to the other are <em>minimal</em> (Huang et al.,
 * Safety Verification of Deep Neural Networks, 2017, definition 8) if they do not leave the class
 * and come back. The rung is halved further, and what is left is handed to Z3. So the answer over
 * the grid always covers all of its points, and that over the region all of its volume or none.
 */
final class Exhaustion {
  /** Boxes that the inside of one rung is worth, before Z3 is asked. */
  private static final int BOXES_OF_A_RUNG = 64;

  private final Space space;
  private final BooleanSupplier isOver;
  private final Prover prover;
  private final Map<Long, Boolean> tried = new HashMap<>();
  private double volume;
  private double solved;
  private long asked;
  private long open;
  private Optional<double[]> found = Optional.empty();
  private boolean isFoundOnGrid;
  private boolean isStopped;

  Exhaustion(Space space, BooleanSupplier isOver) {
    this.space = space;
    this.isOver = isOver;
    this.prover = new Prover(space);
  }

  /**
   * What came of a space.
   *
   * @param found a point where the label is lost
   * @param isFoundOnGrid whether it is one of the grid
   * @param isGridDone whether all points of the grid keep the label, or one was found
   */
  record Result(
      Optional<double[]> found, boolean isFoundOnGrid, boolean isGridDone, Searched searched) {

    /** That of a space of which all is proved elsewhere. */
    static Result proved(Space space) {
      double points = Space.points(space.grid());
      Searched searched = new Searched(points, 0, 0, 1, 0, 0, 0);
      return new Result(Optional.empty(), false, true, searched);
    }

    /** Whether the label stays everywhere. */
    boolean isSafe() {
      return found.isEmpty() && isGridDone && searched.open() == 0;
    }
  }

  Result run() {
    Deque<Cell> cells = new ArrayDeque<>();
    Deque<Cell> rungs = new ArrayDeque<>();
    cells.push(Cell.whole(space));
    while (!cells.isEmpty() && !isDone()) {
      Cell cell = cells.pop();
      if (proves(cell)) {
        volume += cell.volume();
      } else if (!isLostAt(worst(cell))) {
        if (cell.isRung()) {
          rungs.add(cell);
        } else {
          halve(cell, cells);
        }
      }
    }
    for (Cell rung : rungs) {
      corners(rung);
    }
    boolean isGridDone = !isStopped;
    if (space.isContinuous() && found.isEmpty()) {
      rungs.forEach(this::between);
    }
    Searched searched =
        new Searched(
            Space.points(space.grid()), tried.size(), prover.boxes(), volume, solved, asked, open);
    return new Result(found, isFoundOnGrid, isGridDone, searched);
  }

  private boolean isDone() {
    isStopped |= isOver.getAsBoolean();
    return isStopped || found.isPresent();
  }

  private boolean proves(Cell cell) {
    return prover.proves(space.corner(cell.from()), space.corner(cell.to()));
  }

  /** The corner of a cell where the bound that failed is least. */
  private int[] worst(Cell cell) {
    int[] corner = cell.from().clone();
    for (int j = 0; j < corner.length; j++) {
      corner[j] = prover.slope(j) > 0 ? cell.from()[j] : cell.to()[j];
    }
    return corner;
  }

  private boolean isLostAt(int[] place) {
    long number = 0;
    for (int j = 0; j < place.length; j++) {
      number = number * space.grid().get(j).length + place[j];
    }
    boolean isLost = tried.computeIfAbsent(number, n -> space.isLost(space.corner(place)));
    if (isLost && found.isEmpty()) {
      found = Optional.of(space.corner(place));
      isFoundOnGrid = true;
    }
    return isLost;
  }

  private void halve(Cell cell, Deque<Cell> cells) {
    int j = widest(cell, 2);
    int middle = (cell.from()[j] + cell.to()[j]) / 2;
    double[] grid = space.grid().get(j);
    double width = grid[cell.to()[j]] - grid[cell.from()[j]];
    double share = (grid[middle] - grid[cell.from()[j]]) / width;
    cells.push(cell.part(j, true, middle, 1 - share));
    cells.push(cell.part(j, false, middle, share));
  }

  /** The dimension along which the bound varies most, of those with some steps at least. */
  private int widest(Cell cell, int steps) {
    double[] low = space.corner(cell.from());
    double[] high = space.corner(cell.to());
    int widest = -1;
    for (int j = 0; j < low.length; j++) {
      if (cell.steps(j) >= steps
          && (widest < 0 || spread(low, high, j) > spread(low, high, widest))) {
        widest = j;
      }
    }
    return widest;
  }

  private double spread(double[] low, double[] high, int j) {
    return (Math.abs(prover.slope(j)) + 1e-9) * (high[j] - low[j]);
  }

  /** Proves or tries each corner of a rung. */
  private void corners(Cell rung) {
    Deque<Cell> faces = new ArrayDeque<>();
    int first = widest(rung, 1);
    if (first < 0) {
      isLostAt(rung.from());
      return;
    }
    split(rung, faces);
    while (!faces.isEmpty() && !isDone()) {
      Cell face = faces.pop();
      if (!proves(face)) {
        if (face.isPoint()) {
          isLostAt(face.from());
        } else {
          split(face, faces);
        }
      }
    }
  }

  private void split(Cell cell, Deque<Cell> faces) {
    int j = widest(cell, 1);
    faces.push(cell.part(j, true, cell.to()[j], 0));
    faces.push(cell.part(j, false, cell.from()[j], 0));
  }

  /** A box between the points of the grid. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Between(double[] low, double[] high, double volume) {
    Between half(int j, boolean upper) {
      double middle = low[j] / 2 + high[j] / 2;
      double[] l = low.clone();
      double[] h = high.clone();
      (upper ? l : h)[j] = middle;
      return new Between(l, h, volume / 2);
    }
  }

  /** Looks whether the steps along a rung are minimal: whether the label stays between its ends. */
  private void between(Cell rung) {
    Deque<Between> boxes = new ArrayDeque<>();
    boxes.add(new Between(space.corner(rung.from()), space.corner(rung.to()), rung.volume()));
    for (int k = 0; k < BOXES_OF_A_RUNG && !boxes.isEmpty() && !isDone(); k++) {
      Between box = boxes.poll();
      if (prover.proves(box.low, box.high)) {
        volume += box.volume;
        continue;
      }
      double[] corner = box.low.clone();
      int widest = 0;
      for (int j = 0; j < corner.length; j++) {
        corner[j] = prover.slope(j) > 0 ? box.low[j] : box.high[j];
        widest = spread(box.low, box.high, j) > spread(box.low, box.high, widest) ? j : widest;
      }
      if (!isLostBetween(corner)) {
        boxes.add(box.half(widest, false));
        boxes.add(box.half(widest, true));
      }
    }
    boolean isOpen = false;
    for (Between box : boxes) {
      isOpen |= isDone() || !isSolved(box);
    }
    open += isOpen ? 1 : 0;
  }

  private boolean isLostBetween(double[] point) {
    if (found.isEmpty() && space.isLost(point)) {
      found = Optional.of(space.rounded(point));
    }
    return found.isPresent();
  }

  /** Whether Z3 proves a box; where it finds a point over the reals, that is tried. */
  private boolean isSolved(Between box) {
    ExactLeaf.Answer answer = ExactLeaf.answer(space, box.low, box.high);
    asked += answer.asked();
    if (answer.holds()) {
      solved += box.volume;
    }
    answer
        .point()
        .ifPresent(p -> isLostBetween(p.stream().mapToDouble(Rational::nearest).toArray()));
    return answer.holds();
  }
}
