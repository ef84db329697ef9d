package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");

    private final Audience<String> audience = new Audience<>();

    @Test
    void want_aloneBringsNoEvents() {
        audience.want("ann", Set.of(CATS));

        assertThat(audience.of(CATS)).isEmpty();
        assertThat(audience.wanted("ann")).containsExactly(CATS);
        assertThat(audience.connections()).containsExactly("ann");
    }

    @Test
    void join_letsInThoseWhoWantTheTopic() {
        audience.want("ann", Set.of(CATS, DOGS));
        audience.want("bob", Set.of(CATS));

        assertThat(audience.join("ann", CATS)).isTrue();
        assertThat(audience.join("bob", CATS)).isTrue();

        assertThat(audience.of(CATS)).containsExactlyInAnyOrder("ann", "bob");
        assertThat(audience.of(DOGS)).isEmpty();
    }

    @Test
    void join_refusesThoseWhoDoNotWantTheTopic() {
        audience.want("ann", Set.of(DOGS));

        assertThat(audience.join("ann", CATS)).isFalse();
        assertThat(audience.join("stranger", CATS)).isFalse();
        assertThat(audience.of(CATS)).isEmpty();
    }

    @Test
    void join_twiceIsOnce() {
        audience.want("ann", Set.of(CATS));
        audience.join("ann", CATS);
        audience.join("ann", CATS);

        assertThat(audience.of(CATS)).containsExactly("ann");
    }

    @Test
    void want_leavesWhatIsNotWantedAnyMore() {
        audience.want("ann", Set.of(CATS, DOGS));
        audience.join("ann", CATS);
        audience.join("ann", DOGS);

        audience.want("ann", Set.of(DOGS));

        assertThat(audience.of(CATS)).isEmpty();
        assertThat(audience.of(DOGS)).containsExactly("ann");
    }

    @Test
    void remove_leavesEverythingAndTellsWhatWasWanted() {
        audience.want("ann", Set.of(CATS, DOGS));
        audience.want("bob", Set.of(CATS));
        audience.join("ann", CATS);
        audience.join("bob", CATS);

        assertThat(audience.remove("ann")).containsExactlyInAnyOrder(CATS, DOGS);

        assertThat(audience.of(CATS)).containsExactly("bob");
        assertThat(audience.connections()).containsExactly("bob");
        assertThat(audience.remove("ann")).isEmpty();
    }

    @Test
    void passiveConnections_areKeptApart() {
        audience.want("ann", Set.of(CATS, DOGS));
        audience.want("bob", Set.of(CATS));
        audience.join("ann", CATS);
        audience.join("bob", CATS);

        audience.setPassive("ann", true);
        audience.join("ann", DOGS);

        assertThat(audience.of(CATS)).containsExactly("bob");
        assertThat(audience.passiveOf(CATS)).containsExactly("ann");
        assertThat(audience.of(DOGS)).isEmpty();
        assertThat(audience.passiveOf(DOGS)).containsExactly("ann");
        assertThat(audience.has("ann", CATS)).isTrue();

        audience.setPassive("ann", false);
        assertThat(audience.of(CATS)).containsExactlyInAnyOrder("ann", "bob");
        assertThat(audience.passiveOf(CATS)).isEmpty();
    }

    @Test
    void passiveConnection_leavesLikeAnyOther() {
        audience.want("ann", Set.of(CATS, DOGS));
        audience.join("ann", CATS);
        audience.join("ann", DOGS);
        audience.setPassive("ann", true);

        audience.want("ann", Set.of(DOGS));
        assertThat(audience.passiveOf(CATS)).isEmpty();
        assertThat(audience.remove("ann")).containsExactly(DOGS);
        assertThat(audience.passiveOf(DOGS)).isEmpty();
        assertThat(audience.isPassive("ann")).isFalse();
    }

    @Test
    void change_addsThenTakesAway() {
        assertThat(Audience.change(Set.of(CATS), List.of(DOGS, DOGS), List.of(CATS)))
                .containsExactly(DOGS);
        assertThat(Audience.change(Set.of(CATS), List.of(DOGS), List.of(DOGS))).containsExactly(CATS);
        assertThat(Audience.change(Set.of(CATS), List.of(), List.of(DOGS))).containsExactly(CATS);
    }
}
