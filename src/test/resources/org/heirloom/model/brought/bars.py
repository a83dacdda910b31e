"""Toy images that the fixtures tell apart; org.heirloom.model.brought.Bars draws the same.

Four classes: bars that lie or stand, on a dark or a bright ground. 16 x 16 x 3, uint8, from integers alone.
"""

import numpy

SIZE = 16
CLASSES = 4
TINT = (20, 0, -20)


def noise(example, row, column, channel):
    mixed = (example * 73856093) ^ (row * 19349663) ^ (column * 83492791) ^ (channel * 1640531513)
    mixed &= 0xFFFFFFFF
    mixed ^= mixed >> 16
    mixed = mixed * 0x85EBCA6B & 0xFFFFFFFF
    mixed ^= mixed >> 13
    return mixed % 31 - 15


def image(example):
    """Its label is example % CLASSES: standing * 2 + bright."""
    label = example % CLASSES
    phase = example // CLASSES % 4
    pixels = numpy.zeros((SIZE, SIZE, 3), numpy.uint8)
    for row in range(SIZE):
        for column in range(SIZE):
            along = column if label >= 2 else row
            bar = 30 if (along + phase) // 2 % 2 == 1 else -30
            for channel in range(3):
                ground = 165 if label % 2 == 1 else 70
                pixels[row, column, channel] = ground + bar + TINT[channel] + noise(example, row, column, channel)
    return pixels


def examples(first, count):
    images = numpy.stack([image(i) for i in range(first, first + count)])
    return images, numpy.arange(first, first + count) % CLASSES


def write_answers(file, answers):
    """One line per example: what the model itself said of examples 0, 1, 2, ..."""
    with open(file, "w") as out:
        for row in answers:
            out.write(" ".join("%.9g" % value for value in row) + "\n")
