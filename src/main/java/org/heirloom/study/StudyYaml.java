package org.heirloom.study;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a study as YAML that loads to the same study again. */
public final class StudyYaml {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(Feature.WRITE_DOC_START_MARKER)
                  .disable(Feature.SPLIT_LINES)
                  .enable(Feature.MINIMIZE_QUOTES)
                  .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .stringQuotingChecker(new Quoting())
                  .build())
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private StudyYaml() {}

  public static String of(Study study) {
    try {
      return MAPPER.writeValueAsString(study);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + study, e);
    }
  }

  /** Leaves bare only words that nobody could take for anything else. */
  private static final class Quoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_/.-]*");
    private static final Set<String> RESERVED =
        Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    @Override
    public boolean needToQuoteName(String name) {
      return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return !WORD.matcher(value).matches() || RESERVED.contains(value.toLowerCase(Locale.ROOT));
    }
  }
}
