package io.ovation.frontend.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopMembersTest {

    private final LoopMembers<Integer> members = new LoopMembers<>();

    @Test
    void member_hasAllOfTheirConnections() {
        members.add(1, "ann");
        members.add(2, "ann");
        members.add(3, "bob");

        assertThat(members.of("ann")).containsExactlyInAnyOrder(1, 2);
        assertThat(members.of("bob")).containsExactly(3);
        assertThat(members.of("cid")).isEmpty();
    }

    @Test
    void member_isThereUntilTheLastConnectionHasEnded() {
        members.add(1, "ann");
        members.add(2, "ann");

        members.remove(1, "ann");
        assertThat(members.of("ann")).containsExactly(2);
        members.remove(2, "ann");
        members.remove(2, "ann");

        assertThat(members.isPresent("ann")).isFalse();
        members.add(4, "ann");
        assertThat(members.of("ann")).containsExactly(4);
    }

    @Test
    void connectionThatIsNotOne_isNoReasonToForgetAMember() {
        members.add(1, "ann");

        members.remove(2, "ann");

        assertThat(members.of("ann")).containsExactly(1);
    }
}
