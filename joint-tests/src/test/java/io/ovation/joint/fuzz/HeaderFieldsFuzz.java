package io.ovation.joint.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import io.ovation.access.request.PresentedToken;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.common.trace.TraceParent;
import io.ovation.edge.limit.ClientAddresses;
import io.ovation.edge.limit.Networks;
import io.ovation.edge.message.EntityTags;
import io.ovation.edge.message.HostField;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Header fields that say who somebody is, where from, and on whose behalf. */
public final class HeaderFieldsFuzz {

    private static final List<String> NAMES = List.of(
            "Authorization",
            "Cookie",
            "Origin",
            "Host",
            "Sec-Fetch-Site",
            "X-Forwarded-For",
            "If-None-Match",
            TraceParent.HEADER);

    private static final DefaultHttpHeadersFactory FIELDS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);
    private static final int MOST_FIELDS = 8;
    private static final int LONGEST_VALUE = 60;
    private static final String FRIEND = "https://friend.test";
    private static final PresentedToken TOKENS = new PresentedToken(Set.of(FRIEND));
    private static final AllowedOrigins ORIGINS = AllowedOrigins.parse("fuzz", FRIEND);
    private static final ClientAddresses ADDRESSES = new ClientAddresses(Networks.parse("10.0.0.0/8"));
    private static final InetAddress PROXY = address("10.0.0.1");
    private static final InetAddress STRANGER = address("203.0.113.9");
    private static final Tickets TICKETS = new Tickets("node");
    private static final String TAG = "\"a,b\"";

    private HeaderFieldsFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        HttpHeaders headers = FIELDS.newHeaders();
        for (int field = data.consumeInt(0, MOST_FIELDS); field > 0; field--) {
            headers.add(data.pickValue(NAMES), data.consumeString(LONGEST_VALUE));
        }
        Refusals.read(() -> TOKENS.in(headers::getAll))
                .ifPresent(token -> token.ifPresent(text -> token(text, headers)));
        origins(headers.getAll("Origin"));
        addresses(headers);
        tags(headers.getAll("If-None-Match"));
        headers.getAll("Host").forEach(HeaderFieldsFuzz::host);
        parent(headers.getAll(TraceParent.HEADER));
    }

    private static void token(String token, HttpHeaders headers) {
        List<String> authorizations = headers.getAll("Authorization");
        if (!authorizations.isEmpty()) {
            String value = authorizations.get(0);
            Refusals.require(
                    authorizations.size() == 1
                            && value.toLowerCase(Locale.ROOT).startsWith("bearer ")
                            && value.substring("bearer ".length()).strip().equals(token),
                    authorizations);
        } else {
            Refusals.require(
                    headers.getAll("Cookie").stream()
                            .anyMatch(cookie -> cookie.contains("ovation_token") && cookie.contains(token)),
                    headers);
            Refusals.require(isOfOwnPage(headers), headers);
        }
        Refusals.require(TICKETS.take(token).isEmpty(), token);
        Tickets.nodeOf(token).ifPresent(node -> Refusals.require(token.startsWith(node + '.'), token));
    }

    /** Whether a visitor may have meant to send the cookie. */
    private static boolean isOfOwnPage(HttpHeaders headers) {
        List<String> origins = headers.getAll("Origin");
        List<String> sites = headers.getAll("Sec-Fetch-Site");
        if (origins.isEmpty()) {
            return Set.of("same-origin", "none").containsAll(sites);
        }
        String origin = origins.get(0);
        return origins.size() == 1
                && (origin.equals(FRIEND)
                        || headers.getAll("Host").stream()
                                .anyMatch(host -> origin.toLowerCase(Locale.ROOT)
                                        .contains("//" + host.toLowerCase(Locale.ROOT))));
    }

    private static void origins(List<String> origins) {
        Refusals.require(
                origins.equals(List.of(FRIEND)) == ORIGINS.headers(origins).containsKey("access-control-allow-origin"),
                origins);
        Refusals.require(
                AllowedOrigins.ANY.headers(origins).values().stream().noneMatch("true"::equals),
                "credentials for pages of any site");
    }

    private static void addresses(HttpHeaders headers) {
        Refusals.require(ADDRESSES.of(STRANGER, headers).equals(STRANGER), "a stranger is believed");
        InetAddress client = ADDRESSES.of(PROXY, headers);
        Refusals.require(
                client.equals(PROXY) || !headers.getAll("X-Forwarded-For").isEmpty(),
                "an address from nowhere: " + client);
        HttpHeaders longer = FIELDS.newHeaders().add(headers);
        longer.add("X-Forwarded-For", NetUtil.toAddressString(STRANGER));
        Refusals.require(ADDRESSES.of(PROXY, longer).equals(STRANGER), "what a stranger says of itself is believed");
    }

    private static void tags(List<String> fields) {
        boolean weakly = EntityTags.matchWeakly(fields, TAG);
        Refusals.require(weakly || !EntityTags.matchStrongly(fields, TAG), fields);
        Refusals.require(
                !weakly || fields.stream().anyMatch(field -> field.contains(TAG) || field.contains("*")), fields);
    }

    private static void host(String value) {
        Refusals.require(
                !HostField.isValid(value) || value.matches("[\\x21-\\x7e&&[^/@?#\\\\\"<>]]*"),
                "a valid host: " + value);
    }

    private static void parent(List<String> values) {
        TraceParent.of(values).ifPresent(parent -> {
            String[] fields = values.get(0).split("-", -1);
            Refusals.require(values.size() == 1 && fields.length >= 4, values);
            Refusals.require(fields[0].equals("00") ? fields.length == 4 : !fields[0].equals("ff"), values);
            Refusals.require(fields[1].equals(parent.traceId()) && isId(fields[1], 32), values);
            Refusals.require(fields[2].equals(parent.spanId()) && isId(fields[2], 16), values);
            Refusals.require(parent.sampled() == "13579bdf".contains(fields[3].substring(1)), values);
        });
    }

    private static boolean isId(String text, int digits) {
        return text.length() == digits
                && text.chars().allMatch(digit -> "0123456789abcdef".indexOf(digit) >= 0)
                && text.chars().anyMatch(digit -> digit != '0');
    }

    private static InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
