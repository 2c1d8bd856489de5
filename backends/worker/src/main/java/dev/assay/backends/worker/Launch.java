package dev.assay.backends.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the process of a worker is started: a program, or a JVM with {@link WorkerMain}. */
public final class Launch {
  /** The variables by which libraries are told to use one thread. */
  private static final List<String> THREADS =
      List.of(
          "OMP_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "MKL_NUM_THREADS",
          "RAYON_NUM_THREADS",
          "TVM_NUM_THREADS");

  private static final Path SHELL = Path.of("/bin/sh");

  /**
   * A terminal sends Ctrl-C to every process; the parent lets the trials in flight end first. What
   * a shell ignores, the program that takes its place ignores too.
   */
  private static final String LEAVE_INTERRUPTS_TO_THE_PARENT = "trap '' INT; ";

  private final List<String> words;
  private final boolean isJvm;
  private final boolean isLimited;
  private final Map<String, String> variables;

  private Launch(
      List<String> words, boolean isJvm, boolean isLimited, Map<String, String> variables) {
    this.words = List.copyOf(words);
    this.isJvm = isJvm;
    this.isLimited = isLimited;
    this.variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /** A program that speaks {@code docs/worker-protocol.md}, with its arguments. */
  public static Launch ofProgram(List<String> words) {
    return new Launch(words, false, true, Map.of());
  }

  /** Such a program with its arguments, as a person writes them to a shell. */
  public static Launch ofShell(String line) {
    return ofProgram(List.of("sh", "-c", "exec " + line));
  }

  /**
   * A JVM with a backend on its class path, which it is told in a variable: ONNX Runtime 1.29.0
   * dies in a process whose command has more than 4096 characters.
   *
   * @param options of the JVM, besides those that every worker has
   */
  public static Launch ofClassPath(String classPath, List<String> options) {
    List<String> words = new ArrayList<>(options);
    words.add(WorkerMain.class.getName());
    return new Launch(words, true, true, Map.of("CLASSPATH", classPath));
  }

  /** The same with variables of the environment, in the place of others of these names. */
  public Launch with(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(variables);
    all.putAll(environment);
    return new Launch(words, isJvm, isLimited, all);
  }

  /** The same with any address space, since drivers of GPUs reserve more than there is memory. */
  public Launch withAnyAddresses() {
    return new Launch(words, isJvm, false, variables);
  }

  /**
   * The words of the command.
   *
   * @param folder for what the process leaves behind
   */
  List<String> command(Path folder, Limits limits) {
    List<String> command = new ArrayList<>();
    if (Files.exists(SHELL)) {
      String limit =
          isLimited && limits.addresses() > 0
              ? "ulimit -v " + 1000 * limits.addresses() + "; "
              : "";
      String script = LEAVE_INTERRUPTS_TO_THE_PARENT + limit + "exec \"$0\" \"$@\"";
      command.addAll(List.of(SHELL.toString(), "-c", script));
    }
    if (isJvm) {
      command.addAll(jvm(folder, limits));
    }
    command.addAll(words);
    return command;
  }

  private static List<String> jvm(Path folder, Limits limits) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + limits.heap() + "m");
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"));
    String cache = System.getProperty("assay.cache");
    if (cache != null) {
      command.add("-Dassay.cache=" + cache);
    }
    return command;
  }

  /** The variables that the process gets besides those of this one. */
  Map<String, String> environment(Path folder) {
    Map<String, String> environment = new TreeMap<>();
    THREADS.forEach(name -> environment.put(name, "1"));
    environment.put("TMPDIR", folder.toString());
    environment.putAll(variables);
    return environment;
  }
}
