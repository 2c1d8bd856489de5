package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints sizes, places and elements, with no more parentheses than are needed. */
final class FormulaText {
  private final Equalities equalities;
  private final StandIns standIns;
  private final Names names;
  private final Function<DType, String> types;
  private final SizeParts parts = new SizeParts();
  private final Map<Dim.Var, String> scope = new IdentityHashMap<>();

  FormulaText(
      Equalities equalities, StandIns standIns, Names names, Function<DType, String> types) {
    this.equalities = equalities;
    this.standIns = standIns;
    this.names = names;
    this.types = types;
  }

  /** The parts of sizes that have been printed. */
  SizeParts parts() {
    return parts;
  }

  // ---- stages

  /** {@code name[i, j]}; from here on the indices have these names. */
  String enter(Stage stage) {
    scope.clear();
    for (Dim.Var v : stage.point()) {
      enter(v);
    }
    return names.stage(stage, head(stage))
        + bracket(stage.point().stream().map(this::ranged).toList());
  }

  /** {@code i, j} of the innermost stage, those that run. */
  String running(Stage stage) {
    return stage.point().stream()
        .map(this::ranged)
        .filter(n -> !n.equals("0"))
        .collect(Collectors.joining(", "));
  }

  private void enter(Dim.Var index) {
    scope.put(index, names.index(index, Set.copyOf(scope.values())));
  }

  private String named(Dim.Var index) {
    return scope.getOrDefault(index, index.name());
  }

  /** An index, with its bound where its name does not tell it. */
  private String ranged(Dim.Var index) {
    Dim extent = index.extent() == null ? index : equalities.simple(index.extent());
    String name = named(index);
    return extent.isNumber() && !name.equals("0") ? name + " < " + text(extent).text() : name;
  }

  private static @Nullable Prim head(Stage stage) {
    Expr body = stage.body();
    return body instanceof Expr.Fold f ? f.prim() : body instanceof Expr.Apply a ? a.prim() : null;
  }

  static String bracket(List<String> list) {
    return list.isEmpty() ? "" : "[" + String.join(", ", list) + "]";
  }

  private String place(Dims at) {
    return equalities.simple(at).list().stream()
        .map(d -> text(d).text())
        .collect(Collectors.joining(", "));
  }

  // ---- sizes and places

  /** A shape as it is given. */
  String shape(Dims shape) {
    return bracket(sizes(shape));
  }

  List<String> sizes(Dims shape) {
    List<String> sizes = new ArrayList<>();
    for (Dim d : shape.list()) {
      sizes.add((equalities.isSpread(d) ? "~" : "") + text(equalities.simple(d)).text());
    }
    return sizes;
  }

  String rule(Dim.Rule rule) {
    String symbol = rule.relation() == Dim.Rule.Relation.EQUAL ? "=" : ">=";
    return text(equalities.simple(rule.left())).text()
        + " "
        + symbol
        + " "
        + text(equalities.simple(rule.right())).text();
  }

  /** A size by its name, if it has one. */
  Term text(Dim d) {
    parts.count(d);
    return names.computed(d).map(Term::atom).orElseGet(() -> formula(d));
  }

  /** A size, spelt out. */
  Term formula(Dim d) {
    if (d instanceof Dim.Const c) {
      return number(c.value());
    }
    if (d instanceof Dim.Var v) {
      return Term.atom(v.extent() == null ? v.name() : named(v));
    }
    if (d instanceof Dim.Element e) {
      return text(e.value());
    }
    Dim.Apply a = (Dim.Apply) d;
    if (isZero(a.left()) && a.op() == Dim.Op.SUB) {
      return negative(a.right());
    }
    Term l = text(a.left());
    Term r = text(a.right());
    return switch (a.op()) {
      case ADD -> sum(l, r);
      case SUB -> difference(l, r);
      case MUL -> a.right().equals(Dim.dim(-1)) ? minus(l) : Term.infix(l, "*", r, Term.PRODUCT);
      case DIV -> Term.infix(l, "//", r, Term.PRODUCT);
      case MOD -> Term.infix(l, "%", r, Term.PRODUCT);
      case MIN, MAX -> Term.call(a.op().symbol(), l, r);
    };
  }

  private static Term sum(Term l, Term r) {
    return r.text().startsWith("-")
        ? new Term(l.in(Term.SUM) + " - " + r.text().substring(1), Term.SUM)
        : Term.infix(l, "+", r, Term.SUM);
  }

  private static Term difference(Term l, Term r) {
    return r.text().startsWith("-") && r.strength() >= Term.PREFIX
        ? new Term(l.in(Term.SUM) + " + " + r.text().substring(1), Term.SUM)
        : Term.infix(l, "-", r, Term.SUM);
  }

  private static Term minus(Term x) {
    return new Term("-" + x.in(Term.PREFIX), Term.PREFIX);
  }

  private static boolean isZero(Dim d) {
    return d.equals(Dim.dim(0));
  }

  /** Minus a size; minus the quotient of minus a size is one rounded up. */
  private Term negative(Dim d) {
    if (d instanceof Dim.Apply q
        && q.op() == Dim.Op.DIV
        && q.left() instanceof Dim.Apply n
        && n.op() == Dim.Op.SUB
        && isZero(n.left())) {
      return Term.call("ceil", Term.infix(text(n.right()), "/", text(q.right()), Term.PRODUCT));
    }
    return minus(text(d));
  }

  private Term number(double value) {
    return standIns.meaning(value).orElseGet(() -> plain(Numbers.text(value)));
  }

  private static Term plain(String number) {
    return new Term(number, number.startsWith("-") ? Term.PREFIX : Term.ATOM);
  }

  // ---- elements

  Term text(Expr e) {
    if (e instanceof Expr.Const c) {
      return constant(c);
    }
    if (e instanceof Expr.Index i) {
      return text(equalities.simple(i.dim()));
    }
    if (e instanceof Expr.Read said) {
      Expr.Read r = Copies.source(said);
      String place = place(r.at());
      String outside = r.outside() == null ? "" : " | " + text(r.outside()).text();
      String inside = place + outside;
      String name = names.stage(r.stage(), head(r.stage()));
      return Term.atom(inside.isEmpty() ? name : name + "[" + inside.strip() + "]");
    }
    if (e instanceof Expr.Fold f) {
      return fold(f);
    }
    return apply((Expr.Apply) e);
  }

  private Term constant(Expr.Const c) {
    if (c.type() == DType.BOOL) {
      return Term.atom(c.integer() != 0 ? "true" : "false");
    }
    if (!c.type().isFloat()) {
      return limit(c.type(), c.integer()).orElseGet(() -> number(c.integer()));
    }
    return number(c.real());
  }

  /** The least or the greatest number of an integer type. */
  private Optional<Term> limit(DType type, long value) {
    if (!type.isInteger() || !type.isSigned() || value == -1 || type.bits() < Byte.SIZE) {
      return Optional.empty();
    }
    long least = -1L << (type.bits() - 1);
    return value == least || value == ~least
        ? Optional.of(Term.atom((value == least ? "least " : "greatest ") + types.apply(type)))
        : Optional.empty();
  }

  private Term fold(Expr.Fold f) {
    f.over().forEach(this::enter);
    String indices =
        f.over().stream()
            .map(this::ranged)
            .filter(n -> !n.equals("0"))
            .collect(Collectors.joining(", "));
    Term body = text(f.body());
    f.over().forEach(scope::remove);
    return indices.isEmpty()
        ? body
        : new Term(folded(f.prim()) + "(" + indices + ") " + body.in(Term.PRODUCT), Term.FOLD);
  }

  static String folded(Prim prim) {
    return switch (prim) {
      case ADD -> "sum";
      case MUL -> "product";
      case AND -> "all";
      case OR -> "any";
      default -> word(prim);
    };
  }

  private static String word(Prim prim) {
    return prim.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private Term apply(Expr.Apply a) {
    List<Term> args = a.args().stream().map(this::text).toList();
    Term x = args.get(0);
    return switch (a.prim()) {
      case ADD -> args.get(1).text().equals("0") ? x : sum(x, args.get(1));
      case SUB -> difference(x, args.get(1));
      case MUL ->
          args.get(1).text().equals("1") ? x : Term.infix(x, "*", args.get(1), Term.PRODUCT);
      case DIV -> Term.infix(x, "/", args.get(1), Term.PRODUCT);
      case MOD -> Term.infix(x, "%", args.get(1), Term.PRODUCT);
      case REM -> Term.call("rem", x, args.get(1));
      case POW -> new Term(x.in(Term.ATOM) + "^" + args.get(1).in(Term.ATOM), Term.PREFIX);
      case NEG -> minus(x);
      case EQUAL ->
          isSurelyEqual(a.args())
              ? Term.atom("true")
              : Term.infix(x, "=", args.get(1), Term.COMPARISON);
      case LESS -> Term.infix(x, "<", args.get(1), Term.COMPARISON);
      case LESS_EQUAL -> Term.infix(x, "<=", args.get(1), Term.COMPARISON);
      case AND -> logic(x, "and", args.get(1), Term.AND, "true");
      case OR -> logic(x, "or", args.get(1), Term.OR, "false");
      case XOR -> Term.infix(x, "xor", args.get(1), Term.OR);
      case SHIFT_LEFT -> Term.infix(x, "<<", args.get(1), Term.SUM);
      case SHIFT_RIGHT -> Term.infix(x, ">>", args.get(1), Term.SUM);
      case NOT -> new Term("not " + x.in(Term.COMPARISON), Term.AND);
      case SELECT ->
          x.text().equals("true")
              ? args.get(1)
              : new Term(
                  x.in(Term.OR) + " ? " + args.get(1).in(Term.OR) + " : " + args.get(2).text(),
                  Term.CHOICE);
      case CAST -> new Term(x.in(Term.PREFIX) + " as " + types.apply(a.type()), Term.PRODUCT);
      case CAST_WRAPPING ->
          new Term(
              x.in(Term.PREFIX) + " as " + types.apply(a.type()) + " not saturated", Term.PRODUCT);
      case CONVERT -> new Term(x.in(Term.PREFIX) + " as " + types.apply(a.type()), Term.PRODUCT);
      default -> Term.call(word(a.prim()), args.toArray(Term[]::new));
    };
  }

  private boolean isSurelyEqual(List<Expr> args) {
    return args.stream().noneMatch(a -> a instanceof Expr.Read || a instanceof Expr.Apply)
        && text(args.get(0)).text().equals(text(args.get(1)).text());
  }

  private static Term logic(Term x, String symbol, Term y, int strength, String neutral) {
    return x.text().equals(neutral) ? y : Term.infix(x, symbol, y, strength);
  }
}
