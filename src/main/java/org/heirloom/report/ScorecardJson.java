package org.heirloom.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.heirloom.DataException;
import org.heirloom.metrics.Family;
import org.heirloom.report.ReportInput.Named;
import org.heirloom.retain.Scorecard;

/**
 * {@code scorecard.json}: the scorecard with its gates and provenance, as {@code docs/scorecard.md}
 * describes it.
 *
 * <p>Undefined numbers are {@code null}; names of enums are lower-case with dashes.
 */
public final class ScorecardJson {
  /** The version of the format that this class writes, and the only one that it reads. */
  public static final int VERSION = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ScorecardJson() {}

  /** The file's text. */
  public static String write(ReportInput input, List<GateResult> gates) {
    ObjectNode root = MAPPER.valueToTree(input.scorecard());
    root.set("arms", MAPPER.valueToTree(input.arms()));
    root.set("gates", MAPPER.valueToTree(gates.stream().map(GateLine::of).toList()));
    ObjectNode provenance = root.putObject("provenance");
    named(provenance.putObject("facts"), input.provenance().facts());
    named(provenance.putObject("keys"), input.provenance().keys());
    provenance.put("study", input.provenance().study());
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values must be writable", e);
    }
  }

  /**
   * The scorecard in a file's text.
   *
   * @param path for messages
   * @throws DataException if it is no scorecard of our version
   */
  public static Scorecard read(String path, String json) {
    try {
      Scorecard scorecard = MAPPER.readValue(json, Scorecard.class);
      if (scorecard.version() != VERSION) {
        throw new DataException(
            "%s: unknown version. Got %d. Expected %d."
                .formatted(path, scorecard.version(), VERSION));
      }
      return scorecard;
    } catch (JsonProcessingException | NullPointerException e) {
      throw new DataException(
          path + ": not a scorecard. Expected the format of docs/scorecard.md.", e);
    }
  }

  private static void named(ObjectNode node, List<Named> values) {
    values.forEach(value -> node.put(value.name(), value.value()));
  }

  private record GateLine(String name, String outcome, String message) {
    static GateLine of(GateResult gate) {
      return new GateLine(gate.name(), kebab(gate.outcome()), gate.message());
    }
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Double.TYPE, new DoubleSerializer());
    module.addSerializer(Double.class, new DoubleSerializer());
    module.addDeserializer(Double.TYPE, new DoubleDeserializer());
    enumeration(module, Family.class);
    enumeration(module, Scorecard.Status.class);
    enumeration(module, ReportInput.Kind.class);
    return module;
  }

  private static <E extends Enum<E>> void enumeration(SimpleModule module, Class<E> type) {
    module.addSerializer(type, new EnumSerializer<>(type));
    module.addDeserializer(type, new EnumDeserializer<>(type));
  }

  private static final class DoubleSerializer extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1L;

    DoubleSerializer() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class DoubleDeserializer extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1L;

    DoubleDeserializer() {
      super(Double.TYPE);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }

  private static final class EnumSerializer<E extends Enum<E>> extends StdScalarSerializer<E> {
    private static final long serialVersionUID = 1L;

    EnumSerializer(Class<E> type) {
      super(type);
    }

    @Override
    public void serialize(E value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(kebab(value));
    }
  }

  private static final class EnumDeserializer<E extends Enum<E>> extends StdScalarDeserializer<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;

    EnumDeserializer(Class<E> type) {
      super(type);
      this.type = type;
    }

    @Override
    public E deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String name = parser.getText();
      for (E value : type.getEnumConstants()) {
        if (kebab(value).equals(name)) {
          return value;
        }
      }
      throw context.weirdStringException(name, type, "unknown");
    }
  }
}
