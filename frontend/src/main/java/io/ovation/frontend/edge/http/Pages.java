package io.ovation.frontend.edge.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.edge.Answers;
import io.ovation.edge.message.EntityTags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo page and the JavaScript client, from the class path; {@code /demo.json} tells the page where to publish. */
final class Pages {

    private static final Pattern FILE = Pattern.compile("/([a-z][a-z0-9-]{0,60})\\.(html|css|js|svg|json)");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    /** Nothing from elsewhere; publishing goes to another port, and may go to another host. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; connect-src *; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

    private final Answers answers;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /** @param open whether anybody may read and publish, which the demo page says */
    Pages(Answers answers, EdgeSettings settings, boolean open) {
        this.answers = answers;
        Map<String, Object> demo = new LinkedHashMap<>();
        if (settings.publishUrl().isEmpty()) {
            demo.put("publishPort", settings.publishPort());
        } else {
            demo.put("publishUrl", settings.publishUrl());
        }
        demo.put("access", open ? "open" : "closed");
        pages.put("/demo.json", Page.of(MEDIA_TYPES.get("json"), Json.write(demo)));
    }

    FullHttpResponse handle(FullHttpRequest request, String path) {
        return find(path.equals("/") ? "/index.html" : path)
                .map(page -> answer(request, page))
                .orElseGet(() -> answers.problem(Problem.notFound(
                        "there are / (the demo page), /client.js, /v1/stream, /v1/stream/{connection}/topics,"
                                + " /v1/stream/{connection}/token, /v1/poll, /v1/tickets and /v1/receipts")));
    }

    private FullHttpResponse answer(FullHttpRequest request, Page page) {
        List<String> wanted = request.headers().getAll(HttpHeaderNames.IF_MATCH);
        if (!wanted.isEmpty() && !EntityTags.matchStrongly(wanted, page.etag())) {
            return answers.problem(Problem.preconditionFailed("the page is not the one that If-Match names"));
        }
        boolean known = EntityTags.matchWeakly(request.headers().getAll(HttpHeaderNames.IF_NONE_MATCH), page.etag());
        // The length of a 304 is that of the page (RFC 9110, section 8.6); its body is never sent.
        FullHttpResponse answer = answers.answer(
                known ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK,
                page.mediaType(),
                page.text().getBytes(UTF_8));
        answer.headers()
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.ETAG, page.etag())
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
        return answer;
    }

    /** Only what exists is remembered, so strangers' paths take no memory. */
    private Optional<Page> find(String path) {
        Page known = pages.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Matcher file = FILE.matcher(path);
        if (!file.matches()) {
            return Optional.empty();
        }
        Optional<Page> page = load(path, MEDIA_TYPES.get(file.group(2)));
        page.ifPresent(loaded -> pages.put(path, loaded));
        return page;
    }

    private static Optional<Page> load(String path, String mediaType) {
        try (InputStream file = Pages.class.getResourceAsStream("/web" + path)) {
            if (file == null) {
                return Optional.empty();
            }
            return Optional.of(Page.of(mediaType, file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param text every file of ours is text
     * @param etag a strong one: other bytes have another
     */
    private record Page(String mediaType, String text, String etag) {

        private static final int ETAG_BYTES = 16;

        static Page of(String mediaType, byte[] body) {
            String digest = HexFormat.of().formatHex(sha256().digest(body), 0, ETAG_BYTES);
            return new Page(mediaType, new String(body, UTF_8), '"' + digest + '"');
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
    }
}
