package dev.assay.cli;

import java.util.concurrent.CountDownLatch;

/** Lets a command come to its end by itself when its process is told to end, as by Ctrl-C. */
final class GentleEnd {
  /** What a command does; it ends soon after it is asked to. */
  interface Work {
    int run() throws InterruptedException;
  }

  private GentleEnd() {}

  /**
   * Does some work; gives its exit code.
   *
   * @param ask told when the process is to end
   * @param close what is left to do before that
   */
  static int during(Work work, Runnable ask, Runnable close) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    int[] code = {Main.FAILURE};
    Thread hook = new Thread(() -> end(ask, ended, code), "end of the work");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      code[0] = work.run();
      return code[0];
    } finally {
      if (!remove(hook)) {
        close.run();
        ended.countDown();
      }
    }
  }

  /** Takes a hook back; false where the process has begun to end, and the hook to run. */
  private static boolean remove(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void end(Runnable ask, CountDownLatch ended, int[] code) {
    ask.run();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code[0]);
  }
}
