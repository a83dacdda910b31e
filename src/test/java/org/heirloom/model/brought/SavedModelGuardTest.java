package org.heirloom.model.brought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.heirloom.StudyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;

/** Models that would do harm, made from one that Keras wrote. */
class SavedModelGuardTest {
  private static final String FIRST_LAYER = "conv2d_layer_call_and_return_conditional_losses";

  @TempDir Path folder;

  private static SavedModel keras() {
    try {
      return SavedModel.parseFrom(
          Files.readAllBytes(Fixtures.FOLDER.resolve("keras-2/saved_model.pb")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static SavedModel changed(Consumer<MetaGraphDef.Builder> change) {
    SavedModel.Builder model = keras().toBuilder();
    change.accept(model.getMetaGraphsBuilder(0));
    return model.build();
  }

  private static FunctionDefLibrary.Builder library(MetaGraphDef.Builder meta) {
    return meta.getGraphDefBuilder().getLibraryBuilder();
  }

  private static FunctionDef.Builder function(MetaGraphDef.Builder meta, String part) {
    return library(meta).getFunctionBuilderList().stream()
        .filter(f -> f.getSignature().getName().contains(part))
        .findFirst()
        .orElseThrow();
  }

  private static NodeDef node(String name, String operation, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(operation)
        .addAllInput(java.util.List.of(inputs))
        .build();
  }

  private static NodeDef text(String name, String value) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.copyFromUtf8(value))
            .build();
    return node(name, "Const").toBuilder()
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static NodeDef call(String name, String function, String... inputs) {
    AttrValue called =
        AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build();
    return node(name, "StatefulPartitionedCall", inputs).toBuilder().putAttr("f", called).build();
  }

  private static FunctionDef reader(String name, NodeDef... nodes) {
    return FunctionDef.newBuilder()
        .setSignature(
            OpDef.newBuilder()
                .setName(name)
                .addInputArg(OpDef.ArgDef.newBuilder().setName("file").setType(DataType.DT_STRING)))
        .addAllNodeDef(java.util.List.of(nodes))
        .build();
  }

  private static void assertRefused(Consumer<MetaGraphDef.Builder> change, String message) {
    assertThatThrownBy(() -> SavedModelGuard.check("stranger", changed(change)))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            message
                + " Do not use this model unless you made it; export it again for inference alone.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras-2", "keras-3"})
  void whatKerasWritesPasses(String name) {
    Contents contents = SavedModelFile.read("teach.model", Fixtures.FOLDER.resolve(name), "");
    assertThat(contents.signature()).isEqualTo("serving_default");
    assertThat(contents.files())
        .map(Path::toString)
        .containsExactly(
            "saved_model.pb",
            "variables/variables.data-00000-of-00001",
            "variables/variables.index");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadFile",
        "WriteFile",
        "MatchingFiles",
        "PyFunc",
        "EagerPyFunc",
        "PrintV2",
        "RemoteCall",
        "WholeFileReaderV2",
        "TextLineDataset",
        "InitializeTableFromTextFileV2",
        "Save",
        "Restore",
        "RestoreSlice",
        "LoadAndRemapMatrix",
        "XlaLaunch",
        "DebugIdentityV3",
        "NoSuchOperation"
      })
  void operationsOutsideTheListAreRefusedInNestedFunctions(String operation) {
    assertRefused(
        meta -> function(meta, FIRST_LAYER).addNodeDef(node("innocent", operation)),
        "stranger: holds an operation that is not known to only compute. Got "
            + operation
            + " (innocent) in its function "
            + function(keras().toBuilder().getMetaGraphsBuilder(0), FIRST_LAYER)
                .getSignature()
                .getName()
            + ". Expected operations such as Conv2D and MatMul, which touch no file, network or"
            + " Python.");
  }

  @Test
  void operationsOutsideTheListAreRefusedWhereNothingCallsThem() {
    assertRefused(
        meta -> meta.getGraphDefBuilder().addNode(node("innocent", "ReadFile")),
        "stranger: holds an operation that is not known to only compute. Got ReadFile (innocent) in"
            + " its graph. Expected operations such as Conv2D and MatMul, which touch no file,"
            + " network or Python.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RestoreV2", "SaveV2", "MergeV2Checkpoints"})
  void signatureThatReachesTheSaverThroughNestedCallsIsRefused(String operation) {
    assertRefused(
        meta -> {
          library(meta).addFunction(reader("inner", node("quiet", operation, "file")));
          library(meta).addFunction(reader("outer", call("calls", "inner", "file")));
          function(meta, "wrapped_model").addNodeDef(text("secret", "/etc/passwd"));
          function(meta, "wrapped_model").addNodeDef(call("sneaks", "outer", "secret:output:0"));
        },
        "stranger: reads or writes files when a signature is run. Got "
            + operation
            + " (quiet). Expected that of the saver alone.");
  }

  @Test
  void initialisationThatWritesFilesIsRefused() {
    assertRefused(
        meta -> {
          meta.getGraphDefBuilder().addNode(text("where", "/tmp/x"));
          meta.getGraphDefBuilder().addNode(node("write", "SaveV2", "where"));
          for (NodeDef.Builder node : meta.getGraphDefBuilder().getNodeBuilderList()) {
            if (node.getOp().equals("NoOp")) {
              node.addInput("^write");
            }
          }
        },
        "stranger: reads or writes files when its initialisation is run. Got SaveV2 (write)."
            + " Expected that of the saver alone.");
  }

  @Test
  void restoringFromAFileOfItsOwnChoiceIsRefused() {
    assertRefused(
        meta -> {
          FunctionDef.Builder restore = function(meta, "traced_restore");
          restore.addNodeDef(text("secret", "/etc/passwd"));
          restore.addNodeDef(node("other", "RestoreV2", "secret:output:0"));
        },
        "stranger: restoring its variables touches other files. Got RestoreV2 (other). Expected"
            + " RestoreV2 from the model's own folder.");
  }

  @Test
  void restoringThroughACallThatSwapsTheFileIsRefused() {
    assertRefused(
        meta -> {
          library(meta).addFunction(reader("inner", node("other", "RestoreV2", "file")));
          FunctionDef.Builder restore = function(meta, "traced_restore");
          restore.addNodeDef(text("secret", "/etc/passwd"));
          restore.addNodeDef(call("sneaks", "inner", "secret:output:0"));
        },
        "stranger: restoring its variables touches other files. Got RestoreV2 (other). Expected"
            + " RestoreV2 from the model's own folder.");
  }

  @Test
  void savingWhileRestoringIsRefused() {
    assertRefused(
        meta -> {
          FunctionDef.Builder restore = function(meta, "traced_restore");
          restore.addNodeDef(
              node("overwrites", "SaveV2", restore.getSignature().getInputArg(0).getName()));
        },
        "stranger: restoring its variables touches other files. Got SaveV2 (overwrites). Expected"
            + " RestoreV2 from the model's own folder.");
  }

  @Test
  void saverThatOffersItselfInPlaceOfOtherFunctionsIsRefused() {
    String name =
        function(keras().toBuilder().getMetaGraphsBuilder(0), "traced_save")
            .getSignature()
            .getName();
    assertRefused(
        meta ->
            function(meta, "traced_save").putAttr("api_implements", AttrValue.getDefaultInstance()),
        "stranger: a function that reads or writes files offers itself in place of others. Got "
            + name
            + ". Expected no api_implements there.");
  }

  @Test
  void assetsAreRefused() {
    assertRefused(
        meta -> meta.addAssetFileDefBuilder().setFilename("../../etc/passwd"),
        "stranger: reads files of its own. Got the asset ../../etc/passwd. Expected a model without"
            + " assets.");
  }

  @Test
  void nodesOfOneNameAreRefused() {
    assertRefused(
        meta -> meta.getGraphDefBuilder().addNode(meta.getGraphDef().getNode(0)),
        "stranger: holds a name twice. Got two nodes or functions of one name. Expected each name"
            + " once.");
  }

  @Test
  void otherFilesBesideTheModelAreNotCopied() throws IOException {
    Files.createDirectories(folder.resolve("libs/classes"));
    Files.writeString(folder.resolve("libs/classes/Evil.java"), "class Evil {}");
    Files.writeString(folder.resolve("serving.properties"), "blockFactory=Evil");
    Files.write(folder.resolve("saved_model.pb"), keras().toByteArray());
    assertThat(SavedModelFile.read("teach.model", folder, "").files())
        .containsExactly(Path.of("saved_model.pb"));
  }
}
