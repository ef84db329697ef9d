package io.ovation.access.token;

import static io.ovation.access.token.TestTokens.HS256;
import static io.ovation.access.token.TestTokens.NOW;
import static io.ovation.access.token.TestTokens.SECRET;
import static io.ovation.access.token.TestTokens.claims;
import static io.ovation.access.token.TestTokens.claimsWithout;
import static io.ovation.access.token.TestTokens.hmac;
import static io.ovation.access.token.TestTokens.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenRefused.Reason;
import io.ovation.common.async.StageFailure;
import io.ovation.common.settings.Secret;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens signed with a secret. */
class TokenVerifierTest {

    private static final long SOON = NOW.getEpochSecond() + 60;

    private Instant now = NOW;
    private final TokenVerifier verifier = verifier(settings());

    @Test
    void token_saysWhoItIsAndWhatTheyMay() {
        Caller ann = verify(hmac(claims("'jti':'t1'")));
        assertThat(ann.member()).contains("ann");
        assertThat(ann.tokenId()).contains("t1");
        assertThat(ann.expiry()).contains(NOW.plusSeconds(60));
        assertThat(ann.rights().role()).isEqualTo(Role.MODERATOR);
        assertThat(ann.mayRead(Topic.video("7"))).isTrue();
        assertThat(ann.mayRead(Topic.conversation("7"))).isFalse();
        assertThat(ann.mayWrite(Topic.video("1"))).isTrue();
        assertThat(ann.mayWrite(Topic.video("7"))).isFalse();
    }

    static Stream<Arguments> good() {
        return Stream.of(
                arguments("the older secret", hmac(TestTokens.OLDER_SECRET, HS256, claims())),
                arguments("no typ", hmac(SECRET, "{'alg':'HS256'}", claims())),
                arguments("typ jwt", hmac(SECRET, "{'alg':'HS256','typ':'jwt'}", claims())),
                arguments("typ at+jwt", hmac(SECRET, "{'alg':'HS256','typ':'at+JWT'}", claims())),
                arguments("kid", hmac(SECRET, "{'alg':'HS256','kid':'any'}", claims())),
                arguments("audiences", hmac(claims("'aud':['other','ovation']"))),
                arguments("fractional times", hmac(claims("'exp':" + SOON + ".5,'iat':1.5e9"))),
                arguments("own clock is behind", hmac(claims("'nbf':" + (NOW.getEpochSecond() + 5)))),
                arguments("just expired", hmac(claims("'exp':" + (NOW.getEpochSecond() - 4)))),
                arguments("nothing of ours", hmac(claimsWithout("'ovation'"))),
                arguments("other claims", hmac(claims("'scope':'x','ovation':{'read':[],'more':7}"))),
                arguments("100 patterns", hmac(claims("'ovation':{'read':[" + patterns(100) + "]}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void token_isTaken(String what, String token) {
        assertThat(verify(token).member()).as(what).contains("ann");
    }

    static Stream<Arguments> forms() {
        String good = hmac(claims());
        String[] parts = good.split("\\.", -1);
        String header = parts[0];
        String payload = parts[1];
        String signature = parts[2];
        return Stream.of(
                arguments("empty", ""),
                arguments("two parts", header + '.' + payload),
                arguments("no signature", header + '.' + payload + '.'),
                arguments("four parts", good + ".x"),
                arguments("encrypted", "a.b.c.d.e"),
                arguments("padding", good + "="),
                arguments("space before", ' ' + good),
                arguments("line end behind", good + '\n'),
                arguments("the other base64", good.replace('_', '/') + '+'),
                arguments("no header", '.' + payload + '.' + signature),
                arguments("header is no JSON", "AAAA." + payload + '.' + signature),
                arguments("too long", hmac(claims("'x':'" + "x".repeat(8192) + "'"))),
                arguments("header is an array", hmac(SECRET, "[]", claims())),
                arguments("crit", hmac(SECRET, "{'alg':'HS256','crit':['exp'],'exp':1}", claims())),
                arguments("empty crit", hmac(SECRET, "{'alg':'HS256','crit':[]}", claims())),
                arguments("b64", hmac(SECRET, "{'alg':'HS256','b64':false,'crit':['b64']}", claims())),
                arguments("zip", hmac(SECRET, "{'alg':'HS256','zip':'DEF'}", claims())),
                arguments("typ of something else", hmac(SECRET, "{'alg':'HS256','typ':'dpop+jwt'}", claims())),
                arguments("typ is a number", hmac(SECRET, "{'alg':'HS256','typ':1}", claims())),
                arguments("kid is a number", hmac(SECRET, "{'alg':'HS256','kid':1}", claims())),
                arguments("two alg", hmac(SECRET, "{'alg':'none','alg':'HS256'}", claims())),
                arguments("claims are an array", hmac("[" + claims() + "]")),
                arguments("claims are no JSON", hmac(claims() + "x")),
                arguments("two exp", hmac("{'exp':1," + claims().substring(1))),
                arguments("two read", hmac(claims("'ovation':{'read':[],'read':['*']}"))),
                arguments("deep", hmac(claims("'x':" + "[".repeat(1000) + "]".repeat(1000)))),
                arguments("half a surrogate pair", hmac(claims("'sub':'\\ud800'"))),
                arguments("jti is a number", hmac(claims("'jti':7"))),
                arguments("jti is too long", hmac(claims("'jti':'" + "x".repeat(129) + "'"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void token_thatIsNone_isRefused(String what, String token) {
        assertThat(reason(token)).as(what).isEqualTo(Reason.FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none", "None", "NONE", "", "hs256", "HS384", "HS512", "RS384", "PS256", "ES384", "ES256K", "RS256",
                "ES256", "EdDSA", "Ed25519", "Ed448", "dir", "HS256 ",
            })
    void algorithm_thatIsNotOfASecret_isRefused(String algorithm) {
        assertThat(reason(hmac(SECRET, "{'alg':'" + algorithm + "'}", claims())))
                .isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void algorithm_thatIsNoText_isRefused() {
        assertThat(reason(hmac(SECRET, "{'alg':['HS256']}", claims()))).isEqualTo(Reason.FORM);
        assertThat(reason(hmac(SECRET, "{'typ':'JWT'}", claims()))).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void secret_isNotTakenWhereThereIsNone() {
        TokenVerifier withoutSecrets = verifier(settings(List.of(), Optional.empty()));
        assertThat(reason(withoutSecrets, hmac(claims()))).isEqualTo(Reason.ALGORITHM);
    }

    static Stream<Arguments> claimsThatAreWrong() {
        long second = NOW.getEpochSecond();
        return Stream.of(
                arguments(Reason.TIME, claimsWithout("'exp'")),
                arguments(Reason.TIME, claims("'exp':null")),
                arguments(Reason.TIME, claims("'exp':'" + SOON + "'")),
                arguments(Reason.TIME, claims("'exp':[" + SOON + "]")),
                arguments(Reason.TIME, claims("'exp':-1")),
                arguments(Reason.TIME, claims("'exp':1e300")),
                arguments(Reason.TIME, claims("'exp':1e400")),
                arguments(Reason.TIME, claims("'exp':" + SOON + "000")),
                arguments(Reason.TIME, claims("'nbf':" + (second + 6))),
                arguments(Reason.TIME, claims("'nbf':'0'")),
                arguments(Reason.TIME, claims("'iat':" + (second + 6))),
                arguments(Reason.EXPIRED, claims("'exp':" + (second - 5))),
                arguments(Reason.EXPIRED, claims("'exp':0")),
                arguments(Reason.ISSUER, claims("'iss':'issuer2'")),
                arguments(Reason.ISSUER, claims("'iss':'ISSUER'")),
                arguments(Reason.ISSUER, claims("'iss':['issuer']")),
                arguments(Reason.ISSUER, claimsWithout("'iss'")),
                arguments(Reason.AUDIENCE, claims("'aud':'other'")),
                arguments(Reason.AUDIENCE, claims("'aud':'ovation.example'")),
                arguments(Reason.AUDIENCE, claims("'aud':[]")),
                arguments(Reason.AUDIENCE, claims("'aud':['other',7,null]")),
                arguments(Reason.AUDIENCE, claims("'aud':[['ovation']]")),
                arguments(Reason.AUDIENCE, claims("'aud':7")),
                arguments(Reason.AUDIENCE, claims("'aud':null")),
                arguments(Reason.AUDIENCE, claimsWithout("'aud'")),
                arguments(Reason.SUBJECT, claimsWithout("'sub'")),
                arguments(Reason.SUBJECT, claims("'sub':7")),
                arguments(Reason.SUBJECT, claims("'sub':null")),
                arguments(Reason.SUBJECT, claims("'sub':''")),
                arguments(Reason.SUBJECT, claims("'sub':'..'")),
                arguments(Reason.SUBJECT, claims("'sub':'" + "a".repeat(129) + "'")),
                arguments(Reason.RIGHTS, claims("'ovation':[]")),
                arguments(Reason.RIGHTS, claims("'ovation':null")),
                arguments(Reason.RIGHTS, claims("'ovation':'*'")),
                arguments(Reason.RIGHTS, claims("'ovation':{'read':'*'}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'read':null}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'read':[7]}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'read':['video:a*b']}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'write':['video:*','everything']}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'role':'admin'}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'role':'SERVICE'}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'role':null}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'role':['service']}")),
                arguments(Reason.RIGHTS, claims("'ovation':{'read':[" + patterns(101) + "]}")));
    }

    @ParameterizedTest
    @MethodSource("claimsThatAreWrong")
    void claims_thatAreWrong_areRefused(Reason reason, String claims) {
        assertThat(reason(hmac(claims))).isEqualTo(reason);
    }

    @Test
    void audience_isForSomebodyElseWhereNoneIsSet() {
        TokenVerifier any = verifier(settings(List.of(SECRET), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(reason(any, hmac(claims()))).isEqualTo(Reason.AUDIENCE);
        assertThat(verify(any, hmac(claimsWithout("'aud'"))).member()).contains("ann");
        assertThat(verify(any, hmac(claimsWithout("'aud'").replace("'issuer'", "'anybody'")))
                        .member())
                .contains("ann");
    }

    @Test
    void signature_ofAnotherSecret_isRefused() {
        Secret other = new Secret("x".repeat(32));
        assertThat(reason(hmac(other, HS256, claims()))).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void everyChange_isRefused() {
        String good = hmac(claims());
        assertThat(verify(good).member()).contains("ann");
        for (int at = 0; at < good.length(); at++) {
            for (char other : new char[] {'A', 'B', 'Q', '-', '.', '='}) {
                if (good.charAt(at) != other) {
                    String changed = good.substring(0, at) + other + good.substring(at + 1);
                    assertThat(failure(verifier, changed)).as(changed).isInstanceOf(TokenRefused.class);
                }
            }
        }
    }

    @Test
    void token_thatWasTaken_expires() {
        String token = hmac(claims());
        verify(token);
        now = NOW.plusSeconds(64);
        assertThat(verify(token).member()).contains("ann");
        now = NOW.plusSeconds(65);
        assertThat(reason(token)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void tokenThatWasTaken_isTheSameCallerAgain() {
        String token = hmac(claims());
        assertThat(verify(token)).isSameAs(verify(token));
    }

    @Test
    void everybodyWithAToken_readsWhatIsForAllOfThem() {
        TokenVerifier presence = new TokenVerifier(
                settings(), Optional.empty(), List.of(TopicPattern.parse("presence:*")), Runnable::run, () -> NOW);
        assertThat(verify(presence, hmac(claimsWithout("'ovation'"))).mayRead(Topic.presence("bob")))
                .isTrue();
        assertThat(verify(hmac(claimsWithout("'ovation'"))).mayRead(Topic.presence("bob")))
                .isFalse();
    }

    @Test
    void member_isThatOfTheClaimThatIsSet() {
        TokenSettings usual = settings();
        TokenVerifier byName = verifier(new TokenSettings(
                usual.secrets(),
                usual.keys(),
                usual.issuer(),
                usual.audience(),
                "preferred_username",
                usual.leeway(),
                usual.mostBytes(),
                usual.cacheBytes(),
                usual.keyTimes(),
                usual.keptKeys()));
        assertThat(verify(byName, hmac(claims("'preferred_username':'bob'"))).member())
                .contains("bob");
        assertThat(reason(byName, hmac(claims()))).isEqualTo(Reason.SUBJECT);
    }

    @Test
    void subject_thatIsNoId_isWrittenAsOne() {
        assertThat(verify(hmac(claims("'sub':'auth0|1'"))).member()).contains("auth0~7C1");
    }

    @Test
    void token_thatIsMadeHere_isTaken() {
        TokenMaker maker = new TokenMaker(SECRET, Optional.of("issuer"), Optional.of("ovation"));
        Caller made = verify(maker.make(
                "shop",
                new Rights(List.of(TopicPattern.parse("video:*")), List.of(TopicPattern.parse("*")), Role.SERVICE),
                NOW,
                Duration.ofMinutes(1)));
        assertThat(made.member()).contains("shop");
        assertThat(made.isService()).isTrue();
        assertThat(made.mayRead(Topic.video("1"))).isTrue();
        assertThat(made.mayRead(Topic.conversation("1"))).isFalse();
        assertThat(made.mayWrite(Topic.conversation("1"))).isTrue();
        assertThat(made.expiry()).contains(NOW.plusSeconds(60));
        assertThat(made.tokenId()).isPresent();
    }

    private static String patterns(int count) {
        return String.join(",", Collections.nCopies(count, "'*'"));
    }

    private TokenVerifier verifier(TokenSettings settings) {
        return new TokenVerifier(settings, Optional.empty(), List.of(), Runnable::run, () -> now);
    }

    private Caller verify(String token) {
        return verify(verifier, token);
    }

    private static Caller verify(TokenVerifier verifier, String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private Reason reason(String token) {
        return reason(verifier, token);
    }

    private static Reason reason(TokenVerifier verifier, String token) {
        return ((TokenRefused) failure(verifier, token)).reason();
    }

    private static Throwable failure(TokenVerifier verifier, String token) {
        return StageFailure.unwrap(catchThrowable(() -> verify(verifier, token)));
    }
}
