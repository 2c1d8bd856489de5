package dev.assay.testkit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What JUnit is to do around tests that make claims about models: it gives each invocation of a
 * repeated or parameterised test a case folder of its own, {@code CLASS.METHOD-INVOCATION}, and
 * stops the workers of backends when the last test is done. {@link ModelSource} brings it; other
 * tests ask for it by {@code @ExtendWith(AssayExtension.class)}.
 */
public final class AssayExtension implements BeforeEachCallback, AfterEachCallback {
  private static final Pattern INVOCATION = Pattern.compile("invocation:#(\\d+)]");
  private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "");

  /** JUnit makes it. */
  public AssayExtension() {}

  /** The end of the name of the case folder; empty where a test has but one invocation. */
  static String invocation() {
    return CURRENT.get();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    CURRENT.set(number(context).map(k -> "-" + k).orElse(""));
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(AssayExtension.class))
        .getOrComputeIfAbsent(
            "workers", key -> (AutoCloseable) Workers::close, AutoCloseable.class);
  }

  private static Optional<String> number(ExtensionContext context) {
    Matcher m = INVOCATION.matcher(context.getUniqueId());
    return m.find() ? Optional.of(m.group(1)) : Optional.empty();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    CURRENT.remove();
  }
}
