package org.heirloom.study;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON text of a value: keys sorted, no spaces, numbers in their shortest form.
 *
 * <p>Equal values give equal bytes on every machine and Java release, which is what the keys of
 * stages are hashes of.
 */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private CanonicalJson() {}

  /** The text of records, maps, lists, text, numbers, booleans and null. */
  public static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a plain value: " + value, e);
    }
  }
}
