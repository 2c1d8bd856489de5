package dev.assay.backends.install;

/** Is told what an installation fetches. It may be told by several threads at once. */
public interface Progress {
  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void says(String line) {}

        @Override
        public void fetched(String what, long bytes, long all) {}
      };

  /** A line for a person: what is about to happen, or what a tool says of its work. */
  void says(String line);

  /**
   * Some of a file has come.
   *
   * @param bytes so far
   * @param all the whole size; 0 where it is not known
   */
  void fetched(String what, long bytes, long all);
}
