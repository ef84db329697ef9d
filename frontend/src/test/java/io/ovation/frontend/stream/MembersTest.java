package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembersTest {

    private final Members<Integer> members = new Members<>();

    @Test
    void add_tellsOfAMembersFirstConnection() {
        assertThat(members.add(1, "ann")).isTrue();
        assertThat(members.add(2, "ann")).isFalse();
        assertThat(members.add(3, "bob")).isTrue();

        assertThat(members.of("ann")).containsExactlyInAnyOrder(1, 2);
        assertThat(members.of("bob")).containsExactly(3);
        assertThat(members.of("eve")).isEmpty();
        assertThat(members.all()).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void remove_tellsOfAMembersLastConnection() {
        members.add(1, "ann");
        members.add(2, "ann");

        assertThat(members.remove(1)).isEmpty();
        assertThat(members.of("ann")).containsExactly(2);
        assertThat(members.remove(2)).contains("ann");
        assertThat(members.remove(2)).isEmpty();
        assertThat(members.all()).isEmpty();
        assertThat(members.add(4, "ann")).isTrue();
    }

    @Test
    void remove_ofAConnectionOfNobody_isNothing() {
        assertThat(members.remove(1)).isEmpty();
    }
}
