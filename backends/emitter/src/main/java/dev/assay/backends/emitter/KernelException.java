package dev.assay.backends.emitter;

/** That a framework refused to run a node of its own, with what it said as the cause. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public KernelException(Exception said) {
    super(said);
  }
}
