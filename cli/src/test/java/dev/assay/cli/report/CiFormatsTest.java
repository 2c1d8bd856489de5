package dev.assay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.assay.cli.report.CaseResult.Kind;
import java.io.File;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What build servers and code hosts are told is in the form that they read. */
final class CiFormatsTest {
  private static final String RULE = "onnxruntime mismatch Gather-13";
  private static final List<CaseResult> RESULTS =
      List.of(
          result("test 1", Kind.FAILED, RULE, "an element\u0000 is <wrong>\n  but : \"]]>\" & so"),
          result("test 2", Kind.FAILED, RULE, "an element is wrong"),
          result("test 3", Kind.SKIPPED, "the known bug", "known"),
          result("test 4", Kind.ERROR, "assay own-failure", "Assay itself failed"),
          new CaseResult("8 other tests", "b:opt=all", "", Kind.PASSED, "pass", "", "", ""));

  private static CaseResult result(String name, Kind kind, String rule, String detail) {
    return new CaseResult(
        name, "onnxruntime:opt=all", "1.29.0", kind, "mismatch", rule, detail, "out dir/" + name);
  }

  private static JsonNode sarif(List<CaseResult> results) throws Exception {
    return new ObjectMapper().readTree(SarifLog.of(results, "1.0"));
  }

  @Test
  void theSarifIsValidByItsSchema() throws Exception {
    try (var in =
        Objects.requireNonNull(getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
      assertThat(schema.validate(sarif(RESULTS))).isEmpty();
      assertThat(schema.validate(sarif(List.of()))).isEmpty();
      assertThat(schema.validate(new ObjectMapper().readTree("{\"version\": \"2.0.0\"}")))
          .isNotEmpty();
    }
  }

  @Test
  void aBugIsARuleAndAFindingAResult() throws Exception {
    JsonNode run = sarif(RESULTS).path("runs").path(0);
    JsonNode rules = run.path("tool").path("driver").path("rules");
    assertThat(rules).hasSize(3);
    assertThat(run.path("results")).hasSize(4);
    for (JsonNode result : run.path("results")) {
      assertThat(rules.path(result.path("ruleIndex").asInt()).path("id"))
          .isEqualTo(result.path("ruleId"));
    }
    JsonNode first = run.path("results").path(0);
    assertThat(first.path("level").asText()).isEqualTo("error");
    assertThat(run.path("results").path(2).path("level").asText()).isEqualTo("note");
    assertThat(first.findPath("uri").asText()).isEqualTo("out%20dir/test%201");
  }

  private static Document xml() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(JUnitXml.of(RESULTS))));
  }

  @Test
  void aBackendIsASuiteAndAFindingAFailure() throws Exception {
    Document xml = xml();
    assertThat(xml.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(1);
    assertThat(suite.getAttribute("name")).isEqualTo("onnxruntime:opt=all");
    for (String[] counted :
        new String[][] {{"tests", "4"}, {"failures", "2"}, {"errors", "1"}, {"skipped", "1"}}) {
      assertThat(suite.getAttribute(counted[0])).isEqualTo(counted[1]);
    }
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("an element\uFFFD is <wrong>");
    assertThat(failure.getTextContent()).contains("\"]]>\" & so", "case     : out dir/test 1");
  }

  @Test
  void theXmlIsValidByTheSchemaOfTheCommonForm() throws Exception {
    Validator schema = schemaOfJUnit();
    schema.validate(source(JUnitXml.of(RESULTS)));
    schema.validate(source(JUnitXml.of(List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "failures=, failed=",
    "tests=\"4\", tests=\"four\"",
    "<skipped, <ignored",
    "classname=\"onnxruntime:opt=all\", classname=\"\"",
  })
  void theSchemaRefusesWhatBuildServersDoNotRead(String right, String wrong) throws Exception {
    String xml = JUnitXml.of(RESULTS);
    String broken = xml.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    assertThat(broken).isNotEqualTo(xml);
    Validator schema = schemaOfJUnit();
    assertThatThrownBy(() -> schema.validate(source(broken))).isInstanceOf(SAXException.class);
  }

  private static Validator schemaOfJUnit() throws SAXException {
    return SchemaFactory.newDefaultInstance()
        .newSchema(Objects.requireNonNull(CiFormatsTest.class.getResource("junit.xsd")))
        .newValidator();
  }

  private static StreamSource source(String xml) {
    return new StreamSource(new StringReader(xml));
  }

  /** The schema of Jenkins's xunit plugin, or another one that is not ours to ship. */
  @Test
  void theXmlIsValidByASchemaThatIsGiven() throws Exception {
    String file = System.getProperty("assay.junit.xsd", "");
    assumeTrue(!file.isEmpty(), "no schema is given (-Dassay.junit.xsd=junit-10.xsd)");
    SchemaFactory.newDefaultInstance()
        .newSchema(new File(file))
        .newValidator()
        .validate(source(JUnitXml.of(RESULTS)));
  }
}
