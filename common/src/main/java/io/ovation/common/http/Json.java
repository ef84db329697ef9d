package io.ovation.common.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The one JSON mapper of the outside contract: strict in what it reads, ISO 8601 in what it writes. */
public final class Json {

    /** What is sent here, and what is answered, is nested four deep at most. */
    private static final int MOST_NESTED = 32;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTED)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /** @throws ProblemException 400 if it is not one JSON value in UTF-8, with each name once in an object */
    public static JsonNode read(byte[] body) {
        String text = JsonText.decode(body);
        JsonNode value = parse(text);
        if (value.isMissingNode()) {
            throw Problem.malformed("the body is empty; a JSON value is expected")
                    .asException();
        }
        if (text.contains("\\u") && Surrogates.hasUnpaired(value)) {
            throw Problem.malformed("the body has an escape of half a surrogate pair, which is no character")
                    .asException();
        }
        return value;
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problem.malformed("the body is not JSON: " + reason(e) + at(e))
                    .asException();
        }
    }

    /** Without the name of the reader's setting that it may end with. */
    private static String reason(JsonProcessingException e) {
        return e.getOriginalMessage().replaceFirst(", from `[^`]*`", "");
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
