package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.rules.OperatorRules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which types an operator takes: calls that are taken, with one type after the other. */
final class TypeSearch {
  private final Declaration operator;
  private final Examples examples;
  private final Mutation mutation;
  private final int forms;

  /**
   * @param forms how many calls of different forms are tried with each type
   */
  TypeSearch(
      Declaration operator, Vocabulary vocabulary, Examples examples, Choices choices, int forms) {
    this.operator = operator;
    this.examples = examples;
    this.mutation = new Mutation(operator, vocabulary, choices);
    this.forms = forms;
  }

  /** The types that go for each variable, in some call that is taken. */
  Map<String, Set<DType>> types(List<Call> taken) {
    Map<String, Set<DType>> all = new TreeMap<>();
    for (String v : operator.variables()) {
      Set<DType> going = EnumSet.noneOf(DType.class);
      List<Call> speaking = speaking(taken, v);
      for (DType t : operator.types(v)) {
        if (speaking.stream().anyMatch(c -> goes(mutation.retyped(c, v, t)))) {
          going.add(t);
        }
      }
      speaking.forEach(
          c -> Optional.ofNullable(OperatorRules.bound(operator, c).get(v)).ifPresent(going::add));
      all.put(v, going);
    }
    return all;
  }

  /** The pairs of variables of which not every two types go together. */
  List<OperatorRules.Pair> pairs(List<Call> taken, Map<String, Set<DType>> types) {
    List<OperatorRules.Pair> pairs = new ArrayList<>();
    List<String> variables = operator.variables();
    for (int a = 0; a < variables.size(); a++) {
      for (int b = a + 1; b < variables.size(); b++) {
        OperatorRules.Pair pair = pair(taken, variables.get(a), variables.get(b), types);
        if (pair.together().values().stream().anyMatch(s -> s.size() < size(types, pair))) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }

  private static int size(Map<String, Set<DType>> types, OperatorRules.Pair pair) {
    return types.getOrDefault(pair.second(), Set.of()).size();
  }

  private OperatorRules.Pair pair(
      List<Call> taken, String a, String b, Map<String, Set<DType>> types) {
    Map<DType, Set<DType>> together = new EnumMap<>(DType.class);
    List<Call> both = speaking(speaking(taken, a), b);
    for (DType s : types.getOrDefault(a, Set.of())) {
      Set<DType> going = EnumSet.noneOf(DType.class);
      for (DType t : types.getOrDefault(b, Set.of())) {
        boolean goes =
            both.isEmpty()
                || both.stream()
                    .anyMatch(c -> goes(mutation.retyped(mutation.retyped(c, a, s), b, t)));
        if (goes) {
          going.add(t);
        }
      }
      together.put(s, going);
    }
    return new OperatorRules.Pair(a, b, together);
  }

  private List<Call> speaking(List<Call> taken, String variable) {
    return taken.stream()
        .filter(c -> OperatorRules.bound(operator, c).containsKey(variable))
        .limit(forms)
        .toList();
  }

  private boolean goes(Call call) {
    return examples.ask(call).isTaken();
  }
}
