package org.heirloom.model.tensorflow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.heirloom.InfraException;
import org.heirloom.data.TfRecords;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * A file of events as TensorBoard opens them: record files of {@code tf.Event}. Close it.
 *
 * <p>TensorBoard takes every file below a folder whose name holds {@code tfevents}, and the folders
 * for the names of runs.
 */
public final class EventFile implements AutoCloseable {
  /** What begins every such file. */
  static final String VERSION = "brain.Event:2";

  private static final String NAME = "events.out.tfevents.heirloom";
  private static final double NANOS = 1e9;

  private final Path file;
  private final double time;
  private final TfRecords.Writer records;

  /**
   * Creates or replaces the file of a run.
   *
   * @param run a folder that exists
   * @param time of all events: when they happened is not kept
   */
  public EventFile(Path run, Instant time) {
    this.file = run.resolve(NAME);
    this.time = time.getEpochSecond() + time.getNano() / NANOS;
    try {
      this.records = new TfRecords.Writer(file);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
    write(Event.newBuilder().setWallTime(this.time).setFileVersion(VERSION).build());
  }

  /** A point of a curve. */
  public void scalar(String tag, long step, double value) {
    add(step, Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value).build());
  }

  /**
   * A picture.
   *
   * @param png its file's bytes
   */
  public void image(String tag, int height, int width, byte[] png) {
    Summary.Image image =
        Summary.Image.newBuilder()
            .setHeight(height)
            .setWidth(width)
            .setColorspace(3)
            .setEncodedImageString(ByteString.copyFrom(png))
            .build();
    add(0, Summary.Value.newBuilder().setTag(tag).setImage(image).build());
  }

  private void add(long step, Summary.Value value) {
    write(
        Event.newBuilder()
            .setWallTime(time)
            .setStep(step)
            .setSummary(Summary.newBuilder().addValue(value))
            .build());
  }

  private void write(Event event) {
    try {
      records.write(event.toByteArray());
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private InfraException cannotWrite(IOException cause) {
    return new InfraException(file + ": cannot be written. Got " + cause.getMessage() + ".", cause);
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }
}
