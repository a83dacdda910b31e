package org.heirloom.model.brought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.StudyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX files that would do harm, written field by field. */
class OnnxFileTest {
  @TempDir private Path outside;

  private Path file;

  @BeforeEach
  void folder() throws IOException {
    file = Files.createDirectories(outside.resolve("inside")).resolve("model.onnx");
    Files.writeString(outside.resolve("secret"), "secret");
    Files.writeString(file.resolveSibling("weights.bin"), "weights");
  }

  private static ByteString message(Object... numbersAndValues) {
    UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
    for (int i = 0; i < numbersAndValues.length; i += 2) {
      Object value = numbersAndValues[i + 1];
      ByteString bytes =
          value instanceof ByteString given ? given : ByteString.copyFromUtf8((String) value);
      fields.mergeField(
          (Integer) numbersAndValues[i],
          UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build());
    }
    return fields.build().toByteString();
  }

  private static ByteString output() {
    return message(1, "scores");
  }

  private Contents read(ByteString graph, Object... more) throws IOException {
    Files.write(file, message(7, graph).concat(message(more)).toByteArray());
    return OnnxFile.read(file);
  }

  private static ByteString withWeightsIn(String location) {
    ByteString tensor = message(8, "weights", 13, message(1, "location", 2, location));
    return message(5, tensor, 12, output());
  }

  private static ByteString operator(String domain) {
    return message(4, "Steal", 7, domain);
  }

  @Test
  void whatPyTorchWritesSaysItsShapes() {
    Contents contents = OnnxFile.read(Fixtures.FOLDER.resolve("torch.onnx"));

    assertThat(contents.inputs())
        .containsExactly(new Port("pixels", "float", true, List.of(-1L, 3L, 16L, 16L)));
    assertThat(contents.outputs())
        .containsExactly(new Port("scores", "float", true, List.of(-1L, 4L)));
    assertThat(contents.files()).containsExactly(Path.of("torch.onnx"));
  }

  @Test
  void weightsBesideTheModelBelongToIt() throws IOException {
    assertThat(read(withWeightsIn("weights.bin")).files())
        .containsExactly(Path.of("model.onnx"), Path.of("weights.bin"));
  }

  @Test
  void weightsOutsideTheFolderAreRefused() {
    assertThatThrownBy(() -> read(withWeightsIn("../secret")))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            file
                + ": keeps weights in a file outside its folder. Got \"../secret\". Expected a file"
                + " beside it.");
    assertThatThrownBy(() -> read(withWeightsIn(outside.resolve("secret").toString())))
        .hasMessageContaining("outside its folder");
  }

  @Test
  void weightsBehindALinkThatLeavesTheFolderAreRefused() throws IOException {
    Files.createSymbolicLink(file.resolveSibling("link"), outside.resolve("secret"));

    assertThatThrownBy(() -> read(withWeightsIn("link")))
        .hasMessageContaining("outside its folder");
  }

  @Test
  void weightsOfAttributesAreLookedAt() {
    ByteString tensor = message(13, message(1, "location", 2, "../secret"));
    ByteString node = message(4, "Constant", 5, message(5, tensor));

    assertThatThrownBy(() -> read(message(1, node, 12, output())))
        .hasMessageContaining("outside its folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.microsoft", "evil", "ai.onnx.contrib"})
  void operatorsOfOtherDomainsAreRefusedInGraphsWithinGraphs(String domain) {
    ByteString branch = message(1, operator(domain));
    ByteString node = message(4, "If", 5, message(6, branch));

    assertThatThrownBy(() -> read(message(1, node, 12, output())))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            file
                + ": uses an operator that is not of the ONNX standard. Got Steal of "
                + domain
                + ". Expected operators of ai.onnx alone. Export the model again without it.");
  }

  @Test
  void functionsOfTheModelItselfAreLookedInto() throws IOException {
    ByteString graph = message(1, operator("mine"), 12, output());
    ByteString innocent = message(1, "Steal", 10, "mine", 7, message(4, "Relu"));
    ByteString guilty = message(1, "Steal", 10, "mine", 7, message(4, "Read", 7, "evil"));

    assertThat(read(graph, 25, innocent).outputs()).hasSize(1);
    assertThatThrownBy(() -> read(graph, 25, guilty)).hasMessageContaining("Got Read of evil");
  }

  @Test
  void otherBytesAreNoModel() throws IOException {
    Files.writeString(file, "not a model");

    assertThatThrownBy(() -> OnnxFile.read(file))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith(file + ": cannot be read as an ONNX file. Got ");
  }

  @Test
  void graphsWithinGraphsEndSomewhere() {
    ByteString graph = message(12, output());
    for (int i = 0; i < 200; i++) {
      graph = message(1, message(5, message(6, graph)));
    }
    ByteString deep = graph;

    assertThatThrownBy(() -> read(deep)).hasMessageContaining("deeper than 100");
  }
}
