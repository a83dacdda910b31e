package org.heirloom.image;

import java.io.IOException;

/** The bytes are not an image that we read; the message says why, without a file name. */
public final class ImageFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ImageFormatException(String message) {
    super(message);
  }

  public ImageFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
