package dev.assay.core.reading;

/** A compiled fold: runs its indices over all their values and lets a folder combine the body. */
final class FoldNode extends ElementNode {

  /** What one step of a fold does. */
  interface Body {
    /** Before the first step of a batch. */
    default void begin() {}

    void step();

    static Body of(Domain.Folder folder, ElementNode body, Batch batch) {
      return () -> folder.step(body.get(), batch.n);
    }
  }

  private final Slot[] over;
  private final int[] extents;
  private final Domain.Folder folder;
  private final Body body;
  private final Batch batch;

  FoldNode(
      Slot[] moves,
      Lane out,
      Slot[] over,
      int[] extents,
      Domain.Folder folder,
      Body body,
      Batch batch) {
    super(moves, out);
    this.over = over;
    this.extents = extents;
    this.folder = folder;
    this.body = body;
    this.batch = batch;
  }

  @Override
  void evaluate() {
    folder.begin(batch.n);
    run();
    folder.end(out, batch.n);
  }

  /** Gives the folder all values of the body. */
  void run() {
    body.begin();
    each(batch, over, extents, body::step);
  }

  /** Does something at all values of some indices, the last one fastest. */
  static void each(Batch batch, Slot[] over, int[] extents, Runnable step) {
    int total = 1;
    for (int e : extents) {
      total *= e;
    }
    if (total == 0) {
      return;
    }
    batch.work += (long) total * batch.n;
    for (Slot s : over) {
      batch.set(s, 0);
    }
    step.run();
    for (int t = 1; t < total; t++) {
      advance(batch, over, extents);
      step.run();
    }
  }

  private static void advance(Batch batch, Slot[] over, int[] extents) {
    for (int d = over.length - 1; d >= 0; d--) {
      int next = over[d].value + 1;
      if (next < extents[d]) {
        batch.set(over[d], next);
        return;
      }
      batch.set(over[d], 0);
    }
  }
}
