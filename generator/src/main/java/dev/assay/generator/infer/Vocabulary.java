package dev.assay.generator.infer;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Outcome;
import java.util.ArrayList;
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

  /** Takes up the words of a refusal for an attribute that it names: it may list what goes. */
  void listen(Outcome outcome) {
    if (outcome instanceof Outcome.Refused r) {
      words.forEach(
          (attribute, known) -> {
            if (r.text().contains(attribute)) {
              said(r.text()).stream()
                  .filter(w -> !w.equals(attribute) && !w.equals(operator.name()))
                  .takeWhile(w -> known.size() < MOST_WORDS)
                  .forEach(known::add);
            }
          });
    }
  }

  /** The words of a text; those in quotation marks alone, where it lists some. */
  private static List<String> said(String text) {
    List<String> quoted = found(QUOTED, text);
    return quoted.size() > 1 ? quoted : found(WORD, text);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group()).toList();
  }
}
