package org.heirloom.model.tensorflow;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes a SavedModel for inference, with three signatures:
 *
 * <ul>
 *   <li>{@code serving_default}: {@code image} [n, h, w, c] in [0, 1] → {@code logits} [n, classes]
 *   <li>{@code activations}: {@code image} → one output per layer, named after it
 *   <li>{@code gradients}: {@code image}, {@code class} [n] → per layer, the gradient of each
 *       image's class logit by the layer's activations
 * </ul>
 */
final class SavedModelExport {
  /** The signature that every program looks for. */
  static final String SERVING = "serving_default";

  private SavedModelExport() {}

  static void write(StoredModel model, Path folder) throws IOException {
    TensorFlowRuntime.requireStarted();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> image =
          tf.withName("image")
              .placeholder(TFloat32.class, Placeholder.shape(Images.shape(model.spec())));
      Placeholder<TInt32> chosen =
          tf.withName("class")
              .placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1)));
      Network network = model.apply(tf, image);
      Operand<TFloat32> logits = tf.withName("logits").identity(network.logits());
      // The exporter insists on a variable to save.
      tf.withInitScope().withName("format").variable(tf.withInitScope().constant(1f));
      Signature.Builder serving =
          Signature.builder(SERVING).input("image", image).output("logits", logits);
      Signature.Builder activations = Signature.builder("activations").input("image", image);
      Signature.Builder gradients =
          Signature.builder("gradients").input("image", image).input("class", chosen);
      network.layers().forEach(activations::output);
      List<String> names = new ArrayList<>(network.layers().keySet());
      List<Operand<TFloat32>> by = ClassGradients.of(tf, network, chosen);
      for (int i = 0; i < names.size(); i++) {
        gradients.output(names.get(i), by.get(i));
      }
      try (Session session = new Session(graph, TensorFlowRuntime.sessionConfig())) {
        session.initialize();
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignatures(serving.build(), activations.build(), gradients.build())
            .export();
      }
    }
    inFixedOrder(folder.resolve("saved_model.pb"));
  }

  /** TensorFlow writes the maps of a graph in any order; equal models shall be equal files. */
  private static void inFixedOrder(Path file) throws IOException {
    org.tensorflow.proto.SavedModel proto =
        org.tensorflow.proto.SavedModel.parseFrom(Files.readAllBytes(file));
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.useDeterministicSerialization();
      proto.writeTo(coded);
      coded.flush();
    }
  }
}
