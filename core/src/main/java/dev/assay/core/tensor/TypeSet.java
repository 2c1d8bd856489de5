package dev.assay.core.tensor;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of element types that cannot change, in the order of declaration: the bits of a number. */
final class TypeSet extends AbstractSet<DType> {
  private static final DType[] ALL = DType.values();

  private final int bits;

  private TypeSet(int bits) {
    this.bits = bits;
  }

  static Set<DType> of(Collection<DType> types) {
    return new TypeSet(bits(types));
  }

  /** The types in both. */
  static Set<DType> common(Set<DType> a, Set<DType> b) {
    return new TypeSet(bits(a) & bits(b));
  }

  private static int bits(Collection<DType> types) {
    if (types instanceof TypeSet s) {
      return s.bits;
    }
    int bits = 0;
    for (DType t : types) {
      bits |= 1 << t.ordinal();
    }
    return bits;
  }

  @Override
  public boolean contains(@Nullable Object o) {
    return o instanceof DType t && (bits >>> t.ordinal() & 1) == 1;
  }

  @Override
  public int size() {
    return Integer.bitCount(bits);
  }

  @Override
  public Iterator<DType> iterator() {
    return new Iterator<>() {
      private int left = bits;

      @Override
      public boolean hasNext() {
        return left != 0;
      }

      @Override
      public DType next() {
        if (left == 0) {
          throw new NoSuchElementException();
        }
        DType next = ALL[Integer.numberOfTrailingZeros(left)];
        left &= left - 1;
        return next;
      }
    };
  }
}
