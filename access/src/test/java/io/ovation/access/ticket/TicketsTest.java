package io.ovation.access.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Caller;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Tickets tickets = new Tickets("node1", nanos::get);

    @Test
    void ticket_isGoodOnce() {
        String ticket = tickets.giveTo(Caller.UNRESTRICTED);
        assertThat(tickets.take(ticket)).contains(Caller.UNRESTRICTED);
        assertThat(tickets.take(ticket)).isEmpty();
    }

    @Test
    void ticket_isGoodForAShortTime() {
        String ticket = tickets.giveTo(Caller.UNRESTRICTED);
        String other = tickets.giveTo(Caller.UNRESTRICTED);
        nanos.set(Tickets.LIFETIME.minusMillis(1).toNanos());
        assertThat(tickets.take(ticket)).isPresent();
        nanos.set(Tickets.LIFETIME.toNanos());
        assertThat(tickets.take(other)).isEmpty();
    }

    @Test
    void ticket_namesItsNodeAndIsNoOther() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String ticket = tickets.giveTo(Caller.UNRESTRICTED);
            assertThat(Tickets.nodeOf(ticket)).contains("node1");
            all.add(ticket);
        }
        assertThat(all).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "node1", "node1.", "node1.AAAA", "NODE1.AAAAAAAAAAAAAAAAAAAAAA", "a.b.AAAAAAAAAAAAAAAAAAAAAA"
            })
    void text_thatIsNoTicket_isNone(String text) {
        assertThat(Tickets.nodeOf(text)).isEmpty();
        assertThat(tickets.take(text)).isEmpty();
    }
}
