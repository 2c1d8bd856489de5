package dev.assay.verify.branch;

import dev.assay.verify.branch.InputBisection.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The boxes that are still to be proved, shared by the threads of a proof. */
final class Frontier {
  private final Deque<Part> parts = new ArrayDeque<>();
  private int busy;
  private @Nullable Result result;
  private @Nullable String left;

  synchronized void push(Part part) {
    parts.push(part);
    notify();
  }

  /** The next box; empty when there is none and none may come. */
  synchronized Optional<Part> take() {
    while (parts.isEmpty() && busy > 0 && result == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end(Result.open("it was interrupted"));
      }
    }
    if (result != null || parts.isEmpty()) {
      notifyAll();
      return Optional.empty();
    }
    busy++;
    return Optional.of(parts.pop());
  }

  /** A box that was taken is proved, split or left. */
  synchronized void done() {
    busy--;
    if (busy == 0) {
      notifyAll();
    }
  }

  /** Notes a box that cannot be split any more. */
  synchronized void leave(String why) {
    left = why;
  }

  /** Ends the proof. */
  synchronized void end(Result with) {
    if (result == null || with.witness().isPresent()) {
      result = with;
    }
    notifyAll();
  }

  synchronized Result result() {
    if (result != null) {
      return result;
    }
    return left == null ? Result.PROVED : Result.open(left);
  }
}
