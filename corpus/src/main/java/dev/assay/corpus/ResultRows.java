package dev.assay.corpus;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** The rows that tests leave in the tables of a campaign. */
final class ResultRows {
  private final PreparedStatement test;
  private final PreparedStatement verdict;
  private final PreparedStatement operator;
  private final PreparedStatement pair;
  private final PreparedStatement behaviour;
  private final PreparedStatement progress;

  ResultRows(Connection database) throws SQLException {
    test =
        database.prepareStatement(
            "insert into tests values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    verdict =
        database.prepareStatement(
            "insert into verdicts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    operator =
        database.prepareStatement(
            "insert into operators values (?, 1, ?) on conflict (name) do update set"
                + " models = models + 1, nodes = nodes + excluded.nodes");
    pair =
        database.prepareStatement(
            "insert into pairs values (?, 1) on conflict (name) do update set tests = tests + 1");
    behaviour =
        database.prepareStatement(
            "insert into behaviours values (?, 1) on conflict (name) do update set"
                + " tests = tests + 1");
    progress = database.prepareStatement("insert into progress select ?, ?, count(*) from pairs");
  }

  /**
   * Inserts those of a test; the caller commits them.
   *
   * @param at when it was done, in milliseconds since 1970
   */
  void insert(TestResult result, long at) throws SQLException {
    set(
        test,
        result.test(),
        result.valid(),
        result.failed(),
        result.operators().values().stream().mapToInt(Integer::intValue).sum(),
        result.elements(),
        result.indecisive(),
        result.policy(),
        result.way(),
        result.outputs(),
        result.points(),
        result.nanos().getOrDefault(Phase.GENERATE, 0L),
        result.nanos().getOrDefault(Phase.SEARCH, 0L),
        result.nanos().getOrDefault(Phase.REFERENCE, 0L),
        result.nanos().getOrDefault(Phase.WAIT, 0L),
        result.nanos().getOrDefault(Phase.JUDGE, 0L));
    for (TestResult.BackendVerdict v : result.verdicts()) {
      set(
          verdict,
          result.test(),
          v.backend(),
          v.version(),
          v.verdict(),
          v.grade(),
          v.finding(),
          v.known(),
          v.signature(),
          String.join(" ", v.grounds()),
          v.detail(),
          v.folder(),
          v.nanos());
    }
    for (Map.Entry<String, Integer> o : result.operators().entrySet()) {
      set(operator, o.getKey(), o.getValue());
    }
    for (String p : result.pairs()) {
      set(pair, p);
    }
    for (String b : result.behaviours()) {
      set(behaviour, b);
    }
    set(progress, result.test(), at);
  }

  private static void set(PreparedStatement s, Object... values) throws SQLException {
    for (int k = 0; k < values.length; k++) {
      s.setObject(k + 1, values[k]);
    }
    s.execute();
  }
}
