package io.ovation.node;

import com.typesafe.config.Config;
import io.ovation.access.AccessSettings;
import io.ovation.common.memory.MemorySettings;
import io.ovation.common.protocol.Role;
import io.ovation.dispatcher.DispatcherSettings;
import io.ovation.edge.tls.TlsSettings;
import io.ovation.frontend.FrontendSettings;
import io.ovation.likes.LikesSettings;
import java.util.Optional;
import java.util.Set;

/**
 * What the roles of a node are told; nothing for one that it does not have.
 *
 * @param access whom it lets in, if anybody but other nodes comes to it
 * @param tls how their connections are encrypted, if they are
 */
record RoleSettings(
        Optional<DispatcherSettings> dispatcher,
        Optional<LikesSettings> likes,
        Optional<FrontendSettings> frontend,
        Optional<AccessSettings> access,
        Optional<TlsSettings> tls) {

    /** @throws IllegalArgumentException if one of them is wrong */
    static RoleSettings from(Set<Role> roles, Config config) {
        // NodeMemory reads them again, when the first actor needs them.
        MemorySettings.from(config);
        return new RoleSettings(
                Optional.of(Role.DISPATCHER).filter(roles::contains).map(role -> DispatcherSettings.from(config)),
                Optional.of(Role.LIKES_BACKEND).filter(roles::contains).map(role -> LikesSettings.from(config)),
                Optional.of(Role.FRONTEND).filter(roles::contains).map(role -> FrontendSettings.from(config)),
                Optional.of(config).filter(any -> isMetByClients(roles)).map(AccessSettings::from),
                Optional.of(config).filter(any -> isMetByClients(roles)).flatMap(TlsSettings::from));
    }

    private static boolean isMetByClients(Set<Role> roles) {
        return roles.contains(Role.FRONTEND) || roles.contains(Role.LIKES_BACKEND);
    }
}
