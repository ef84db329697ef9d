package io.ovation.insights.http;

import akka.actor.ExtendedActorSystem;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /console} on the management port: a page that shows the cluster, and the files it is made of. These are the
 * same on every node and hold nothing of it, so they need no token; the page asks for the token to read
 * {@code /insight/cluster}.
 */
public final class ConsoleRoute implements ManagementRouteProvider {

    private static final String NAME = "console";
    private static final String PAGE = "index.html";

    /** Nothing from elsewhere, nothing inline, in no frame of another page, and no text that becomes markup. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final List<HttpHeader> HEADERS = List.of(
            RawHeader.create("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cache-Control", "no-cache"));

    private final ConsoleFiles files = ConsoleFiles.load();

    /** Called by Akka Management, which knows this class by its name in {@code reference.conf}. */
    public ConsoleRoute(ExtendedActorSystem system) {}

    /**
     * What needs no token: these paths and no others.
     *
     * @param prefix of all paths of the port, ending in a slash
     */
    public static Set<String> paths(String prefix) {
        String page = prefix + NAME;
        return Stream.concat(Stream.of(page), ConsoleFiles.NAMES.stream().map(name -> page + '/' + name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Route routes(ManagementRouteProviderSettings management) {
        return Directives.concat(
                Directives.path(NAME, () -> Directives.get(() -> answer(PAGE))),
                Directives.path(
                        PathMatchers.segment(NAME).slash(PathMatchers.segment()),
                        name -> Directives.get(() -> answer(name))));
    }

    private Route answer(String name) {
        return files.find(name)
                .map(file -> Directives.complete(HttpResponse.create()
                        .withEntity(HttpEntities.create(file.type(), file.content()))
                        .addHeaders(HEADERS)))
                .orElseGet(Directives::reject);
    }
}
