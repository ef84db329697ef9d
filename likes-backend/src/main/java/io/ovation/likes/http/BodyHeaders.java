package io.ovation.likes.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.likes.http.request.RequestHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request says of its body. */
final class BodyHeaders {

    /** For Akka HTTP, whose own {@code application/json} has a fixed charset and hides which one was sent. */
    static final MediaType.WithOpenCharset JSON =
            MediaTypes.customWithOpenCharset("application", "json", Map.of(), false);

    private static final String JSON_NAME = "application/json";

    /** Also as many a client writes it; see the WHATWG Encoding standard. */
    private static final Set<String> UTF_8_NAMES = Set.of("utf-8", "utf8");

    private BodyHeaders() {}

    /** @throws ProblemException 415 if it is not plain JSON in UTF-8 */
    static void requireJson(HttpRequest request) {
        requireJsonType(contentType(request));
        for (String field : RequestHeaders.all(request, "Content-Encoding")) {
            requireNoCoding(field);
        }
    }

    private static void requireJsonType(String field) {
        Optional<ContentTypeField> type = ContentTypeField.parse(field);
        if (type.filter(known -> known.mediaType().equals(JSON_NAME)).isEmpty()) {
            throw Problem.unsupportedMediaType("Content-Type must be application/json")
                    .asException();
        }
        String charset = type.get().parameters().getOrDefault("charset", "utf-8");
        if (!UTF_8_NAMES.contains(charset.toLowerCase(Locale.ROOT))) {
            throw Problem.unsupportedMediaType(
                            "Content-Type must be application/json, and its charset utf-8 if it has any")
                    .asException();
        }
    }

    /** A list, of which members may be empty. */
    private static void requireNoCoding(String field) {
        for (String coding : field.split(",", -1)) {
            String name = coding.trim();
            if (!name.isEmpty() && !name.equalsIgnoreCase("identity")) {
                throw Problem.unsupportedContentCoding("Content-Encoding must be left out: the body must be plain JSON")
                        .asException();
            }
        }
    }

    /** One that Akka HTTP could not read is among the headers. */
    private static String contentType(HttpRequest request) {
        return RequestHeaders.all(request, "Content-Type").stream()
                .findFirst()
                .orElseGet(() -> request.entity().getContentType().toString());
    }
}
