package org.heirloom.data.creature;

/**
 * How hard the pictures are, in one place. Lengths are in units of the creature (its height is
 * about 2) unless said otherwise.
 */
final class Difficulty {
  private Difficulty() {}

  /** Pixels per unit at scale 1, as a share of the image's side. */
  static final double UNIT = 0.38;

  /** Ranges of the nuisances. */
  static final double MIN_SCALE = 0.75;

  static final double MAX_SCALE = 1.2;

  /** Greatest shift from the centre, as a share of the image's side. */
  static final double SHIFT = 0.1;

  static final double ROTATION_DEGREES = 30;
  static final double YAW_DEGREES = 45;

  /** How far the face moves over the head at a yaw of 90°. */
  static final double PARALLAX = 0.14;

  /** Darkening of the averted side at a yaw of 90°. */
  static final double YAW_SHADE = 0.3;

  static final double LIGHT_STRENGTH = 0.35;
  static final double MIN_BRIGHTNESS = 0.6;
  static final double MAX_BRIGHTNESS = 1.1;

  /** Period of the body's texture, and how far it varies. */
  static final double TEXTURE_PERIOD = 0.42;

  static final double MIN_FREQUENCY = 0.88;
  static final double MAX_FREQUENCY = 1.14;
  static final double TEXTURE_ORIENTATION_DEGREES = 10;

  /** Brightness between a texture's tones. */
  static final double TONE_LIGHT = 1.0;

  static final double TONE_DARK = 0.36;

  /** Most objects in the background at clutter 1. */
  static final int CLUTTER_OBJECTS = 12;

  /** Size of those objects, as a share of the image's side. */
  static final double CLUTTER_MIN = 0.05;

  static final double CLUTTER_MAX = 0.14;

  /** Half the thickness of an occluding bar, and the radius of an occluding disc. */
  static final double OCCLUDER_BAR = 0.1;

  static final double OCCLUDER_DISC = 0.25;
}
