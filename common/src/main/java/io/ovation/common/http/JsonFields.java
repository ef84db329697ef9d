package io.ovation.common.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of a JSON object that a client sent. Whatever is missing, unknown, of the wrong type or out of
 * bounds ends in a {@link ProblemException} that names the field and says what would be right.
 */
public final class JsonFields {

    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /** @param known the names of all fields there may be */
    public static JsonFields of(JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw invalid("a JSON object is expected, not " + describe(node));
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw invalid("unknown field '" + abbreviate(name) + "'; known are " + String.join(", ", known));
            }
        }
        return new JsonFields(node);
    }

    public boolean has(String field) {
        return object.hasNonNull(field);
    }

    public Optional<String> text(String field) {
        return value(field).map(node -> {
            if (!node.isTextual()) {
                throw wrongType(field, "text", node);
            }
            return node.textValue();
        });
    }

    public String requiredText(String field) {
        return text(field).orElseThrow(() -> missing(field));
    }

    /** Text that is an id of a topic or a member. */
    public Optional<String> id(String field) {
        return text(field).map(id -> Ids.require(field, id));
    }

    public String requiredId(String field) {
        return Ids.require(field, requiredText(field));
    }

    /** A whole number within bounds, both included. */
    public Optional<Long> wholeNumber(String field, long least, long most) {
        return value(field).map(node -> {
            if (!node.isIntegralNumber()) {
                throw wrongType(field, "a whole number", node);
            }
            if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
                throw invalid("field '" + field + "' must be from " + least + " to " + most);
            }
            return node.longValue();
        });
    }

    /** A number of seconds, zero or more and finite. */
    public Optional<Double> seconds(String field) {
        return value(field).map(node -> {
            if (!node.isNumber()) {
                throw wrongType(field, "a number of seconds", node);
            }
            double seconds = node.doubleValue();
            if (!Double.isFinite(seconds) || seconds < 0) {
                throw invalid("field '" + field + "' must be zero or more seconds");
            }
            return seconds;
        });
    }

    /** A number, finite as all that JSON has, also as a double. */
    public Optional<Double> number(String field) {
        return value(field).map(node -> {
            if (!node.isNumber()) {
                throw wrongType(field, "a number", node);
            }
            if (!Double.isFinite(node.doubleValue())) {
                throw invalid("field '" + field + "' is too large a number");
            }
            return node.doubleValue();
        });
    }

    public double requiredNumber(String field) {
        return number(field).orElseThrow(() -> missing(field));
    }

    public Optional<Boolean> flag(String field) {
        return value(field).map(node -> {
            if (!node.isBoolean()) {
                throw wrongType(field, "true or false", node);
            }
            return node.booleanValue();
        });
    }

    /** An array of texts; empty if the field is absent. */
    public List<String> texts(String field, int most) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : entries(field, most, "an array of text")) {
            if (!entry.isTextual()) {
                throw wrongType(field, "an array of text", entry);
            }
            texts.add(entry.textValue());
        }
        return texts;
    }

    /**
     * An array of objects; empty if the field is absent.
     *
     * @param known the names of all fields that each may have
     */
    public List<JsonFields> objects(String field, int most, Set<String> known) {
        List<JsonFields> objects = new ArrayList<>();
        entries(field, most, "an array of objects").forEach(entry -> objects.add(of(entry, known)));
        return objects;
    }

    private Iterable<JsonNode> entries(String field, int most, String expected) {
        JsonNode array = value(field).orElse(MissingNode.getInstance());
        if (!array.isArray() && !array.isMissingNode()) {
            throw wrongType(field, expected, array);
        }
        if (array.size() > most) {
            throw invalid("field '" + field + "' may have at most " + most + " entries, not " + array.size());
        }
        return array;
    }

    private Optional<JsonNode> value(String field) {
        return object.hasNonNull(field) ? Optional.of(object.get(field)) : Optional.empty();
    }

    private static ProblemException missing(String field) {
        return invalid("field '" + field + "' is missing");
    }

    private static ProblemException wrongType(String field, String expected, JsonNode actual) {
        return invalid("field '" + field + "' must be " + expected + ", not " + describe(actual));
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "text";
            case BOOLEAN -> "true or false";
            case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number";
            default -> "null";
        };
    }

    private static String abbreviate(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private static ProblemException invalid(String detail) {
        return Problem.invalid(detail).asException();
    }
}
