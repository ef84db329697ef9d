package io.ovation.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.common.http.ProblemException;
import io.ovation.common.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestsPerCallerTest {

    /** So slow that no test lives to see one more. */
    private final RequestsPerCaller requests = new RequestsPerCaller(new Rate(1, 3), new Rate(1, 5));

    @Test
    void member_hasOneLimitWithAllTokens() {
        assertThat(taken(member("ann", "1"))).isEqualTo(3);
        assertThat(taken(member("ann", "2"))).isZero();
        assertThat(taken(member("bob", "1"))).isEqualTo(3);
    }

    @Test
    void moderator_isAMember() {
        assertThat(taken(caller(Role.MODERATOR, Optional.of("ann"), Optional.of("1"))))
                .isEqualTo(3);
        assertThat(taken(member("ann", "2"))).isZero();
    }

    @Test
    void service_hasOneLimitForEachTokenWithAnId() {
        assertThat(taken(service("1"))).isEqualTo(5);
        assertThat(taken(service("2"))).isEqualTo(5);
    }

    @Test
    void service_hasOneLimitForAllTokensWithoutAnId() {
        Caller nameless = caller(Role.SERVICE, Optional.of("shop"), Optional.empty());
        assertThat(taken(nameless)).isEqualTo(5);
        assertThat(taken(nameless)).isZero();
        assertThat(taken(service("shop"))).as("a token that is called so").isEqualTo(5);
    }

    @Test
    void whoeverHasNoToken_isNotLimitedHere() {
        assertThat(taken(caller(Role.VIEWER, Optional.empty(), Optional.empty())))
                .isEqualTo(10);
        assertThat(taken(Caller.UNRESTRICTED)).isEqualTo(10);
    }

    @Test
    void refusal_saysHowLongToWait() {
        taken(member("ann", "1"));
        try {
            requests.take(member("ann", "1"));
            throw new AssertionError("must be refused");
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(429);
            assertThat(e.problem().detail()).contains("requests of this member");
            assertThat(e.retryAfter().orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        }
    }

    private int taken(Caller caller) {
        return (int) IntStream.range(0, 10).filter(attempt -> isTaken(caller)).count();
    }

    private boolean isTaken(Caller caller) {
        try {
            requests.take(caller);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private static Caller member(String name, String token) {
        return caller(Role.VIEWER, Optional.of(name), Optional.of(token));
    }

    private static Caller service(String token) {
        return caller(Role.SERVICE, Optional.of("shop"), Optional.of(token));
    }

    private static Caller caller(Role role, Optional<String> member, Optional<String> token) {
        return new Caller(member, new Rights(List.of(), List.of(), role), Optional.empty(), token);
    }
}
