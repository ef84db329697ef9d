package io.ovation.likes.http;

import akka.http.javadsl.model.HttpRequest;
import io.ovation.common.http.ContentCoding;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.likes.http.request.RequestHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a request says of its body. */
final class BodyHeaders {

    private static final String JSON_NAME = "application/json";

    /** Also as many a client writes it; see the WHATWG Encoding standard. */
    private static final Set<String> UTF_8_NAMES = Set.of("utf-8", "utf8");

    private BodyHeaders() {}

    /** @throws ProblemException 415 if it is not plain JSON in UTF-8 */
    static void requireJson(HttpRequest request) {
        requireJsonType(contentType(request));
        ContentCoding.requireNone(RequestHeaders.all(request, "Content-Encoding"));
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

    /** One that is there twice, and the same, is no harm. */
    private static String contentType(HttpRequest request) {
        List<String> types =
                RequestHeaders.all(request, "Content-Type").stream().distinct().toList();
        if (types.size() > 1) {
            throw Problem.malformed("header Content-Type is there more than once; once is enough")
                    .asException();
        }
        return types.isEmpty() ? "" : types.get(0);
    }
}
