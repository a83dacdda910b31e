package org.heirloom.beam;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The names of a stage's units, one to a split.
 *
 * <p>Runners hand out splits as workers ask for them, and a worker asks when it has done the last
 * one, so that long and short units balance by themselves. A reshuffle would deal them out by the
 * hash of a key beforehand: on few units uneven, and with one worker idle as likely as not.
 */
final class UnitSource extends BoundedSource<String> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> units;

  UnitSource(List<String> units) {
    this.units = new ArrayList<>(units);
  }

  @Override
  public List<UnitSource> split(long desiredBundleSizeBytes, PipelineOptions options) {
    return units.stream().map(unit -> new UnitSource(List.of(unit))).toList();
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return units.size();
  }

  @Override
  public Coder<String> getOutputCoder() {
    return StringUtf8Coder.of();
  }

  @Override
  public BoundedReader<String> createReader(PipelineOptions options) {
    return new Reader(this);
  }

  private static final class Reader extends BoundedReader<String> {
    private final UnitSource source;
    private int position = -1;

    Reader(UnitSource source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      position++;
      return position < source.units.size();
    }

    @Override
    public String getCurrent() {
      return source.units.get(position);
    }

    @Override
    public void close() {
      // Nothing is open.
    }

    @Override
    public BoundedSource<String> getCurrentSource() {
      return source;
    }
  }
}
