package dev.assay.verify.check;

/**
 * What came of a certificate.
 *
 * @param refusal why it proves nothing, and where; empty where it is accepted
 * @param rounds whether it is of the types of the model, or else of real numbers
 * @param parts how many parts of boxes were looked at
 */
public record Check(String refusal, boolean rounds, long parts) {
  public boolean isAccepted() {
    return refusal.isEmpty();
  }
}
