package io.ovation.frontend.viewer;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a viewer's connection so that any frontend node can find it. Whoever knows the id may change what the
 * connection watches, so its token is 128 random bits.
 *
 * @param node the frontend node that holds it
 * @param loop the number of its event loop there
 * @param token also the name of its actor under the loop's supervisor
 */
public record ConnectionId(String node, int loop, String token) {

    private static final Pattern TEXT = Pattern.compile("([a-z0-9]{1,13})\\.(\\d{1,3})\\.([A-Za-z0-9_-]{22})");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static ConnectionId create(String node, int loop) {
        byte[] token = new byte[16];
        RANDOM.nextBytes(token);
        return new ConnectionId(
                node, loop, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** Empty if it cannot be one of ours. */
    public static Optional<ConnectionId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ConnectionId(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return node + '.' + loop + '.' + token;
    }
}
