package io.ovation.access.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private static final long NOW = 1_000_000;
    private static final long LATER = NOW + 10;

    @Test
    void member_isHitUntilTheEnd() {
        Revocations revocations = Revocations.NONE.with(List.of(member("ann", NOW, LATER)), NOW);
        assertThat(revocations.hit(caller("ann", "t1"), NOW)).isTrue();
        assertThat(revocations.hit(caller("ann", "t2"), LATER - 1)).isTrue();
        assertThat(revocations.hit(caller("ann", "t1"), LATER)).isFalse();
        assertThat(revocations.hit(caller("bob", "t1"), NOW)).isFalse();
        assertThat(revocations.hit(Caller.UNRESTRICTED, NOW)).isFalse();
    }

    @Test
    void token_isHitAlone() {
        Revocation token = new Revocation(Revocation.Kind.TOKEN, "t1", NOW, Revocation.FOR_GOOD);
        Revocations revocations = Revocations.NONE.with(List.of(token), NOW);
        assertThat(revocations.hit(caller("ann", "t1"), Long.MAX_VALUE - 1)).isTrue();
        assertThat(revocations.hit(caller("ann", "t2"), NOW)).isFalse();
        assertThat(revocations.hit(caller("t1", "t2"), NOW)).isFalse();
    }

    @Test
    void revocation_isTakenBackByALaterOne() {
        Revocations revocations = Revocations.NONE
                .with(List.of(member("ann", NOW, Revocation.FOR_GOOD)), NOW)
                .with(List.of(member("ann", LATER, LATER)), LATER);
        assertThat(revocations.hit(caller("ann", "t"), LATER)).isFalse();
        assertThat(revocations.with(List.of(member("ann", NOW, Revocation.FOR_GOOD)), LATER))
                .isSameAs(revocations);
    }

    @Test
    void order_doesNotMatter() {
        List<Revocation> all = new ArrayList<>();
        for (int at = 0; at < 6; at++) {
            all.add(member("ann", NOW + at % 3, NOW + 100 + at));
            all.add(member("bob", NOW + at, Revocation.FOR_GOOD));
        }
        List<Revocation> expected = Revocations.NONE.with(all, NOW).list();
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(all, new Random(seed));
            Revocations one = Revocations.NONE;
            for (Revocation revocation : all) {
                one = one.with(List.of(revocation), NOW);
            }
            assertThat(one.list()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void revocations_thatEndedLongAgo_areForgotten() {
        Revocations revocations = Revocations.NONE.with(List.of(member("ann", NOW, LATER)), NOW);
        long muchLater = LATER + Duration.ofDays(1).toMillis() + 1;
        assertThat(revocations
                        .with(List.of(member("bob", LATER, LATER + 1)), LATER)
                        .size())
                .isEqualTo(2);
        assertThat(revocations
                        .with(List.of(member("bob", muchLater, Revocation.FOR_GOOD)), muchLater)
                        .list())
                .extracting(Revocation::value)
                .containsExactly("bob");
    }

    @Test
    void revocations_thatAreForgotten_doNotComeBack() {
        long muchLater = LATER + Duration.ofDays(1).toMillis() + 1;
        Revocations revocations = Revocations.NONE.with(List.of(member("ann", NOW, LATER)), NOW);

        Revocations forgotten = revocations.withoutForgotten(muchLater);

        assertThat(forgotten.size()).isZero();
        assertThat(forgotten.with(revocations.list(), muchLater)).isSameAs(forgotten);
        assertThat(revocations.withoutForgotten(LATER)).isSameAs(revocations);
    }

    @Test
    void revocationsThatHaveEnded_makeRoom_thoseThatHoldDoNot() {
        List<Revocation> holding = IntStream.range(0, Revocations.MOST)
                .mapToObj(number -> member("m" + number, NOW, Revocation.FOR_GOOD))
                .toList();
        Revocations full = Revocations.NONE
                .with(List.of(member("ended", NOW, NOW + 1), member("taken-back", NOW, NOW)), NOW)
                .with(holding, LATER);

        assertThat(full.list()).containsExactlyInAnyOrderElementsOf(holding);
        assertThat(full.with(List.of(member("one-more", LATER, Revocation.FOR_GOOD)), LATER)
                        .size())
                .isEqualTo(Revocations.MOST + 1);
        assertThat(full.hasRoomFor(member("one-more", LATER, Revocation.FOR_GOOD), LATER))
                .isFalse();
        assertThat(full.hasRoomFor(member("m7", LATER, LATER), LATER))
                .as("one is taken back")
                .isTrue();
    }

    @Test
    void revocation_isSaidAfterAllOthers() {
        Revocations revocations = Revocations.NONE.with(List.of(member("ann", NOW + 1_000, Revocation.FOR_GOOD)), NOW);

        Revocation takenBack = revocations.afterAll(member("ann", NOW, NOW));

        assertThat(revocations.with(List.of(takenBack), NOW).hit(caller("ann", "t"), NOW))
                .isFalse();
        assertThat(revocations.afterAll(member("bob", NOW, LATER))).isEqualTo(member("bob", NOW, LATER));
    }

    @Test
    void digest_isThatOfWhatIsKnown() {
        Revocation ann = member("ann", NOW, LATER);
        Revocation bob = member("bob", NOW, LATER);
        Revocations both = Revocations.NONE.with(List.of(ann, bob), NOW);

        assertThat(both.digest())
                .isEqualTo(Revocations.NONE
                        .with(List.of(bob), NOW)
                        .with(List.of(ann), NOW)
                        .digest());
        assertThat(List.of(
                        Revocations.NONE,
                        Revocations.NONE.with(List.of(ann), NOW),
                        Revocations.NONE.with(List.of(bob), NOW),
                        both.with(List.of(member("ann", LATER, LATER)), NOW),
                        both))
                .extracting(Revocations::digest)
                .doesNotHaveDuplicates();
    }

    @Test
    void pieces_haveAllInTheirOrder() {
        List<Revocation> all = IntStream.range(0, 25)
                .mapToObj(number -> member("m" + number, NOW, LATER))
                .toList();
        Revocations revocations = Revocations.NONE.with(all, NOW);

        List<Revocation> told = new ArrayList<>();
        for (List<Revocation> piece = revocations.after("", 10);
                !piece.isEmpty();
                piece = revocations.after(told.get(told.size() - 1).name(), 10)) {
            told.addAll(piece);
        }

        assertThat(told).containsExactlyInAnyOrderElementsOf(all);
    }

    private static Revocation member(String name, long at, long until) {
        return new Revocation(Revocation.Kind.MEMBER, name, at, until);
    }

    private static Caller caller(String member, String token) {
        return new Caller(
                Optional.of(member),
                new Rights(List.of(), List.of(), Role.VIEWER),
                Optional.empty(),
                Optional.of(token));
    }
}
