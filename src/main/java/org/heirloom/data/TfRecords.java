package org.heirloom.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.heirloom.DataException;

/**
 * TensorFlow's record files: each record is its length (8 bytes, little-endian), a masked CRC-32C
 * of the length, the bytes, and their masked CRC-32C.
 */
public final class TfRecords {
  private static final int HEADER = 12;
  private static final int FOOTER = 4;
  private static final int MASK = 0xa282ead8;
  private static final int MOST_BYTES = 1 << 30;

  private TfRecords() {}

  /** Writes records one after another; close it. */
  public static final class Writer implements AutoCloseable {
    private final OutputStream out;
    private long offset;

    /** Creates or replaces a file. */
    public Writer(Path file) throws IOException {
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    /** Writes a record and returns the offset at which it begins. */
    public long write(byte[] record) throws IOException {
      long begins = offset;
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      header.putLong(record.length);
      header.putInt(maskedCrc(header.array(), 8));
      out.write(header.array());
      out.write(record);
      ByteBuffer footer = ByteBuffer.allocate(FOOTER).order(ByteOrder.LITTLE_ENDIAN);
      out.write(footer.putInt(maskedCrc(record, record.length)).array());
      offset += HEADER + record.length + FOOTER;
      return begins;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads records, from the start on or at known offsets; close it. */
  public static final class Reader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private InputStream in;
    private long position = -1;

    /** Opens a file. */
    public Reader(Path file) {
      this.file = file;
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ);
      } catch (IOException e) {
        throw new DataException(file + ": cannot be opened. Got " + e.getMessage() + ".", e);
      }
    }

    /** The record that begins at {@code offset}. Reading in ascending order is fast. */
    public byte[] read(long offset) {
      try {
        if (offset != position) {
          channel.position(offset);
          in = new BufferedInputStream(java.nio.channels.Channels.newInputStream(channel), 1 << 16);
          position = offset;
        }
        ByteBuffer header = ByteBuffer.wrap(exactly(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        long length = header.getLong();
        check(header.getInt() == maskedCrc(header.array(), 8), offset);
        check(length >= 0 && length <= MOST_BYTES, offset);
        byte[] record = exactly((int) length);
        int crc = ByteBuffer.wrap(exactly(FOOTER)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        check(crc == maskedCrc(record, record.length), offset);
        position = offset + HEADER + length + FOOTER;
        return record;
      } catch (EOFException e) {
        throw truncated(offset, e);
      } catch (IOException e) {
        throw new DataException(file + ": cannot be read. Got " + e.getMessage() + ".", e);
      }
    }

    /** The record that begins at {@code offset}, wherever {@link #read} stands. Thread-safe. */
    public byte[] readAt(long offset) {
      try {
        ByteBuffer header = at(offset, HEADER);
        byte[] size = new byte[Long.BYTES];
        header.get(size);
        long length = header.getLong(0);
        check(header.getInt() == maskedCrc(size, size.length), offset);
        check(length >= 0 && length <= MOST_BYTES, offset);
        ByteBuffer rest = at(offset + HEADER, (int) length + FOOTER);
        byte[] record = new byte[(int) length];
        rest.get(record);
        check(rest.getInt() == maskedCrc(record, record.length), offset);
        return record;
      } catch (EOFException e) {
        throw truncated(offset, e);
      } catch (IOException e) {
        throw new DataException(file + ": cannot be read. Got " + e.getMessage() + ".", e);
      }
    }

    private ByteBuffer at(long offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException();
        }
      }
      return buffer.flip();
    }

    private DataException truncated(long offset, EOFException cause) {
      return new DataException(
          "%s: truncated. Got the end of the file in the record at offset %d. Make it again."
              .formatted(file, offset),
          cause);
    }

    /** Offset behind the record read last, or 0: where the next one begins. */
    public long next() {
      return Math.max(0, position);
    }

    /** Whether a record begins at {@link #next}. */
    public boolean hasNext() {
      try {
        return next() < channel.size();
      } catch (IOException e) {
        throw new DataException(file + ": cannot be read. Got " + e.getMessage() + ".", e);
      }
    }

    private byte[] exactly(int length) throws IOException {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      return bytes;
    }

    private void check(boolean sound, long offset) {
      if (!sound) {
        throw new DataException(
            "%s: damaged. Got a wrong checksum in the record at offset %d. Make it again."
                .formatted(file, offset));
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + MASK;
  }
}
