package dev.assay.generator.infer;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What calls are drawn from: types and words, at first those declared, later those that go. */
final class Vocabulary {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern QUOTED = Pattern.compile("(?<=[\"'])" + WORD + "(?=[\"'])");
  private static final int MOST_WORDS = 40;

  private final Declaration operator;
  private final Map<String, Set<DType>> types = new TreeMap<>();
  private final Map<String, Set<String>> words = new TreeMap<>();
  private final Set<String> listed = new HashSet<>();

  Vocabulary(Declaration operator) {
    this.operator = operator;
    operator.variables().forEach(v -> types.put(v, operator.types(v)));
    for (Declaration.Field f : operator.attributes()) {
      if (f.kind() == Attribute.Kind.STRING) {
        Set<String> known = new LinkedHashSet<>();
        f.otherwise().ifPresent(a -> known.add(a.text()));
        words.put(f.name(), known);
      }
    }
  }

  List<DType> types(String variable) {
    return List.copyOf(types.getOrDefault(variable, Set.of()));
  }

  /** Says which types go; where none does, all stay. */
  void keep(String variable, Set<DType> going) {
    if (!going.isEmpty()) {
      types.put(variable, going);
    }
  }

  List<String> words(String attribute) {
    return new ArrayList<>(words.getOrDefault(attribute, Set.of()));
  }

  void keepWords(String attribute, Set<String> going) {
    if (!going.isEmpty()) {
      words.computeIfPresent(attribute, (name, known) -> new LinkedHashSet<>(going));
    }
  }

  /**
   * Takes up the words of a refusal for an attribute that it names. Where it lists what goes, that
   * is all that goes; of two lists what both have, since each may also say what was given.
   */
  void listen(Outcome outcome) {
    if (outcome instanceof Outcome.Refused r) {
      words.keySet().stream()
          .filter(r.text()::contains)
          .toList()
          .forEach(attribute -> listen(attribute, r.text()));
    }
  }

  private void listen(String attribute, String text) {
    Set<String> known = words.getOrDefault(attribute, Set.of());
    List<String> list = said(attribute, QUOTED, text);
    if (list.size() > 1) {
      Set<String> going = new LinkedHashSet<>(list);
      if (!listed.add(attribute)) {
        going.retainAll(known);
      }
      if (!going.isEmpty()) {
        words.put(attribute, going);
      }
    } else if (!listed.contains(attribute)) {
      said(attribute, WORD, text).stream()
          .takeWhile(w -> known.size() < MOST_WORDS)
          .forEach(known::add);
    }
  }

  private List<String> said(String attribute, Pattern pattern, String text) {
    return found(pattern, text).stream()
        .filter(w -> !w.equals(attribute) && !w.equals(operator.name()))
        .toList();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group()).toList();
  }
}
