package dev.assay.verify.bounds;

/** A constant power: of an odd whole exponent like a cube, of an even one like a square. */
record Power(double exponent) implements Function {
  static final Power SQUARE = new Power(2);
  static final Power RECIPROCAL = new Power(-1);

  @Override
  public double at(double x) {
    return exponent == 2 ? x * x : exponent == -1 ? 1 / x : Math.pow(x, exponent);
  }

  @Override
  public double slope(double x) {
    return exponent * new Power(exponent - 1).at(x);
  }

  private boolean isWhole() {
    return exponent == Math.rint(exponent);
  }

  private boolean isOdd() {
    return Math.abs(exponent % 2) == 1;
  }

  @Override
  public Bend bend(double l, double h) {
    if (isOdd() && l < 0) {
      return h <= 0 ? Bend.DOWN : Bend.BOTH_WAYS;
    }
    return exponent > 0 && exponent < 1 ? Bend.DOWN : Bend.UP;
  }

  /** Of a cube and the like that is at 0. */
  @Override
  public double leastSlope(double l, double h) {
    return 0;
  }

  @Override
  public boolean isDefined(double l, double h) {
    boolean isSigned = l > 0 || h < 0 && isWhole();
    return isSigned || exponent > 0 && (l >= 0 || isWhole());
  }

  @Override
  public double floor() {
    return isOdd() ? Double.NEGATIVE_INFINITY : 0;
  }

  @Override
  public double least(double l, double h) {
    boolean hasFoot = l <= 0 && h >= 0 && !isOdd();
    return hasFoot ? 0 : Math.min(at(l), at(h));
  }
}
