package io.ovation.access.request;

import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the token that a request presents: RFC 6750, section 2.1, or in a cookie, as a browser's EventSource can. */
public final class PresentedToken {

    private static final String SCHEME = "bearer ";
    private static final String COOKIE = "ovation_token";

    private final Set<String> allowedOrigins;

    /** @param allowedOrigins whose pages may use the visitor's cookie beside those of the own origin */
    public PresentedToken(Set<String> allowedOrigins) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /**
     * @return empty if there is none
     * @throws ProblemException if nobody could tell which one is meant
     */
    public Optional<String> in(HeaderFields fields) {
        List<String> authorizations = fields.all("Authorization");
        if (authorizations.isEmpty()) {
            return cookie(fields);
        }
        if (authorizations.size() > 1) {
            throw Problem.invalid("header Authorization is there " + authorizations.size() + " times; once is enough")
                    .asException();
        }
        String value = authorizations.get(0);
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unknown();
        }
        return Optional.of(value.substring(SCHEME.length()).strip());
    }

    /** A browser sends it whoever's page asks. What another site's page asks for is not what the visitor wants. */
    private Optional<String> cookie(HeaderFields fields) {
        List<String> lines = fields.all("Cookie");
        if (lines.isEmpty() || !isOfAllowedOrigin(fields)) {
            return Optional.empty();
        }
        Set<String> tokens = new TreeSet<>();
        for (String line : lines) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(COOKIE)) {
                    tokens.add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        if (tokens.size() > 1) {
            // One of them may have been planted by a page of a sibling host: RFC 6265, section 8.6.
            throw Refusal.unknown();
        }
        return tokens.stream().findFirst();
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** What is no browser says nothing of origins, and has no visitor. */
    private boolean isOfAllowedOrigin(HeaderFields fields) {
        List<String> origins = fields.all("Origin");
        if (origins.size() == 1) {
            String origin = origins.get(0);
            return allowedOrigins.contains(origin) || isOwn(origin, fields.all("Host"));
        }
        return origins.isEmpty()
                && fields.all("Sec-Fetch-Site").stream()
                        .allMatch(site -> site.equals("same-origin") || site.equals("none"));
    }

    /** By host and port: a proxy may have ended TLS. */
    private static boolean isOwn(String origin, List<String> hosts) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return hosts.size() == 1
                    && authority != null
                    && authority.toLowerCase(Locale.ROOT).equals(hosts.get(0).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
