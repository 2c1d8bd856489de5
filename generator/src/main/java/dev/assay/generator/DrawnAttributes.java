package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The attributes of a node that is drawn, and those inputs that are numbers rather than values of
 * the graph. What is asked for twice is answered alike.
 */
final class DrawnAttributes {
  private final Site site;
  private final Operator operator;
  private final Signature signature;
  private final Choices choices;
  private final Sizes sizes;
  private final Operands operands;
  private final Presence presence;
  private final int listLength;
  private final Map<String, Object> answers = new HashMap<>();
  private final Set<String> singles = new HashSet<>();
  private final TreeMap<String, Answer> attributes = new TreeMap<>();

  DrawnAttributes(
      Site site,
      Operator operator,
      Signature signature,
      Choices choices,
      Sizes sizes,
      Operands operands,
      Presence presence) {
    this.site = site;
    this.operator = operator;
    this.signature = signature;
    this.choices = choices;
    this.sizes = sizes;
    this.operands = operands;
    this.presence = presence;
    this.listLength = Taste.length(choices);
  }

  Map<String, Answer> map() {
    return attributes;
  }

  @SuppressWarnings("unchecked") // under one name a definition asks for one kind of answer
  private <T> T once(String name, Supplier<T> draw) {
    Object answer = answers.get(name);
    if (answer == null) {
      answer = draw.get();
      answers.put(name, answer);
    }
    return (T) answer;
  }

  /** An answer that is an input where the operator has a port of that name, else an attribute. */
  private void put(String name, Answer answer) {
    presence.give(name);
    int place = operator.input(name);
    if (place >= 0) {
      operands.put(place, answer);
    } else {
      attributes.put(name, answer);
    }
  }

  /** Says that one number or word, and no list, is meant. */
  void single(String name) {
    singles.add(name);
  }

  private boolean isSingle(String name) {
    return operator.input(name) >= 0
        ? singles.contains(name)
        : signature
            .kind(name)
            .map(k -> k == Kind.INT || k == Kind.FLOAT || k == Kind.STRING)
            .orElse(singles.contains(name));
  }

  /** The answer that the node's part asks for. */
  private Optional<String> asked(String name) {
    return Optional.ofNullable(site.part().attributes().get(name));
  }

  private static long asked(String word, Range legal) {
    long number = Long.parseLong(word);
    if (!legal.holds(number)) {
      throw new Unfit("the number that is asked for is not legal");
    }
    return number;
  }

  Dims numbers(String name, int count, Range legal) {
    return once(
        name,
        () -> {
          List<Long> first =
              asked(name)
                  .map(word -> Collections.nCopies(count, asked(word, legal)))
                  .orElseGet(() -> site.taste().numbers(choices, count, legal));
          Dims d = Dims.each(count, k -> sizes.attribute(name, k, legal, first.get(k)));
          put(name, new Answer.Integers(d, isSingle(name)));
          return d;
        });
  }

  List<Integer> drawn(String name, int count, Range legal) {
    return once(
        name,
        () -> {
          List<Integer> list =
              asked(name)
                  .map(word -> Collections.nCopies(count, (int) asked(word, legal)))
                  .orElseGet(() -> site.taste().drawn(choices, count, legal));
          put(name, new Answer.Integers(Dims.ofNumbers(list), isSingle(name)));
          return list;
        });
  }

  List<Integer> among(String name, int count, List<Integer> some) {
    return once(
        name,
        () -> {
          List<Integer> list = new ArrayList<>();
          for (int k = 0; k < count; k++) {
            list.add(choices.of(some));
          }
          put(name, new Answer.Integers(Dims.ofNumbers(list), isSingle(name)));
          return list;
        });
  }

  List<Integer> axes(String name, int rank) {
    return once(name, () -> drawnAxes(name, rank));
  }

  private List<Integer> drawnAxes(String name, int rank) {
    Integer length = presence.knownLength(name);
    if (length == null && rank == 0) {
      presence.leaveOut(name);
    }
    if (length == null && !presence.has(name)) {
      return Draft.allAxes(rank);
    }
    if (rank == 0 || length != null && length == 0) {
      throw new Unfit("an empty list would stand for all axes");
    }
    Optional<String> asked = asked(name);
    if (asked.isPresent()) {
      int axis = (int) asked(asked.get(), Range.of(-rank, rank - 1));
      put(name, new Answer.Integers(Dims.ofNumbers(axis), false));
      return List.of(Math.floorMod(axis, rank));
    }
    List<Integer> mixed = Taste.shuffled(choices, Draft.allAxes(rank));
    List<Integer> some = mixed.subList(0, length == null ? choices.between(1, rank) : length);
    List<Integer> axes = choices.chance(0.8) ? some.stream().sorted().toList() : some;
    Dims named = Dims.each(axes.size(), k -> Dim.dim(axes.get(k) - (choices.flag() ? 0 : rank)));
    put(name, new Answer.Integers(named, false));
    return List.copyOf(axes);
  }

  Dims reshaped(String target, Dims from, boolean zeroCopies) {
    Reshaping r = Reshaping.draw(choices, sizes, from, zeroCopies);
    put(target, new Answer.Integers(r.target(), false));
    return r.to();
  }

  double real(String name, double usual, double least, double most) {
    return reals(name, 1, () -> site.taste().real(choices, usual, least, most)).get(0);
  }

  List<Double> reals(String name, int count, double least, double most) {
    return reals(name, count, () -> site.taste().real(choices, least, most));
  }

  private List<Double> reals(String name, int count, Supplier<Double> draw) {
    return once(
        name,
        () -> {
          List<Double> list = new ArrayList<>(count);
          for (int k = 0; k < count; k++) {
            list.add(draw.get());
          }
          put(name, new Answer.Reals(list, isSingle(name)));
          return list;
        });
  }

  List<String> words(String name, int count, String... words) {
    return once(
        name,
        () -> {
          List<String> among = List.of(words);
          List<String> list = new ArrayList<>(count);
          for (int k = 0; k < count; k++) {
            list.add(choices.of(among));
          }
          put(name, new Answer.Texts(list, isSingle(name)));
          return list;
        });
  }

  /** A type: now and then one that the model has already, so that casts lead back. */
  DType type(String name, Set<DType> among) {
    Set<DType> allowed = site.led(among, name);
    return once(
        name,
        () -> {
          Optional<DType> asked =
              asked(name).map(word -> DType.valueOf(word.toUpperCase(Locale.ROOT)));
          List<DType> known = new ArrayList<>();
          for (DraftValue v : site.values()) {
            if (allowed.contains(v.type())) {
              known.add(v.type());
            }
          }
          DType t =
              asked.isPresent()
                  ? required(asked.get(), allowed)
                  : !known.isEmpty() && choices.chance(0.3)
                      ? choices.of(known)
                      : site.taste().type(choices, allowed);
          put(name, new Answer.Integers(Dims.ofNumbers(t.onnx()), true));
          return t;
        });
  }

  private static DType required(DType type, Set<DType> allowed) {
    if (!allowed.contains(type)) {
      throw new Unfit("the type that is asked for is not legal");
    }
    return type;
  }

  Tensor tensor(String name, Set<DType> types) {
    Kind kind = signature.kind(name).orElse(Kind.TENSOR);
    return tensor(name, types, () -> Taste.shape(choices, kind, listLength));
  }

  Tensor list(String name, Set<DType> types) {
    return list(name, types, listLength);
  }

  Tensor list(String name, Set<DType> types, int size) {
    return tensor(name, types, () -> new int[] {size});
  }

  private Tensor tensor(String name, Set<DType> types, Supplier<int[]> shapes) {
    return once(
        name,
        () -> {
          Set<DType> allowed = site.led(types, name);
          int[] shape = shapes.get();
          DType type = site.taste().type(choices, allowed);
          InputDraw how = site.taste().policy().draw(choices, type, FreeData.ANY);
          Tensor t = how.draw(choices, type, shape);
          put(name, new Answer.Held(t));
          return t;
        });
  }
}
