package org.heirloom.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code k8s/submit} against a server that answers as Argo's does. */
class SubmitTest {
  private static final String WORKFLOWS = "/api/v1/workflows/heirloom/";

  @TempDir Path folder;
  private final Deque<String> states = new ArrayDeque<>();
  private final Deque<Integer> codes = new ArrayDeque<>();
  private final Deque<Integer> stateCodes = new ArrayDeque<>();
  private int requests;
  private HttpServer server;
  private JsonNode request;
  private String token;

  @BeforeEach
  void start() throws IOException {
    Script.require("bash", "curl", "jq");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(WORKFLOWS + "submit", this::submit);
    server.createContext(WORKFLOWS + "heirloom-x7k2p", this::look);
    server.createContext(
        WORKFLOWS + "heirloom-x7k2p/log",
        exchange ->
            answer(
                exchange,
                line("heirloom-x7k2p-run-teach-1", "flinkdeployment created")
                    + line("heirloom-x7k2p-gate-2", "passed  Gate accuracy-gap")));
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void studyThatEndsWellEndsWithZeroAndTheVerdict() throws Exception {
    states.add(state("Running", node("run-teach", "Running", "")));
    states.add(state("Succeeded", node("gate", "Succeeded", "0")));
    Path study = Files.writeString(folder.resolve("study.yaml"), "name: \"small\"\nseed: 2\n");

    Script script = submit(study.toString());

    assertThat(script.code()).as(script.err()).isZero();
    assertThat(script.out().lines())
        .containsExactly(
            "submitted: http://127.0.0.1:" + port() + "/workflows/heirloom/heirloom-x7k2p",
            "Running teach",
            "Succeeded ",
            "passed  Gate accuracy-gap");
    assertThat(token).isEqualTo("Bearer secret");
    assertThat(request.at("/submitOptions/parameters/0").asText())
        .isEqualTo("text=name: \"small\"\nseed: 2");
  }

  @Test
  void requestIsWhatArgoKnowsAndNamesWhatTheChartHas() throws Exception {
    states.add(state("Succeeded", node("gate", "Succeeded", "0")));
    List<JsonNode> objects = Chart.render(Chart.Profile.DEFAULTS);
    String study = "heirloom-study-quickstart";

    assertThat(submit("configmap/" + study).code()).isZero();

    assertThat(request.at("/submitOptions/parameters/0").asText()).isEqualTo("study=" + study);
    Chart.named(objects, "ConfigMap", study);
    Chart.named(
        objects, request.get("resourceKind").asText(), request.get("resourceName").asText());
    TreeSet<String> known = new TreeSet<>();
    Stages.workflow(objects)
        .at("/spec/arguments/parameters")
        .forEach(parameter -> known.add(parameter.get("name").asText()));
    assertThat(known).contains("study", "text");
    assertThat(WorkflowTest.template(Stages.workflow(objects), "gate")).isNotNull();
    if (Schemas.hasArgo()) {
      assertThat(Schemas.argo("WorkflowSubmitRequest", request)).isEmpty();
    }
  }

  @Test
  void gateThatFailsEndsWithOne() throws Exception {
    states.add(
        state("Failed", node("check", "Succeeded", "0") + "," + node("gate", "Failed", "1")));

    Script script = submit("configmap/small");

    assertThat(script.code()).isEqualTo(1);
    assertThat(script.err()).isEqualTo("submit: a gate failed.\n");
  }

  @Test
  void studyThatIsWrongEndsWithThree() throws Exception {
    states.add(state("Failed", node("check", "Failed", "2")));

    assertThat(submit("configmap/small").code()).isEqualTo(3);
  }

  @Test
  void anythingElseEndsWithFour() throws Exception {
    states.add(state("Failed", node("run-teach", "Failed", "")));
    Script failed = submit("configmap/small");
    assertThat(failed.code()).isEqualTo(4);
    assertThat(failed.err())
        .isEqualTo("submit: heirloom-x7k2p ended as Failed. run-teach: no machine\n");

    codes.add(403);
    Script refused = submit("configmap/small");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("the Argo server did not take the study");

    states.clear();
    states.add(state("Running", node("run-teach", "Running", "")));
    Script late = submit("configmap/small", Map.of("WAIT_SECONDS", "0"));
    assertThat(late.code()).isEqualTo(4);
    assertThat(late.err()).contains("heirloom-x7k2p is not done after 0 s. It goes on");
  }

  @Test
  void fileThatIsNotThereEndsWithTwo() throws Exception {
    Script script = submit("no-such-study.yaml");

    assertThat(script.code()).isEqualTo(2);
    assertThat(script.err()).contains("no such study. Got no-such-study.yaml.");
    assertThat(request).as("nothing is sent").isNull();
  }

  @Test
  void serverThatIsNotNamedEndsWithTwo() throws Exception {
    Script script = submit("configmap/small", Map.of("ARGO_SERVER", ""));

    assertThat(script.code()).isEqualTo(2);
    assertThat(script.err())
        .isEqualTo(
            "submit: ARGO_SERVER is missing. Expected for example https://argo.example:2746.\n");
  }

  @Test
  void studyIsSubmittedOnceWhateverTheServerAnswers() throws Exception {
    codes.add(503);

    assertThat(submit("configmap/small").code()).isEqualTo(4);
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void looksThatFailOrShowNoWorkflowArePassedOver() throws Exception {
    stateCodes.add(503);
    states.add("<html>A proxy's page</html>");
    states.add(state("Succeeded", node("gate", "Succeeded", "0")));

    Script script = submit("configmap/small");

    assertThat(script.code()).as(script.err()).isZero();
    assertThat(script.out().lines()).endsWith("Succeeded ", "passed  Gate accuracy-gap");
    assertThat(stateCodes).isEmpty();
  }

  @Test
  void continuousIntegrationCallsItWithWhatItNeeds() {
    JsonNode workflow = Yaml.document(Yaml.read(Path.of(".github/workflows/study.yml")));
    JsonNode step = workflow.at("/jobs/study/steps/1");

    assertThat(step.get("run").asText()).isEqualTo("k8s/submit \"$STUDY\"");
    assertThat(step.get("env").has("ARGO_SERVER")).isTrue();
    assertThat(step.at("/env/ARGO_TOKEN").asText()).contains("secrets.");
    assertThat(workflow.at("/permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
  }

  private Script submit(String study) throws IOException, InterruptedException {
    return submit(study, Map.of());
  }

  private Script submit(String study, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("ARGO_SERVER", "http://127.0.0.1:" + port() + "/");
    environment.put("ARGO_TOKEN", "secret");
    environment.put("POLL_SECONDS", "0.1");
    environment.put("no_proxy", "127.0.0.1");
    environment.putAll(more);
    return Script.run(folder, environment, "bash", "k8s/submit", study);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void submit(HttpExchange exchange) throws IOException {
    token = exchange.getRequestHeaders().getFirst("Authorization");
    requests++;
    request = Yaml.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    if (!codes.isEmpty()) {
      exchange.sendResponseHeaders(codes.pop(), -1);
      exchange.close();
      return;
    }
    answer(exchange, "{\"metadata\": {\"name\": \"heirloom-x7k2p\"}}");
  }

  private void look(HttpExchange exchange) throws IOException {
    if (!stateCodes.isEmpty()) {
      exchange.sendResponseHeaders(stateCodes.pop(), -1);
      exchange.close();
      return;
    }
    answer(exchange, states.size() > 1 ? states.pop() : states.peek());
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String state(String phase, String nodes) {
    return "{\"status\": {\"phase\": \"%s\", \"message\": \"the reason\", \"nodes\": {%s}}}"
        .formatted(phase, nodes);
  }

  private static String node(String template, String phase, String exitCode) {
    return """
        "x-%s": {"type": "Pod", "templateName": "%s", "phase": "%s", "message": "no machine", "startedAt": "2026-01-01T00:00:00Z",
          "outputs": {"exitCode": "%s"}}\
        """
        .formatted(template, template, phase, exitCode);
  }

  private static String line(String pod, String content) {
    return "{\"result\": {\"podName\": \"%s\", \"content\": \"%s\"}}\n".formatted(pod, content);
  }
}
