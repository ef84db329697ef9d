package io.ovation.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    @ParameterizedTest
    @EnumSource(Role.class)
    void role_isFoundByItsLabel(Role role) {
        assertThat(Role.parse(role.label())).isEqualTo(role);
    }

    @Test
    void labels_areThoseOfTheCommandLine() {
        assertThat(Role.values()).extracting(Role::label).containsExactly("frontend", "dispatcher", "likes-backend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRONTEND", "front-end", " frontend"})
    void misspeltRole_isRefusedWithTheOneThatWasMeant(String label) {
        assertThatThrownBy(() -> Role.parse(label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown role '" + label
                        + "' (did you mean frontend?); there are frontend, dispatcher, likes-backend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "backend", "proxy"})
    void unknownRole_isRefusedWithTheRolesThereAre(String label) {
        assertThatThrownBy(() -> Role.parse(label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown role '" + label + "'; there are frontend, dispatcher, likes-backend");
    }
}
