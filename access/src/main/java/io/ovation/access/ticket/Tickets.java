package io.ovation.access.ticket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.ovation.access.rights.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tickets that a node has given out. Each is good once and for a short time, at any node: it names the one that gave
 * it out, which alone knows whether it was used. So it may be in a URL, which proxies write into their logs.
 */
public final class Tickets {

    public static final Duration LIFETIME = Duration.ofSeconds(30);

    /** Beyond it the oldest are forgotten. */
    private static final int MOST = 100_000;

    private static final int RANDOM_BYTES = 16;
    private static final Pattern FORM = Pattern.compile("([a-z0-9]{1,13})\\.[A-Za-z0-9_-]{22}");

    private final String node;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Caller> tickets;

    /** @param node by which other nodes know this one */
    public Tickets(String node) {
        this(node, Ticker.systemTicker());
    }

    Tickets(String node, Ticker ticker) {
        this.node = node;
        this.tickets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LIFETIME)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** @return the node that has given the ticket out; empty if it cannot be a ticket */
    public static Optional<String> nodeOf(String ticket) {
        Matcher form = FORM.matcher(ticket);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    public String giveTo(Caller caller) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        String ticket = node + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        tickets.put(ticket, caller);
        return ticket;
    }

    /** @return who got it; empty if it was not given out here, is too old or was taken before */
    public Optional<Caller> take(String ticket) {
        return Optional.ofNullable(tickets.asMap().remove(ticket));
    }
}
