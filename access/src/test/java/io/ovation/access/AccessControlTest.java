package io.ovation.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.access.request.HeaderFields;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.async.StageFailure;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.settings.Secret;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessControlTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String CLOSED = "ovation.access { mode = closed, jwt.secret = \"" + SECRET + "\" }";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void open_letsEverybodyDoEverything_whateverTheyPresent() {
        try (AccessControl access = start("")) {
            assertThat(access.isOpen()).isTrue();
            assertThat(caller(access, "nonsense")).isSameAs(Caller.UNRESTRICTED);
            assertThat((Object) access.callerOf(fields("x"))).isSameAs(access.callerOf(fields("y")));
        }
    }

    @Test
    void closed_letsThoseInWhoHaveAToken() {
        try (AccessControl access = start(CLOSED)) {
            assertThat(access.isOpen()).isFalse();
            assertThat(caller(access, token(NOW)).member()).contains("ann");
        }
    }

    @Test
    void closed_refusesAllOthersWithOneText() {
        try (AccessControl access = start(CLOSED)) {
            List<Problem> problems = Stream.of(
                            fields("nonsense"),
                            fields(token(NOW.minusSeconds(3600))),
                            fields(token(NOW.plusSeconds(60))),
                            fields(token(NOW) + 'x'),
                            fields(""),
                            (HeaderFields) name -> List.of())
                    .map(fields -> problem(access, fields))
                    .distinct()
                    .toList();
            assertThat(problems).hasSize(1);
            assertThat(problems.get(0).status()).isEqualTo(401);
        }
    }

    @Test
    void anonymous_readsWhatIsSet() {
        try (AccessControl access = start(CLOSED + "\novation.access.anonymous-read = [\"video:open-*\"]")) {
            Caller nobody =
                    access.callerOf(name -> List.of()).toCompletableFuture().join();
            assertThat(nobody.mayRead(Topic.video("open-1"))).isTrue();
            assertThat(nobody.mayRead(Topic.video("1"))).isFalse();
            assertThat(nobody.mayWrite(Topic.video("open-1"))).isFalse();
            assertThat(problem(access, fields("nonsense")).status()).isEqualTo(401);
        }
    }

    @Test
    void presence_isThatOfAllWhereItIsSet() {
        try (AccessControl access = start(CLOSED + "\novation.access.presence = members")) {
            assertThat(caller(access, token(NOW)).mayRead(Topic.presence("bob")))
                    .isTrue();
        }
        try (AccessControl access = start(CLOSED)) {
            assertThat(caller(access, token(NOW)).mayRead(Topic.presence("bob")))
                    .isFalse();
        }
    }

    @Test
    void memberWhoAsksTooOften_isToldToWait_andNobodyElseIs() {
        String limit = "\novation.access.limits.requests-per-member { per-second = 1, burst = 2 }";
        try (AccessControl access = start(CLOSED + limit)) {
            caller(access, token(NOW));
            access.admit(caller(access, token(NOW, "bob")));

            assertThat(problem(access, fields(token(NOW, "bob"))).status()).isEqualTo(429);
            assertThat(caller(access, token(NOW)).member()).contains("ann");
        }
    }

    @Test
    void keysThatCannotBeRead_areNobodysFaultButOurs() {
        try (AccessControl access = start("ovation.access { mode = closed, jwt.jwks = \"/nowhere/jwks.json\" }")) {
            String token = "eyJhbGciOiJSUzI1NiJ9.e30.AAAA";
            assertThat(problem(access, fields(token)).status()).isEqualTo(503);
        }
    }

    private static AccessControl start(String settings) {
        Config config = ConfigFactory.parseString(settings).withFallback(ConfigFactory.load());
        return AccessControl.start(AccessSettings.from(config), InstantSource.fixed(NOW));
    }

    private static String token(Instant made) {
        return token(made, "ann");
    }

    private static String token(Instant made, String member) {
        return new TokenMaker(new Secret(SECRET), Optional.empty(), Optional.empty())
                .make(member, new Rights(List.of(), List.of(), Role.VIEWER), made, Duration.ofMinutes(5));
    }

    private static HeaderFields fields(String token) {
        return name -> name.equals("Authorization") ? List.of("Bearer " + token) : List.of();
    }

    private static Caller caller(AccessControl access, String token) {
        return access.callerOf(fields(token)).toCompletableFuture().join();
    }

    private static Problem problem(AccessControl access, HeaderFields fields) {
        Throwable failure = catchThrowable(
                () -> access.callerOf(fields).toCompletableFuture().join());
        return ((ProblemException) StageFailure.unwrap(failure)).problem();
    }
}
